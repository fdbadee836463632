import FoundationEssentials
public import HTTPTransport
import Hashing
import JSONCoding
public import Logging
import Synchronization

/// Calls API operations of one workspace and namespace: signs, sends, reads the envelope, retries.
public final class FlinkAPIClient: Sendable {
  /// The address of the API, and the limits of a call.
  public struct Configuration: Sendable {
    /// Scheme, host and port: `https://ververica.cn-hangzhou.aliyuncs.com`.
    public var endpoint: String
    /// Sent in the header `workspace`.
    public var workspaceID: String
    /// Part of nearly every path.
    public var namespace: String
    /// The limit of one operation, all attempts together.
    public var operationTimeout: Duration
    /// The limit of one attempt.
    public var requestTimeout: Duration

    /// A configuration.
    public init(endpoint: String, workspaceID: String, namespace: String, operationTimeout: Duration) {
      self.endpoint = endpoint
      self.workspaceID = workspaceID
      self.namespace = namespace
      self.operationTimeout = operationTimeout
      // All attempts must fit, or a response that does not come would use up the time of the others.
      requestTimeout = min(.seconds(30), operationTimeout / RetrySchedule.maximumTries)
    }
  }

  private static let shortestTry = Duration.milliseconds(100)
  private static let longestLook = Duration.milliseconds(500)

  /// The version of the API.
  static let apiVersion = "2022-07-18"

  private let configuration: Configuration
  private let host: String
  private let credentials: any CredentialsProvider
  private let transport: any HTTPTransport
  private let clock: any Clock<Duration>
  private let logger: Logger
  private let pacer = RequestPacer()
  /// The server's clock minus the local one, in seconds.
  private let clockOffset = Mutex(0.0)

  /// A client; nothing is read or connected until the first call.
  public init(
    _ configuration: Configuration, credentials: any CredentialsProvider, transport: any HTTPTransport,
    clock: any Clock<Duration> = ContinuousClock(), logger: Logger
  ) {
    self.configuration = configuration
    self.credentials = credentials
    self.transport = transport
    self.clock = clock
    self.logger = logger
    let scheme = configuration.endpoint.firstRange(of: "://")?.upperBound
    host = scheme.map { String(configuration.endpoint[$0...]) } ?? configuration.endpoint
  }

  /// Limits the client to a share of the account's rate limit from now on, since other processes use it too.
  /// - Parameter share: 0...1.
  public func keep(toShare share: Double) { pacer.keep(toShare: share, now: .now) }

  /// The response to an operation, and its request ID.
  public struct Reply<Output: Sendable>: Sendable {
    /// The response.
    public let output: Output
    /// The request ID, for Alibaba Cloud's support and for audits.
    public let requestID: String?
  }

  /// Carries out `operation`, as ``reply(to:within:)`` does.
  /// - Throws: ``FlinkAPIError``.
  public func call<Output>(
    _ operation: Operation<Output>, within patience: Duration? = nil
  ) async throws(FlinkAPIError) -> Output {
    try await reply(to: operation, within: patience).output
  }

  /// Carries out `operation` when its turn comes.
  ///
  /// An operation that is safe to repeat is tried up to three times. An operation that can create a second resource is
  /// repeated only after an error that excludes an effect. Otherwise the error says that the effect is unknown, and the
  /// caller must look.
  /// - Parameter patience: The limit of all attempts together, if it is shorter than that of the configuration.
  /// - Throws: ``FlinkAPIError``.
  public func reply<Output>(
    to operation: Operation<Output>, within patience: Duration? = nil
  ) async throws(FlinkAPIError) -> Reply<Output> {
    let limit = configuration.operationTimeout
    let deadline = ContinuousClock.now + min(patience ?? limit, limit)
    var schedule = RetrySchedule()
    var hasFixedClock = false
    var last: FlinkAPIError?
    while true {
      do throws(FlinkAPIError) {
        try await waitForTurn(operation.name)
        let left = deadline - ContinuousClock.now
        // With no time left for an attempt, the last error says more than a timeout.
        if let last, left < FlinkAPIClient.shortestTry { throw last }
        return try await attempt(operation, timeout: min(configuration.requestTimeout, max(left, .milliseconds(1))))
      } catch {
        last = error
        let isRepeatable = operation.safety == .repeatable
        if error.code == "InvalidTimeStamp.Expired", !hasFixedClock {
          hasFixedClock = true  // the offset is known now; one more attempt
          continue
        }
        let jitter = Double.random(in: 0..<1)
        guard let delay = schedule.delay(after: error, isRepeatable: isRepeatable, jitter: jitter),
          ContinuousClock.now + delay < deadline, !Task.isCancelled
        else { throw error }
        logger.debug(
          "Retrying", metadata: ["operation": "\(operation.name)", "code": "\(error.code)", "delay": "\(delay)"])
        do { try await clock.sleep(for: delay) } catch { throw cancelled(operation.name) }
      }
    }
  }

