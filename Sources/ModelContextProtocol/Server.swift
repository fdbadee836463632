import JSONCoding
public import JSONRPC
public import Logging
import Synchronization

/// An MCP server for one client.
///
/// It serves the revisions with a handshake and the stateless one at the same time.
/// Lines come in order from one reader thread. The reader thread answers requests that do not wait. Each other request
/// becomes a child task of ``run()``, so that it never blocks the reader.
public final class Server: LineReceiver {
  /// What changes while the server runs.
  struct State {
    /// The session that `initialize` began; nil before it.
    var session: Session?
    var pending: [RequestID: PendingRequest] = [:]
    var hasEnded = false
    var isReady = false
    /// Whether the client has sent `notifications/initialized`; the server sends no request before that.
    var isInitialized = false
    /// The tool list in bytes, by revision; it never changes.
    var toolLists: [Revision: [UInt8]] = [:]
  }

  /// A session that began with `initialize`.
  struct Session {
    var revision: Revision
    var client: Implementation?
    var capabilities: JSON
  }

  /// The limit of requests in progress; further ones are refused.
  static let mostPending = 4096
  /// The limit of messages in a batch.
  static let mostInBatch = 1000
  /// How long requests continue after the end of the input.
  private static let patienceAfterEnd = Duration.milliseconds(3500)

  /// What the server offers.
  let capabilities: Capabilities
  /// Logs the client's mistakes.
  let logger: Logger
  /// Sends messages to the client.
  let writer: MessageWriter
  /// The client's subscriptions to resources.
  let subscriptions: Subscriptions
  /// The server's own requests.
  let outgoing: OutgoingRequests
  /// Tasks that ended at once.
  let finished = FinishedTasks()
  private let onReady: @Sendable () -> Void
  /// What changes while the server runs.
  let state = Mutex(State())
  private let accepted: AsyncStream<PendingRequest>
  private let accept: AsyncStream<PendingRequest>.Continuation
  private let inputEnd: AsyncStream<Void>
  private let endInput: AsyncStream<Void>.Continuation

  /// The name and version of the server.
  var identity: Implementation { capabilities.identity }

  /// A server that answers through `writer`.
  /// - Parameters:
  ///   - capabilities: What the server offers.
  ///   - writer: Sends messages to the client.
  ///   - logger: Logs the client's mistakes.
  ///   - onReady: Called once, after the handshake or at the first request that needs work; must not block.
  public init(
    _ capabilities: Capabilities, writer: MessageWriter, logger: Logger, onReady: @escaping @Sendable () -> Void = {}
  ) {
    self.capabilities = capabilities
    self.writer = writer
    self.onReady = onReady
    self.logger = logger
    subscriptions = Subscriptions(capabilities.resources, writer: writer)
    outgoing = OutgoingRequests(writer: writer)
    (accepted, accept) = AsyncStream.makeStream()
    (inputEnd, endInput) = AsyncStream.makeStream()
  }

