import FoundationEssentials
import Hashing
import JSONCoding

/// What goes back over the wire, and how.
struct WireReply: Sendable {
  enum Ending: Sendable {
    /// The whole answer.
    case whole
    /// Half of the body, then the connection is closed.
    case truncated
    /// No byte; the connection is reset.
    case reset
    /// No byte, ever.
    case silence
  }

  var status = 200
  var headers: [(String, String)] = [("content-type", "application/json; charset=utf-8")]
  var body: [UInt8] = []
  var ending = Ending.whole
  var delayInMilliseconds = 0
  /// Whether it waits until the faults are cleared.
  var isHeld = false
  /// What the engine must be asked before the body is known, and the fault that befalls the answer then.
  var question: (EngineQuestion, Fault.Kind?)?
}

/// The whole service behind the socket: signature, rate limit, faults, routing, envelope.
///
/// Pure but for ids.
struct Gateway: Sendable {
  var platform: Platform
  var plan = FaultPlan()
  /// Requests whose connection was broken and that are carried out later.
  private var underway: [(due: Date, operation: String, parameters: [String], request: WireRequest)] = []
  /// How often each operation was asked for.
  private(set) var counts: [String: Int] = [:]
  /// How many requests of each operation were over the rate limit.
  private(set) var throttled: [String: Int] = [:]
  private var verifier: SignatureVerifier
  private var windows: [String: (second: Int, count: Int)] = [:]
  private let configuration: EmulatorConfiguration

  init(_ configuration: EmulatorConfiguration) {
    self.configuration = configuration
    verifier = SignatureVerifier(accounts: configuration.accounts)
    platform = Platform(
      durations: configuration.durations, namespace: configuration.namespace, workspaceID: configuration.workspaceID)
  }

  mutating func reply(to request: WireRequest, now: Date) -> WireReply {
    carryOut(until: now)
    do throws(GatewayError) {
      let segments = request.pathSegments
      guard let (operation, parameters) = Route.match(request.method, segments) else {
        throw GatewayError(status: 404, code: "InvalidApi.NotFound", message: "Specified api is not found.")
      }
      counts[operation, default: 0] += 1
      let fault = plan.take(for: operation) { !$0.isInside }
      if let fault, fault.preventsEffect { return try preventing(fault) }
      let account = try verifier.verify(request, now: now)
      try Gateway.authorize(account, operation)
      try check(request, operation, parameters, now)
      if case .late(let milliseconds) = fault {
        underway.append((now + Double(milliseconds) / 1000, operation, parameters, request))
        return WireReply(ending: .reset)
      }
      return Gateway.faulty(try answer(operation, parameters, request, now), fault)
    } catch {
      return Gateway.errorReply(error)
    }
  }

  /// Carries out what is under way and due by `time`; nobody hears of it.
  mutating func carryOut(until time: Date) {
    let due = underway.filter { $0.due <= time }.sorted { $0.due < $1.due }
    underway.removeAll { $0.due <= time }
    for late in due { _ = try? answer(late.operation, late.parameters, late.request, late.due) }
  }

  private static func authorize(
    _ account: EmulatorConfiguration.Account, _ operation: String
  ) throws(GatewayError) {
    let action = "stream:\(operation)"
    guard let actions = account.actions, !actions.contains(action) else { return }
    throw GatewayError(
      status: 403, code: "Forbidden.RAM",
      message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
      deniedAction: action)
  }

  private mutating func check(
    _ request: WireRequest, _ operation: String, _ parameters: [String], _ now: Date
  ) throws(GatewayError) {
    guard request.value(of: "x-acs-action") == operation, request.value(of: "x-acs-version") == "2022-07-18" else {
      throw GatewayError(status: 404, code: "InvalidApi.NotFound", message: "Action or version does not fit the path.")
    }
    guard let workspace = request.value(of: "workspace"), !workspace.isEmpty else {
      throw GatewayError(status: 400, code: "MissingWorkspace", message: "workspace is mandatory for this action.")
    }
    guard workspace == configuration.workspaceID else {
      throw GatewayError(status: 404, code: "InvalidWorkspace.NotFound", message: "The workspace is not found.")
    }
    if let namespace = parameters.first ?? query(request, "namespace"), namespace != configuration.namespace {
      throw GatewayError(status: 403, code: "Forbidden.Namespace", message: "You are not a member of the namespace.")
    }
    let second = Int(now.timeIntervalSince1970)
    var window = windows[operation] ?? (second, 0)
    if window.second != second { window = (second, 0) }
    window.count += 1
    windows[operation] = window
    if window.count > configuration.requestsPerSecond {
      throttled[operation, default: 0] += 1
      throw GatewayError(
        status: 400, code: "Throttling.User", message: "Request was denied due to user flow control.")
    }
  }

  /// FlinkApiProxy alone has the namespace in its query.
  private func query(_ request: WireRequest, _ name: String) -> String? {
    request.query.first { $0.name == name }?.value
  }

