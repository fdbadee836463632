import JSONCoding
import JSONRPC
import Synchronization

/// A request between its arrival and its response.
///
/// It ends in exactly one of two ways: it is answered, or it is cancelled and not answered.
final class PendingRequest: Sendable {
  /// The work of a request; returns the whole result.
  typealias Work = @Sendable (PendingRequest) async throws(RPCError) -> JSON

  private struct State {
    var task: Task<Result<JSON, RPCError>, Never>?
    var isCancelled = false
  }

  /// The ID of the request.
  let id: RequestID
  /// The revision and client of the request.
  let context: RequestContext
  /// Sends the progress notifications of the request.
  let progress: ProgressReporter
  /// Whether the request ends at once when the input ends, because it waits for an event that may never happen.
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

  /// Whether the client has cancelled the request.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Does the work and sends the response; ends early when this task or the request is cancelled.
  /// - Parameter onEnd: Called after the work and before the response is sent.
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

  /// Stops the work; after this, nothing is sent for this request.
  func cancel() {
    progress.finish()
    let task = state.withLock { state in
      state.isCancelled = true
      return state.task
    }
    task?.cancel()
  }

  /// Stops the work; the response then reports the current state.
  func end() { state.withLock { $0.task }?.cancel() }

  /// Sends the response after the last progress notification, unless the request was cancelled.
  private func finish(_ outcome: Result<JSON, RPCError>) {
    progress.finish()
    if isCancelled { return reply(nil) }
    switch outcome {
    case .success(let result): reply(Message.response(id: id, result: result))
    case .failure(let error): reply(Message.response(id: id, error: error))
    }
  }
}
