import JSONCoding
import JSONRPC
import Synchronization

// tools/call: checks the arguments, asks the user for confirmation, and answers or makes a task.
extension Server {
  /// The work of a call; nil if the arguments are invalid, which is answered at once.
  func callTool(
    _ id: RequestID, _ context: RequestContext, _ reply: @Sendable (JSON?) -> Void
  ) throws(RPCError) -> PendingRequest.Work? {
    guard let name = context.params["name"]?.string else { throw .invalidParams("tools/call needs name, a string") }
    guard let tool = capabilities.tools.first(where: { $0.name == name }) else {
      let known = capabilities.tools.map(\.name).joined(separator: ", ")
      throw .invalidParams("Unknown tool: \(name.prefix(100)). Known tools: \(known)")
    }
    guard case .object(let arguments) = tool.inputSchema.canonical(context.params["arguments"] ?? [:]) else {
      throw .invalidParams("arguments must be an object")
    }
    let mode = try CallMode(tool, context, hasTasks: capabilities.tasks != nil)
    let violations = tool.inputSchema.violations(in: .object(arguments))
    if !violations.isEmpty {
      let rejected = RejectedCall(violations: violations, arguments: arguments, client: context.client)
      let result = tool.behaviour.reject(rejected)
      // A client that requested a task cannot read the result of a call.
      if case .coreTask = mode { throw .invalidParams(violations.map(\.description).joined(separator: "; ")) }
      reply(Message.response(id: id, result: context.complete(result.json(for: context.revision), identity: identity)))
      return nil
    }
    return { request throws(RPCError) in
      let call = ToolCall(
        arguments: arguments, patience: mode.patience, progress: request.progress, client: context.client
      ) { request.isCancelled }
      if let question = tool.behaviour.question(arguments) {
        switch try await self.confirm(question, tool, arguments, context) {
        case .allowed: break
        case .refused(let failure):
          return context.complete(
            tool.behaviour.refuse(failure, call).json(for: context.revision), identity: self.identity)
        case .asked(let result): return result
        }
      }
      return try await self.answer(await tool.behaviour.call(call), mode, context)
    }
  }

  /// How a call is answered.
  private enum CallMode {
    /// When it has ended, or when its wait has ended.
    case plain
    /// At once, with a task (2025-11-25).
    case coreTask
    /// Soon, with a task if the work continues (extension of 2026-07-28).
    case extensionTask

    /// How long the server waits before a call becomes a task.
    private static let soon = Duration.seconds(2)

    init(_ tool: Tool, _ context: RequestContext, hasTasks: Bool) throws(RPCError) {
      self = .plain
      guard hasTasks else { return }
      if context.revision.hasCoreTasks, let task = context.params["task"] {
        guard task.object != nil else { throw .invalidParams("task must be an object") }
        guard tool.supportsTasks else {
          throw RPCError(code: -32601, message: "\(tool.name) does not support tasks")
        }
        self = .coreTask
      } else if !context.revision.hasHandshake, context.knowsTaskExtension, tool.supportsTasks {
        self = .extensionTask
      }
    }

    var patience: ToolCall.Patience {
      switch self {
      case .plain: .asGiven
      case .coreTask: .atMost(.zero)
      case .extensionTask: .atMost(CallMode.soon)
      }
    }
  }

  private func answer(
    _ result: ToolResult, _ mode: CallMode, _ context: RequestContext
  ) async throws(RPCError) -> JSON {
    switch mode {
    case .plain: break
    case .extensionTask:
      if let task = result.task, !task.isOver, let state = try await capabilities.tasks?.task(task.id) {
        return context.finish(state.json(for: context.revision), "task", identity)
      }
    case .coreTask:
      var state: TaskState?
      if let task = result.task { state = try await capabilities.tasks?.task(task.id) }
      return ["task": .object((state ?? finished.keep(result, capabilities.wording)).json(for: context.revision))]
    }
    return context.complete(result.json(for: context.revision), identity: identity)
  }

  // MARK: Confirmation

  private enum Consent {
    case allowed
    case refused(ConfirmationFailure)
    /// The client must ask the user and call again; the result that tells it to.
    case asked(JSON)
  }

  private var requestedSchema: JSON {
    let field: JSON = ["type": "boolean", "title": .string(capabilities.wording.confirm), "default": false]
    return ["type": "object", "properties": ["confirm": field], "required": ["confirm"]]
  }

  private func confirm(
    _ question: String, _ tool: Tool, _ arguments: JSONObject, _ context: RequestContext
  ) async throws(RPCError) -> Consent {
    guard context.canAskUser else {
      if context.revision.hasHandshake { return .refused(.cannotAsk) }
      throw RPCError(
        code: -32021, message: "\(tool.name) needs a confirmation: the client must support elicitation in form mode",
        data: ["requiredCapabilities": ["elicitation": ["form": [:]]]])
    }
    var form: JSONObject = ["message": .string(question), "requestedSchema": requestedSchema]
    if context.revision.hasElicitationMode { form["mode"] = "form" }
    guard context.revision.hasHandshake else {
      return try consent(to: form, tool, arguments, context)
    }
    guard await isInitialized(within: .seconds(1)) else { return .refused(.cannotAsk) }
    // An error, silence or an answer without an action is the client's: no user has declined.
    guard case .success(let answer) = await outgoing.ask("elicitation/create", form), answer["action"]?.string != nil
    else { return .refused(.cannotAsk) }
    return Server.isConsent(answer) ? .allowed : .refused(.declined)
  }

  /// Whether the handshake is complete, at the latest after `limit`.
  private func isInitialized(within limit: Duration) async -> Bool {
    let deadline = ContinuousClock.now + limit
    while !state.withLock({ $0.isInitialized }), ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(20))
    }
    return state.withLock { $0.isInitialized }
  }

  /// Without a session, the client asks the user and calls again, with the answer and our signature of the call.
  private func consent(
    to form: JSONObject, _ tool: Tool, _ arguments: JSONObject, _ context: RequestContext
  ) throws(RPCError) -> Consent {
    let subject = "tools/call\n\(tool.name)\n\(JSON.object(arguments).canonicalText)"
    if let state = context.params["requestState"] {
      guard let signature = state.string else { throw .invalidParams("requestState must be a string") }
      switch capabilities.signature.verify(signature, for: subject) {
      case .forged: throw .invalidParams("requestState does not belong to this call")
      case .expired: break
      case .valid:
        guard let responses = context.params["inputResponses"] else { break }
        guard responses.object != nil else { throw .invalidParams("inputResponses must be an object") }
        if let answer = responses["confirm"] {
          guard let action = answer["action"]?.string else {
            throw .invalidParams("The input response needs action, a string")
          }
          if action == "accept", answer["content"]?["confirm"]?.bool == nil { break }
          return Server.isConsent(answer) ? .allowed : .refused(.declined)
        }
      }
    }
    let request: JSON = ["method": "elicitation/create", "params": .object(form)]
    let result: JSONObject = [
      "inputRequests": ["confirm": request], "requestState": .string(capabilities.signature.make(for: subject)),
    ]
    return .asked(context.finish(result, "input_required", identity))
  }

  /// Whether the user has agreed explicitly.
  private static func isConsent(_ answer: JSON) -> Bool {
    answer["action"] == "accept" && answer["content"]?["confirm"] == true
  }
}