  private func waitForTurn(_ operation: String) async throws(FlinkAPIError) {
    let turn = pacer.turn(of: operation, now: .now)
    while true {
      let delay = pacer.delay(until: turn, now: .now)
      if delay <= .zero { return }
      // Not longer, since the rate may rise meanwhile.
      do { try await clock.sleep(for: min(delay, FlinkAPIClient.longestLook)) } catch { throw cancelled(operation) }
    }
  }

  private func cancelled(_ operation: String) -> FlinkAPIError {
    var error = FlinkAPIError(.transport, code: "Cancelled", cause: .cancelled)
    error.operation = operation
    return error
  }

  private func attempt<Output>(
    _ operation: Operation<Output>, timeout: Duration
  ) async throws(FlinkAPIError) -> Reply<Output> {
    do throws(FlinkAPIError) {
      let request = try signed(operation, timeout: timeout)
      let response: HTTPResponse
      do throws(TransportError) {
        response = try await transport.send(request)
      } catch {
        var failure = FlinkAPIError(.transport, code: "Transport", cause: .transport(error.cause))
        failure.effect = error.wasSent ? .unknown : .none
        throw failure
      }
      let (data, requestID) = try Envelope.data(of: response) { learnClock(from: response) }
      pacer.note(operation.name, isThrottled: false, now: .now)
      do throws(DecodingFailure) {
        return Reply(output: try operation.decode(data), requestID: requestID)
      } catch {
        throw Envelope.unreadable(.missingMember(path: error.path, status: response.status), response)
      }
    } catch {
      if error.kind == .throttled { pacer.note(operation.name, isThrottled: true, now: .now) }
      var error = error
      error.operation = operation.name
      throw error
    }
  }

  private func learnClock(from response: HTTPResponse) {
    guard let date = response.headers["date"], let server = HTTPDate.secondsSince1970(date) else { return }
    clockOffset.withLock { $0 = Double(server) - Date.now.timeIntervalSince1970 }
  }

  private func signed<Output>(_ operation: Operation<Output>, timeout: Duration) throws(FlinkAPIError) -> HTTPRequest {
    let path = operation.path.map { segment in
      switch segment {
      case .literal(let text): "/\(text)"
      case .parameter(let value): "/\(PercentEncoding.encode(value))"
      case .namespace: "/\(PercentEncoding.encode(configuration.namespace))"
      }
    }.joined()
    let body = operation.body?.serialized
    let query =
      operation.query + (operation.hasNamespaceInQuery ? [(name: "namespace", value: configuration.namespace)] : [])
    var headers = [
      (name: "host", value: host), (name: "workspace", value: configuration.workspaceID),
      (name: "x-acs-action", value: operation.name), (name: "x-acs-version", value: FlinkAPIClient.apiVersion),
    ]
    if body != nil { headers.append((name: "content-type", value: "application/json; charset=utf-8")) }
    let request = ACS3Signer.Request(
      method: operation.method, path: path, query: query, headers: headers, body: body ?? [])
    let date = Date.now.addingTimeInterval(clockOffset.withLock { $0 }).formatted(.iso8601)
    let signer = ACS3Signer(try credentials.credentials())
    var signed = signer.headers(for: request, date: date, nonce: randomHexadecimal(bytes: 16))
    // Not signed: proxies rewrite them.
    signed += [("accept", "application/json"), ("user-agent", "flink-deploy")]
    let suffix = query.isEmpty ? "" : "?" + PercentEncoding.query(query)
    return HTTPRequest(
      method: operation.method, url: configuration.endpoint + path + suffix, headers: signed, body: body,
      timeout: timeout)
  }
}
