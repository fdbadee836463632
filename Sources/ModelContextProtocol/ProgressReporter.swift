import JSONCoding
import Synchronization

/// Sends `notifications/progress` for one request: strictly increasing, at most ten a second, none after the answer.
public final class ProgressReporter: Sendable {
  private struct State {
    var last = -Double.infinity
    var recent: [ContinuousClock.Instant] = []
    var isFinished = false
  }

  private let token: JSON?
  private let hasMessage: Bool
  private let send: @Sendable (JSON) -> Void
  private let state = Mutex(State())

  init(token: JSON?, hasMessage: Bool, send: @escaping @Sendable (JSON) -> Void) {
    self.token = token
    self.hasMessage = hasMessage
    self.send = send
  }

  /// Whether the client asked for progress.
  public var isWanted: Bool { token != nil }

  /// Tells the client how far the work is.
  /// - Parameters:
  ///   - progress: Larger than in every earlier call, or nothing is sent.
  ///   - total: What `progress` will be in the end, when known.
  ///   - message: What is happening, for a person.
  public func report(_ progress: Double, of total: Double?, _ message: String) {
    guard let token else { return }
    // Sent under the lock: after finish() has returned, nothing of this request can enter the queue.
    state.withLock { state in
      let now = ContinuousClock.now
      state.recent.removeAll { now - $0 > .seconds(1) }
      guard !state.isFinished, progress > state.last, state.recent.count < 10 else { return }
      state.last = progress
      state.recent.append(now)
      var params: JSONObject = ["progressToken": token, "progress": .number(JSONNumber(progress))]
      params["total"] = total.map { .number(JSONNumber($0)) }
      if hasMessage { params["message"] = .string(message) }
      send(["jsonrpc": "2.0", "method": "notifications/progress", "params": .object(params)])
    }
  }

  func finish() { state.withLock { $0.isFinished = true } }
}
