import JSONCoding
import JSONRPC
import Synchronization

/// Which methods exist in which revision.
enum Methods {
  private static let common: Set = [
    "tools/list", "tools/call", "resources/list", "resources/templates/list", "resources/read", "prompts/list",
    "prompts/get", "completion/complete",
  ]
  private static let withHandshake = common.union([
    "initialize", "ping", "resources/subscribe", "resources/unsubscribe",
  ])
  private static let coreTasks: Set = ["tasks/get", "tasks/result", "tasks/cancel"]
  private static let stateless = common.union([
    "server/discover", "subscriptions/listen", "tasks/get", "tasks/update", "tasks/cancel",
  ])

  /// Requests that wait for what may never happen, so that they end with the input.
  static let waiting: Set = ["subscriptions/listen", "tasks/result"]

  static func exist(_ method: String, in revision: Revision) -> Bool {
    if !revision.hasHandshake { return stateless.contains(method) }
    return withHandshake.contains(method) || revision.hasCoreTasks && coreTasks.contains(method)
  }

  /// Whether some revision with a handshake has it.
  static func existWithHandshake(_ method: String) -> Bool {
    withHandshake.contains(method) || coreTasks.contains(method)
  }
}

extension Server {
  /// The result of a method that needs no waiting; nil for one that does.
  func answer(_ method: String, _ context: RequestContext) throws(RPCError) -> JSON? {
    switch method {
    case "initialize": try initialize(context)
    case "server/discover": discover(context)
    case "tools/list": try listTools(context)
    case "resources/templates/list":
      try list(context, "resourceTemplates", offer.resources?.templates.map { $0.json(for: context.revision) } ?? [])
    case "prompts/list": try list(context, "prompts", offer.prompts.map { $0.json(for: context.revision) })
    case "prompts/get": try getPrompt(context)
    case "resources/unsubscribe": try unsubscribe(context)
    case "ping": .object(JSONObject())
    default: nil
    }
  }

  /// `initialize`: settles the revision.
  ///
  /// One that is not known is answered with the newest that has a handshake.
  private func initialize(_ context: RequestContext) throws(RPCError) -> JSON {
    guard let requested = context.params["protocolVersion"]?.string else {
      throw .invalidParams("initialize needs protocolVersion, a string")
    }
    let known = Revision(rawValue: requested).flatMap { $0.hasHandshake ? $0 : nil }
    let revision = known ?? .newestWithHandshake
    let session = Session(
      revision: revision, client: Implementation(context.params["clientInfo"]),
      capabilities: context.params["capabilities"] ?? .object(JSONObject()))
    state.withLock { $0.session = session }
    // What an earlier session had asked for is over.
    subscriptions.removeAll()
    outgoing.failAll()
    return [
      "protocolVersion": .string(revision.rawValue), "capabilities": capabilities(in: revision),
      "serverInfo": identity.json(for: revision), "instructions": .string(offer.instructions),
    ]
  }

  /// `server/discover` (2026-07-28): what a client needs to know before its first call.
  private func discover(_ context: RequestContext) -> JSON {
    let result: JSONObject = [
      "supportedVersions": .array(Revision.allCases.reversed().map { .string($0.rawValue) }),
      "capabilities": capabilities(in: context.revision), "instructions": .string(offer.instructions),
    ]
    return context.complete(result, identity: identity, caching: .constant)
  }

  private func capabilities(in revision: Revision) -> JSON {
    var capabilities: JSONObject = ["tools": [:]]
    if offer.resources != nil { capabilities["resources"] = ["subscribe": true] }
    if !offer.prompts.isEmpty { capabilities["prompts"] = [:] }
    if revision.hasCompletionsCapability, offer.resources != nil || !offer.prompts.isEmpty {
      capabilities["completions"] = [:]
    }
    if offer.tasks != nil {
      if revision.hasCoreTasks { capabilities["tasks"] = ["cancel": [:], "requests": ["tools": ["call": [:]]]] }
      if !revision.hasHandshake { capabilities["extensions"] = .object([MetaKey.tasks: [:]]) }
    }
    return .object(capabilities)
  }

  private func listTools(_ context: RequestContext) throws(RPCError) -> JSON {
    try list(context, "tools", offer.tools.map { $0.json(for: context.revision) })
  }

  /// A list that fits on one page, so that no cursor was ever handed out; the empty one means the beginning.
  private func list(_ context: RequestContext, _ key: String, _ elements: [JSON]) throws(RPCError) -> JSON {
    if let cursor = context.params["cursor"], cursor != "" { throw .invalidParams("Unknown cursor") }
    return context.complete([key: .array(elements)], identity: identity, caching: .constant)
  }

  /// The whole line that answers tools/list: only the id differs from one time to the next.
  func toolListLine(_ id: RequestID, _ context: RequestContext) -> [UInt8] {
    let body = state.withLock { $0.toolLists[context.revision] } ?? makeToolList(context)
    var line = Array("{\"jsonrpc\":\"2.0\",\"id\":".utf8)
    line.reserveCapacity(body.count + 128)
    id.json.serialize(into: &line)
    line.append(contentsOf: body)
    return line
  }

  private func makeToolList(_ context: RequestContext) -> [UInt8] {
    let tools = JSON.array(offer.tools.map { $0.json(for: context.revision) })
    let result = context.complete(["tools": tools], identity: identity, caching: .constant)
    let body = Array(",\"result\":".utf8) + result.serialized + Array("}\n".utf8)
    state.withLock { $0.toolLists[context.revision] = body }
    return body
  }

  private func getPrompt(_ context: RequestContext) throws(RPCError) -> JSON {
    guard let prompt = offer.prompts.first(where: { $0.name == context.params["name"]?.string }) else {
      throw .invalidParams(
        "There is no such prompt; known are \(offer.prompts.map(\.name).joined(separator: ", "))")
    }
    return context.complete(try prompt.get(context.params["arguments"]), identity: identity)
  }

  /// The work of a method that needs waiting; nil when it is answered already.
  func work(
    _ method: String, _ id: RequestID, _ context: RequestContext, _ reply: @Sendable (JSON?) -> Void
  ) throws(RPCError) -> PendingRequest.Work? {
    switch method {
    case "tools/call": try callTool(id, context, reply)
    case "resources/list": listResources(context)
    case "resources/read": try readResource(context)
    case "resources/subscribe": try subscribe(context)
    case "completion/complete": try complete(context)
    case "subscriptions/listen": try listen(id, context)
    case "tasks/get": try getTask(context)
    case "tasks/result": try getTaskResult(context)
    case "tasks/cancel": try cancelTask(context)
    case "tasks/update": try updateTask(context)
    default: throw .methodNotFound(method)
    }
  }
}
