import FoundationEssentials
import Hashing
import JSONCoding
public import Logging
import Synchronization

/// Calls operations of the API of one workspace and namespace: signs, sends, reads the envelope, tries again.
public final class FlinkAPIClient: Sendable {
  /// Where and as what the client calls.
  public struct Configuration: Sendable {
    /// Scheme, host and port: `https://ververica.cn-hangzhou.aliyuncs.com`.
    public var endpoint: String
    /// Sent in the header `workspace`.
    public var workspaceID: String
    /// Part of nearly every path.
    public var namespace: String
    /// How long one operation may take, all tries together.
    public var operationTimeout: Duration
    /// How long one try may take.
    public var requestTimeout: Duration

    /// A configuration.
    public init(endpoint: String, workspaceID: String, namespace: String, operationTimeout: Duration) {
      self.endpoint = endpoint
      self.workspaceID = workspaceID
      self.namespace = namespace
      self.operationTimeout = operationTimeout
      // All tries must fit, or an answer that does not come would use up the others' time.
      requestTimeout = min(.seconds(30), operationTimeout / RetrySchedule.maximumTries)
    }
  }

  private static let shortestTry = Duration.milliseconds(100)
  private static let longestLook = Duration.milliseconds(500)

  static let apiVersion = "2022-07-18"

  private let configuration: Configuration
  private let host: String
  private let credentials: any CredentialsProvider
  private let transport: any HTTPTransport
  private let clock: any Clock<Duration>
  private let logger: Logger
  private let pacer = RequestPacer()
  /// What to add to our clock to get the server's, in seconds.
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

  /// Keeps to a share of the account's rate limit from now on, since other processes use it too.
  /// - Parameter share: 0...1.
  public func keep(toShare share: Double) { pacer.keep(toShare: share, now: .now) }

  /// What an operation answered, and the platform's id of the request that was answered.
  public struct Reply<Output: Sendable>: Sendable {
    /// The answer.
    public let output: Output
    /// For the platform's support, and for audits.
    public let requestID: String?
  }

  /// Carries out `operation`, as ``reply(to:)`` does.
  /// - Throws: ``FlinkAPIError``.
  public func call<Output>(_ operation: Operation<Output>) async throws(FlinkAPIError) -> Output {
    try await reply(to: operation).output
  }

  /// Carries out `operation`, when it is its turn.
  ///
  /// What can do no harm when repeated is tried up to three times. What makes a second thing is repeated only after an
  /// error that surely had no effect; otherwise the error says that the effect is unknown, and the caller must look.
  /// - Throws: ``FlinkAPIError``.
  public func reply<Output>(to operation: Operation<Output>) async throws(FlinkAPIError) -> Reply<Output> {
    let deadline = ContinuousClock.now + configuration.operationTimeout
    var schedule = RetrySchedule()
    var hasFixedClock = false
    var last: FlinkAPIError?
    while true {
      do throws(FlinkAPIError) {
        try await waitForTurn(operation.name)
        let left = deadline - ContinuousClock.now
        // With no time left for a try, what the last one came to says more than that this one timed out.
        if let last, left < FlinkAPIClient.shortestTry { throw last }
        return try await attempt(operation, timeout: min(configuration.requestTimeout, max(left, .milliseconds(1))))
      } catch {
        last = error
        let isRepeatable = operation.safety == .repeatable
        if error.code == "InvalidTimeStamp.Expired", !hasFixedClock {
          hasFixedClock = true  // the offset is known now; one more try
          continue
        }
        let jitter = Double.random(in: 0..<1)
        guard let delay = schedule.delay(after: error, isRepeatable: isRepeatable, jitter: jitter),
          ContinuousClock.now + delay < deadline, !Task.isCancelled
        else { throw error }
        logger.debug(
          "Trying again", metadata: ["operation": "\(operation.name)", "code": "\(error.code)", "delay": "\(delay)"])
        do { try await clock.sleep(for: delay) } catch { throw cancelled(operation.name) }
      }
    }
  }

  private func waitForTurn(_ operation: String) async throws(FlinkAPIError) {
    let turn = pacer.turn(of: operation, now: .now)
    while true {
      let delay = pacer.delay(until: turn, now: .now)
      if delay <= .zero { return }
      // Not longer, since the line may move faster from now on.
      do { try await clock.sleep(for: min(delay, FlinkAPIClient.longestLook)) } catch { throw cancelled(operation) }
    }
  }

  private func cancelled(_ operation: String) -> FlinkAPIError {
    var error = FlinkAPIError(
      .transport, code: "Cancelled", message: "The call was cancelled before it was tried again")
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
        var failure = FlinkAPIError(.transport, code: "Transport", message: error.message)
        failure.effect = error.wasSent ? .unknown : .none
        throw failure
      }
      let (data, requestID) = try Envelope.data(of: response) { learnClock(from: response) }
      pacer.note(operation.name, isThrottled: false, now: .now)
      do throws(DecodingFailure) {
        return Reply(output: try operation.decode(data), requestID: requestID)
      } catch {
        throw Envelope.garbled("\(error.path) is missing", response)
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
    clockOffset.withLock { $0 = server - Date.now.timeIntervalSince1970 }
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
    var headers = [
      (name: "host", value: host), (name: "workspace", value: configuration.workspaceID),
      (name: "x-acs-action", value: operation.name), (name: "x-acs-version", value: FlinkAPIClient.apiVersion),
    ]
    if body != nil { headers.append((name: "content-type", value: "application/json; charset=utf-8")) }
    let request = ACS3Signer.Request(
      method: operation.method, path: path, query: operation.query, headers: headers, body: body ?? [])
    let date = Date.now.addingTimeInterval(clockOffset.withLock { $0 }).formatted(.iso8601)
    let signer = ACS3Signer(try credentials.credentials())
    var signed = signer.headers(for: request, date: date, nonce: randomHexadecimal(bytes: 16))
    // Not signed: proxies rewrite them.
    signed += [("accept", "application/json"), ("user-agent", "flink-deploy")]
    let query = operation.query.isEmpty ? "" : "?" + PercentEncoding.query(operation.query)
    return HTTPRequest(
      method: operation.method, url: configuration.endpoint + path + query, headers: signed, body: body,
      timeout: timeout)
  }
}
