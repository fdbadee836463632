public import JSONCoding
import Synchronization

/// Gathers the answers to a JSON-RPC batch and sends them as one array once all are there (JSON-RPC 2.0, section 6).
public final class BatchReply: Sendable {
  private struct State {
    var answers: [JSON] = []
    var isMissing: Int
  }

  private let state: Mutex<State>
  private let send: @Sendable (JSON) -> Void

  /// A reply of `count` answers, at least one.
  public init(count: Int, send: @escaping @Sendable (JSON) -> Void) {
    state = Mutex(State(isMissing: count))
    self.send = send
  }

  /// Adds one answer, or nil for a request that gets none; the last one sends the array.
  public func add(_ answer: JSON?) {
    let complete = state.withLock { state -> [JSON]? in
      if let answer { state.answers.append(answer) }
      state.isMissing -= 1
      return state.isMissing == 0 ? state.answers : nil
    }
    if let complete, !complete.isEmpty { send(.array(complete)) }
  }
}