  private mutating func answer(
    _ operation: String, _ parameters: [String], _ request: WireRequest, _ now: Date
  ) throws(GatewayError) -> WireReply {
    let body: JSONObject
    if request.body.isEmpty {
      body = JSONObject()
    } else if let json = try? JSON.parse(request.body), let object = json.object {
      body = object
    } else {
      throw GatewayError(status: 400, code: "InvalidParameter", message: "The body is not a JSON object.")
    }
    let hasNamespace = !["ListEngineVersionMetadata", "FlinkApiProxy"].contains(operation)
    let call = OperationCall(
      name: operation, parameters: Array(parameters.dropFirst(hasNamespace ? 1 : 0)),
      query: Dictionary(request.query.map { ($0.name, $0.value) }) { $1 }, body: body)
    let milliseconds = Int(now.timeIntervalSince1970 * 1000)
    do throws(BusinessError) {
      var plan = self.plan
      let result = try platform.perform(call, now: milliseconds) { name in plan.take(for: name) { $0.isInside } }
      self.plan = plan
      var reply = WireReply(body: Gateway.envelope(.success(result)))
      reply.question = result.question.map { ($0, nil) }
      return reply
    } catch {
      return WireReply(body: Gateway.envelope(.failure(error)))
    }
  }

  /// The body of an answer.
  static func envelope(_ result: Result<OperationResult, BusinessError>) -> [UInt8] {
    var envelope: JSONObject = ["requestId": .string(Platform.makeID().uppercased()), "httpCode": 200]
    switch result {
    case .success(let result):
      envelope["success"] = true
      envelope["errorCode"] = ""
      envelope["errorMessage"] = ""
      envelope["data"] = result.data
      if let page = result.page {
        envelope["pageIndex"] = .int(page.index)
        envelope["pageSize"] = .int(page.size)
        envelope["totalSize"] = .int(page.total)
      }
    case .failure(let error):
      envelope["success"] = false
      envelope["errorCode"] = .string(error.code)
      envelope["errorMessage"] = .string(error.message)
    }
    return JSON.object(envelope).serialized
  }

  /// The reply to a request that a fault keeps from being carried out.
  private func preventing(_ fault: Fault.Kind) throws(GatewayError) -> WireReply {
    switch fault {
    case .status(let status): throw Gateway.serverError(status)
    case .throttle(let retryAfter):
      throw GatewayError(
        status: retryAfter == nil ? 400 : 429, code: retryAfter == nil ? "Throttling.User" : "Throttling.Api",
        message: "Request was denied due to flow control.", retryAfter: retryAfter)
    case .nonceUsed:
      throw GatewayError(
        status: 400, code: "SignatureNonceUsed", message: "Specified signature nonce was used already.")
    case .refuse:
      let envelope: JSON = [
        "requestId": .string(Platform.makeID().uppercased()), "success": false, "httpCode": 200, "errorCode": "990399",
        "errorMessage": "Refused on demand",
      ]
      return WireReply(body: envelope.serialized)
    case .silentBeforeEffect: return WireReply(ending: .silence)
    default: return WireReply(ending: .reset)
    }
  }

  /// What a fault makes of the reply to a request that was carried out.
  static func faulty(_ reply: WireReply, _ fault: Fault.Kind?) -> WireReply {
    var reply = reply
    if let (question, _) = reply.question {
      reply.question = (question, fault)
      return reply
    }
    switch fault {
    case .statusAfterEffect(let status): return Gateway.errorReply(Gateway.serverError(status))
    case .dropAfterEffect: reply.ending = .reset
    case .silentAfterEffect: reply.ending = .silence
    case .garble: reply.body = Array(reply.body.prefix(reply.body.count / 2))
    case .truncate: reply.ending = .truncated
    case .html:
      reply.headers = [("content-type", "text/html")]
      reply.body = Array("<html><body><h1>502 Bad Gateway</h1></body></html>".utf8)
    case .delay(let milliseconds): reply.delayInMilliseconds = milliseconds
    case .hold: reply.isHeld = true
    default: break
    }
    return reply
  }

  private static func serverError(_ status: Int) -> GatewayError {
    status == 503
      ? GatewayError(
        status: 503, code: "ServiceUnavailable", message: "The request has failed due to a temporary failure.")
      : GatewayError(status: status, code: "InternalError", message: "The request processing has failed.")
  }

  static func errorReply(_ error: GatewayError) -> WireReply {
    var body: JSONObject = [
      "RequestId": .string(Platform.makeID().uppercased()), "HostId": "127.0.0.1", "Code": .string(error.code),
      "Message": .string(error.message),
    ]
    if let action = error.deniedAction {
      body["AccessDeniedDetail"] = [
        "AuthAction": .string(action), "AuthPrincipalType": "SubUser", "NoPermissionType": "ImplicitDeny",
        "PolicyType": "AccountLevelIdentityBasedPolicy",
      ]
    }
    var reply = WireReply(status: error.status, body: JSON.object(body).serialized)
    if let retryAfter = error.retryAfter { reply.headers.append(("x-acs-retry-after", "\(retryAfter)")) }
    return reply
  }
}