  /// Works on requests until the input has ended and all of them are answered, or until the task is cancelled.
  public func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.subscriptions.run() }
      group.addTask { await self.endLateRequests() }
      group.addTask {
        await withDiscardingTaskGroup { group in
          for await request in self.accepted {
            group.addTask { await request.run { self.forget($0) } }
          }
        }
      }
      // The other two never end by themselves.
      await group.next()
      group.cancelAll()
    }
  }

  /// Ends requests that are still in progress some time after the input has ended.
  private func endLateRequests() async {
    for await _ in inputEnd {}
    try? await Task.sleep(for: Server.patienceAfterEnd)
    for request in state.withLock({ Array($0.pending.values) }) { request.end() }
    try? await Task.sleep(for: .seconds(1 << 30))
  }

  /// Stops accepting requests; ``run()`` returns when those in progress are done.
  public func receiveEnd() {
    let waiting = state.withLock { state in
      state.hasEnded = true
      return state.pending.values.filter(\.endsWithInput)
    }
    outgoing.failAll()
    for request in waiting { request.end() }
    endInput.finish()
    accept.finish()
  }

  /// Answers a line that is too long to read.
  public func receiveOverlongLine(limit: Int) {
    writer.send(refusal(id: nil, .parse("The line is longer than \(limit) bytes")))
  }

  /// Answers or queues one line.
  public func receive(line: ArraySlice<UInt8>) {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
    do {
      let json = try JSON.parse(line)
      if case .array(let messages) = json {
        receiveBatch(messages)
      } else {
        receive(Message(json), isInBatch: false) { [writer] answer in if let answer { writer.send(answer) } }
      }
    } catch {
      writer.send(refusal(id: nil, .parse("The line is not JSON: \(error)")))
    }
  }

  private func receiveBatch(_ messages: [JSON]) {
    guard state.withLock({ $0.session?.revision.hasBatches }) == true else {
      return writer.send(refusal(id: nil, .invalidRequest("This revision does not support batches")))
    }
    guard !messages.isEmpty else {
      return writer.send(refusal(id: nil, .invalidRequest("The batch has no messages")))
    }
    guard messages.count <= Server.mostInBatch else {
      return writer.send(refusal(id: nil, .invalidRequest("The batch has more than \(Server.mostInBatch) messages")))
    }
    let reply = BatchReply(count: messages.count) { [writer] in writer.sendFromTask($0) }
    for message in messages { receive(Message(message), isInBatch: true) { reply.add($0) } }
  }

  private func receive(_ message: Message, isInBatch: Bool, reply: @escaping @Sendable (JSON?) -> Void) {
    switch message {
    case .request(let id, let method, let params):
      receiveRequest(id: id, method: method, params: params, isInBatch: isInBatch, reply: reply)
    case .notification(let method, let params):
      if method == "notifications/cancelled" { cancel(params) }
      if method == "notifications/initialized" {
        state.withLock { $0.isInitialized = true }
        becomeReady()
      }
      reply(nil)
    case .response(let id, let outcome):
      outgoing.receive(id, outcome)
      reply(nil)
    case .stray: reply(nil)
    case .invalid(let id, let error): reply(refusal(id: id, error))
    }
  }

  private func receiveRequest(
    id: RequestID, method: String, params: JSON?, isInBatch: Bool, reply: @escaping @Sendable (JSON?) -> Void
  ) {
    do throws(RPCError) {
      let context = try RequestContext(method: method, params: params, session: state.withLock { $0.session })
      guard Methods.exist(method, in: context.revision) else { throw .methodNotFound(method) }
      if isInBatch, method == "initialize" || !context.revision.hasHandshake {
        throw .invalidRequest("\(method) cannot be part of a batch")
      }
      if method == "tools/list", !isInBatch, context.params["cursor"] == nil {
        return writer.send(line: toolListLine(id, context))
      }
      if let answer = try answer(method, context) { return reply(Message.response(id: id, result: answer)) }
      guard let work = try work(method, id, context, reply) else { return }
      try begin(id, context, endsWithInput: Methods.waiting.contains(method), reply, work)
    } catch {
      reply(Message.response(id: id, error: error))
    }
  }

  /// Queues work for ``run()``.
  private func begin(
    _ id: RequestID, _ context: RequestContext, endsWithInput: Bool, _ reply: @escaping @Sendable (JSON?) -> Void,
    _ work: @escaping PendingRequest.Work
  ) throws(RPCError) {
    let request = PendingRequest(
      id: id, context: context, writer: writer, endsWithInput: endsWithInput, reply: reply, work: work)
    let refusal = state.withLock { state -> String? in
      if state.hasEnded { return "the input has ended" }
      if state.pending.count >= Server.mostPending { return "\(Server.mostPending) requests are in progress" }
      if state.pending[id] != nil { return "a request with the same ID is in progress" }
      state.pending[id] = request
      return nil
    }
    becomeReady()
    if let refusal { throw .invalidRequest("Not accepted: \(refusal)") }
    accept.yield(request)
  }

  /// The response to a message that is not a readable request, in the form of the negotiated revision.
  private func refusal(id: RequestID?, _ error: RPCError) -> JSON {
    logger.debug("Refused a message", metadata: ["code": "\(error.code)"])
    let answer = Message.response(id: id, error: error)
    let revision = state.withLock { $0.session?.revision }
    guard id == nil, let revision, !revision.allowsErrorWithoutID, var object = answer.object else { return answer }
    object["id"] = .null
    return .object(object)
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
    state.withLock { $0.pending.removeValue(forKey: id) }?.cancel()
  }

  /// Frees the ID of a request before the response is sent, because the client may use the ID again after it.
  private func forget(_ request: PendingRequest) {
    state.withLock { state in
      if state.pending[request.id] === request { state.pending[request.id] = nil }
    }
  }
}
