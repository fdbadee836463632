import JSONCoding
import JSONRPC
import Synchronization

/// A tool call between its request and its answer.
///
/// Exactly one of these happens to it: it is answered, or it was cancelled and is not answered.
final class ActiveCall: Sendable {
  private struct State {
    var task: Task<ToolResult, Never>?
    var isCancelled = false
  }

  let id: RequestID
  private let tool: Tool
  private let arguments: JSONObject
  private let context: RequestContext
  private let progress: ProgressReporter
  private let reply: @Sendable (JSON?) -> Void
  private let state = Mutex(State())

  init(
    id: RequestID, tool: Tool, arguments: JSONObject, context: RequestContext, writer: MessageWriter,
    reply: @escaping @Sendable (JSON?) -> Void
  ) {
    self.id = id
    self.tool = tool
    self.arguments = arguments
    self.context = context
    self.reply = { answer in
      reply(answer)
      writer.flushFromTask()
    }
    progress = ProgressReporter(
      token: context.progressToken, hasMessage: context.revision.hasProgressMessage, send: writer.sendFromTask)
  }

  /// Does the tool's work; ends early when this task or the call is cancelled.
  func run() async -> ToolResult {
    let call = ToolCall(arguments: arguments, progress: progress, client: context.client) {
      self.state.withLock { $0.isCancelled }
    }
    let tool = tool
    // A task of its own, because a child of a group cannot be cancelled alone; it is awaited right here.
    let task = Task { await tool.call(call) }
    let isCancelled = state.withLock { state in
      state.task = task
      return state.isCancelled
    }
    if isCancelled { task.cancel() }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Stops the work; from here on nothing more is sent for this call.
  func cancel() {
    progress.finish()
    let task = state.withLock { state in
      state.isCancelled = true
      return state.task
    }
    task?.cancel()
  }

  /// Sends the answer after the last progress, unless the call was cancelled.
  func finish(_ result: ToolResult, identity: Implementation) {
    progress.finish()
    let isCancelled = state.withLock { $0.isCancelled }
    let answer = context.complete(result.json(for: context.revision), identity: identity)
    reply(isCancelled ? nil : Message.response(id: id, result: answer))
  }
}
