import JSONCoding
public import JSONRPC
public import Logging
import Synchronization

/// An MCP server for one client, of both eras at once: revisions with a handshake, and the stateless one.
///
/// Lines come in order from one reading thread. What needs no waiting (everything but tool calls) is answered right
/// there; a tool call becomes a child task of ``run()``, so it never holds up the reader.
public final class Server: LineReceiver {
  struct State {
    /// What `initialize` settled; nil before it.
    var session: Session?
    var calls: [RequestID: ActiveCall] = [:]
    var hasEnded = false
    var isReady = false
  }

  struct Session {
    var revision: Revision
    var client: Implementation?
  }

  /// Calls in progress beyond which further ones are refused.
  static let maximumCalls = 4096

  let identity: Implementation
  let instructions: String
  let tools: [Tool]
  let logger: Logger
  let writer: MessageWriter
  private let onReady: @Sendable () -> Void
  let state = Mutex(State())
  private let accepted: AsyncStream<ActiveCall>
  private let accept: AsyncStream<ActiveCall>.Continuation

  /// A server that answers through `writer`.
  /// - Parameters:
  ///   - identity: What the server says it is.
  ///   - instructions: How a model should use the tools together.
  ///   - tools: The tools, in the order in which they are listed.
  ///   - writer: Where answers go.
  ///   - logger: For what the client did wrong.
  ///   - onReady: Called once, when the client is through with the handshake or calls its first tool; must not block.
  public init(
    identity: Implementation, instructions: String, tools: [Tool], writer: MessageWriter, logger: Logger,
    onReady: @escaping @Sendable () -> Void = {}
  ) {
    self.identity = identity
    self.instructions = instructions
    self.tools = tools
    self.writer = writer
    self.onReady = onReady
    self.logger = logger
    (accepted, accept) = AsyncStream.makeStream()
  }

  /// Runs tool calls until the input has ended and all of them are answered, or until the task is cancelled.
  public func run() async {
    await withDiscardingTaskGroup { group in
      for await call in accepted {
        group.addTask { await self.perform(call) }
      }
    }
  }

  /// Stops accepting calls; ``run()`` returns when those in progress are done.
  public func receiveEnd() {
    state.withLock { $0.hasEnded = true }
    accept.finish()
  }

  /// Answers a line that was too long to read.
  public func receiveOverlongLine(limit: Int) {
    refuse(id: nil, .parse("A line of more than \(limit) bytes"))
  }

  /// Answers or queues one line.
  public func receive(line: ArraySlice<UInt8>) {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
    do {
      let json = try JSON.parse(line)
      if case .array(let messages) = json {
        receiveBatch(messages)
      } else {
        receive(Message(json)) { [writer] answer in if let answer { writer.send(answer) } }
      }
    } catch {
      refuse(id: nil, .parse("Not JSON: \(error)"))
    }
  }

  private func receiveBatch(_ messages: [JSON]) {
    guard state.withLock({ $0.session?.revision.hasBatches }) == true, !messages.isEmpty else {
      return refuse(id: nil, .invalidRequest("Batches are not part of this revision"))
    }
    let reply = BatchReply(count: messages.count) { [writer] in writer.sendFromTask($0) }
    for message in messages { receive(Message(message)) { reply.add($0) } }
  }

  private func receive(_ message: Message, reply: @escaping @Sendable (JSON?) -> Void) {
    switch message {
    case .request(let id, let method, let params):
      receiveRequest(id: id, method: method, params: params, reply: reply)
    case .notification(let method, let params):
      if method == "notifications/cancelled" { cancel(params) }
      if method == "notifications/initialized" { becomeReady() }
      reply(nil)
    case .response:
      reply(nil)  // this server asks nothing yet, so it is stray
    case .invalid(let id, let error):
      refuse(id: id, error)
      reply(nil)
    }
  }

  private func receiveRequest(
    id: RequestID, method: String, params: JSON?, reply: @escaping @Sendable (JSON?) -> Void
  ) {
    do throws(RPCError) {
      let context = try RequestContext(method: method, params: params, session: state.withLock { $0.session })
      if method == "tools/call" {
        try acceptCall(id: id, context, reply)
      } else {
        reply(Message.response(id: id, result: try answer(method, context)))
      }
    } catch {
      reply(Message.response(id: id, error: error))
    }
  }

  /// Answers what is no readable request, as far as the negotiated revision has a form for it.
  private func refuse(id: RequestID?, _ error: RPCError) {
    logger.debug("Refused a message", metadata: ["code": "\(error.code)"])
    var answer = Message.response(id: id, error: error)
    let revision = state.withLock { $0.session?.revision }
    if id == nil, let revision, !revision.allowsErrorWithoutID, var object = answer.object {
      object["id"] = .null
      answer = .object(object)
    }
    writer.send(answer)
  }

  private func becomeReady() {
    let isFirst = state.withLock { state in
      defer { state.isReady = true }
      return !state.isReady
    }
    if isFirst { onReady() }
  }

  private func cancel(_ params: JSON?) {
    guard let id = params?["requestId"].flatMap(RequestID.init) else { return }
    state.withLock { $0.calls[id] }?.cancel()
  }

  private func acceptCall(
    id: RequestID, _ context: RequestContext, _ reply: @escaping @Sendable (JSON?) -> Void
  ) throws(RPCError) {
    guard let name = context.params["name"]?.string else { throw .invalidParams("tools/call needs the name of a tool") }
    guard let tool = tools.first(where: { $0.name == name }) else {
      throw .invalidParams("Unknown tool: \(name.prefix(100)). Known are \(tools.map(\.name).joined(separator: ", "))")
    }
    let arguments = context.params["arguments"] ?? .object(JSONObject())
    guard case .object(let arguments) = arguments else { throw .invalidParams("The arguments of a tool are an object") }
    let violations = tool.inputSchema.violations(in: .object(arguments))
    if !violations.isEmpty {
      let rejected = RejectedCall(violations: violations, arguments: arguments, client: context.client)
      let result = context.complete(tool.reject(rejected).json(for: context.revision), identity: identity)
      return reply(Message.response(id: id, result: result))
    }
    let call = ActiveCall(id: id, tool: tool, arguments: arguments, context: context, writer: writer, reply: reply)
    let refusal = state.withLock { state -> String? in
      if state.hasEnded { return "the input has ended" }
      if state.calls.count >= Server.maximumCalls { return "\(Server.maximumCalls) calls are in progress" }
      if state.calls[id] != nil { return "a request of the same id is in progress" }
      state.calls[id] = call
      return nil
    }
    becomeReady()
    if let refusal { throw .invalidRequest("Not accepted: \(refusal)") }
    accept.yield(call)
  }

  private func perform(_ call: ActiveCall) async {
    let result = await call.run()
    state.withLock { _ = $0.calls.removeValue(forKey: call.id) }
    call.finish(result, identity: identity)
  }
}
