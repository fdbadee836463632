import JSONCoding
import Synchronization

/// Sends `notifications/progress` for one request: increasing, at most ten per second, none after the response.
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

  /// Reports the progress to the client.
  /// - Parameters:
  ///   - progress: The progress; nothing is sent unless it is larger than in every earlier call.
  ///   - total: The final value of `progress`, if known.
  ///   - message: What is being done, for the user.
  public func report(_ progress: Double, of total: Double?, _ message: String) {
    guard let token else { return }
    // Sent under the lock, so that no notification of this request can enter the queue after finish() has returned.
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

  /// Ends the notifications.
  func finish() { state.withLock { $0.isFinished = true } }
}
