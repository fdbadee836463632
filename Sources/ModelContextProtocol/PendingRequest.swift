import JSONCoding
import JSONRPC
import Synchronization

/// A request between its arrival and its answer.
///
/// Exactly one of these happens to it: it is answered, or it was cancelled and is not answered.
final class PendingRequest: Sendable {
  /// What there is to do, and what comes of it: the whole result.
  typealias Work = @Sendable (PendingRequest) async throws(RPCError) -> JSON

  private struct State {
    var task: Task<Result<JSON, RPCError>, Never>?
    var isCancelled = false
  }

  let id: RequestID
  let context: RequestContext
  let progress: ProgressReporter
  /// Whether the end of input ends it at once: it waits for what may never happen.
  let endsWithInput: Bool
  private let work: Work
  private let reply: @Sendable (JSON?) -> Void
  private let state = Mutex(State())

  init(
    id: RequestID, context: RequestContext, writer: MessageWriter, endsWithInput: Bool,
    reply: @escaping @Sendable (JSON?) -> Void, work: @escaping Work
  ) {
    self.id = id
    self.context = context
    self.endsWithInput = endsWithInput
    self.work = work
    self.reply = { answer in
      reply(answer)
      writer.flushFromTask()
    }
    progress = ProgressReporter(
      token: context.progressToken, hasMessage: context.revision.hasProgressMessage, send: writer.sendFromTask)
  }

  /// Whether the client took the request back.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Does the work and answers; ends early when this task or the request is cancelled.
  /// - Parameter onEnd: Called when the work is done and the answer has not left yet.
  func run(onEnd: (PendingRequest) -> Void) async {
    // A task of its own, because a child of a group cannot be cancelled alone; it is awaited right here.
    let task = Task { () -> Result<JSON, RPCError> in
      do throws(RPCError) { return .success(try await self.work(self)) } catch { return .failure(error) }
    }
    let isCancelled = state.withLock { state in
      state.task = task
      return state.isCancelled
    }
    if isCancelled { task.cancel() }
    let outcome = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    onEnd(self)
    finish(outcome)
  }

  /// Stops the work; from here on nothing more is sent for this request.
  func cancel() {
    progress.finish()
    let task = state.withLock { state in
      state.isCancelled = true
      return state.task
    }
    task?.cancel()
  }

  /// Stops the work, which still answers how far it is.
  func end() { state.withLock { $0.task }?.cancel() }

  /// Sends the answer after the last progress, unless the request was cancelled.
  private func finish(_ outcome: Result<JSON, RPCError>) {
    progress.finish()
    if isCancelled { return reply(nil) }
    switch outcome {
    case .success(let result): reply(Message.response(id: id, result: result))
    case .failure(let error): reply(Message.response(id: id, error: error))
    }
  }
}
