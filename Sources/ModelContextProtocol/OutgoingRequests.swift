import JSONCoding
import JSONRPC
import Synchronization

/// Requests of the server to the client, and the tasks that wait for the responses.
final class OutgoingRequests: Sendable {
  private struct State {
    var next = 1
    var waiting: [RequestID: AsyncStream<Result<JSON, RPCError>>.Continuation] = [:]
  }

  /// Clients give a call up after 60 s, the time for the question included.
  static let patience = Duration.seconds(50)

  private let writer: MessageWriter
  private let patience: Duration
  private let state = Mutex(State())

  /// The requests of one server.
  /// - Parameters:
  ///   - writer: Sends them.
  ///   - patience: How long a response is waited for.
  init(writer: MessageWriter, patience: Duration = OutgoingRequests.patience) {
    self.writer = writer
    self.patience = patience
  }

  /// Sends a request to the client and waits for the response; nil if none comes in time or this task is cancelled.
  func ask(_ method: String, _ params: JSONObject) async -> Result<JSON, RPCError>? {
    let (answers, answer) = AsyncStream.makeStream(of: Result<JSON, RPCError>.self)
    let id = state.withLock { state in
      let id = RequestID.string("flink-deploy-\(state.next)")
      state.next += 1
      state.waiting[id] = answer
      return id
    }
    writer.sendFromTask(Message.request(id: id, method, params))
    async let _: Void = {
      try? await Task.sleep(for: patience)
      answer.finish()
    }()
    var outcome: Result<JSON, RPCError>?
    for await given in answers {
      outcome = given
      break
    }
    let isUnanswered = state.withLock { $0.waiting.removeValue(forKey: id) } != nil
    if isUnanswered { writer.sendFromTask(Message.notification("notifications/cancelled", ["requestId": id.json])) }
    return outcome
  }

  /// Passes a response on to the task that waits for it; ignores a response without a request.
  func receive(_ id: RequestID, _ outcome: Result<JSON, RPCError>) {
    guard let answer = state.withLock({ $0.waiting.removeValue(forKey: id) }) else { return }
    answer.yield(outcome)
    answer.finish()
  }

  /// Ends all waiting, because no response can come any more.
  func failAll() {
    for answer in state.withLock({ Array($0.waiting.values) }) { answer.finish() }
  }
}
