import JSONCoding
import JSONRPC

// Tasks of both kinds: as part of 2025-11-25, and as the extension of 2026-07-28.
extension Server {
  /// `tasks/get`.
  func getTask(_ context: RequestContext) throws(RPCError) -> PendingRequest.Work {
    let id = try taskID(context)
    return { _ throws(RPCError) in
      let state = try await self.knownTask(id)
      guard !context.revision.hasHandshake else { return .object(state.json(for: context.revision)) }
      return context.complete(try await self.detailed(state, context), identity: self.identity)
    }
  }

  /// `tasks/result` (2025-11-25): waits for the end of the call and returns its result.
  func getTaskResult(_ context: RequestContext) throws(RPCError) -> PendingRequest.Work {
    let id = try taskID(context)
    return { _ throws(RPCError) in
      let state = try await self.knownTask(id)
      if state.status == .cancelled { throw .invalidParams("The task was cancelled and has no result") }
      var result = try await self.result(of: id).json(for: context.revision)
      result["_meta"] = .object([MetaKey.relatedTask: ["taskId": .string(id)]])
      return .object(result)
    }
  }

  /// `tasks/cancel`.
  func cancelTask(_ context: RequestContext) throws(RPCError) -> PendingRequest.Work {
    let id = try taskID(context)
    return { _ throws(RPCError) in
      let state = try await self.knownTask(id)
      if state.status.isTerminal {
        // The extension ignores the request then.
        guard context.revision.hasHandshake else { return context.complete([:], identity: self.identity) }
        throw .invalidParams("The task has already ended (\(state.status.rawValue))")
      }
      try await self.capabilities.tasks?.cancel(id)
      guard context.revision.hasHandshake else { return context.complete([:], identity: self.identity) }
      return .object(try await self.knownTask(id).json(for: context.revision))
    }
  }

  /// `tasks/update` (extension): answers to questions of a task; our tasks ask none, so the answers are ignored.
  func updateTask(_ context: RequestContext) throws(RPCError) -> PendingRequest.Work {
    let id = try taskID(context)
    guard context.params["inputResponses"]?.object != nil else {
      throw .invalidParams("tasks/update needs inputResponses, an object")
    }
    return { _ throws(RPCError) in
      _ = try await self.knownTask(id)
      return context.complete([:], identity: self.identity)
    }
  }

  private func taskID(_ context: RequestContext) throws(RPCError) -> String {
    if !context.revision.hasHandshake, !context.knowsTaskExtension {
      throw RPCError(
        code: -32021, message: "The client must declare the extension \(MetaKey.tasks)",
        data: ["requiredCapabilities": ["extensions": .object([MetaKey.tasks: [:]])]])
    }
    guard let id = context.params["taskId"]?.string else { throw .invalidParams("taskId must be a string") }
    return id
  }

  /// The current state of a task.
  /// - Throws: -32602 for an unknown ID.
  func knownTask(_ id: String) async throws(RPCError) -> TaskState {
    if let kept = finished.task(id) { return kept.state }
    guard let state = try await capabilities.tasks?.task(id) else { throw .invalidParams("Unknown task") }
    return state
  }

  private func result(of id: String) async throws(RPCError) -> ToolResult {
    if let kept = finished.task(id) { return kept.result }
    guard let tasks = capabilities.tasks else { throw .invalidParams("Unknown task") }
    return try await tasks.result(of: id)
  }

  /// The task as the extension returns it, with its result after the end.
  private func detailed(_ state: TaskState, _ context: RequestContext) async throws(RPCError) -> JSONObject {
    var object = state.json(for: context.revision)
    if state.status == .completed || state.status == .failed {
      object["result"] = .object(try await result(of: state.id).json(for: context.revision))
    }
    return object
  }
}
