import JSONCoding
import JSONRPC
import Synchronization

/// The methods of each revision.
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

  /// Methods that wait for events that may never happen, so that their requests end with the input.
  static let waiting: Set = ["subscriptions/listen", "tasks/result"]

  /// Whether `revision` has the method.
  static func exist(_ method: String, in revision: Revision) -> Bool {
    if !revision.hasHandshake { return stateless.contains(method) }
    return withHandshake.contains(method) || revision.hasCoreTasks && coreTasks.contains(method)
  }

  /// Whether a revision with a handshake has the method.
  static func existWithHandshake(_ method: String) -> Bool {
    withHandshake.contains(method) || coreTasks.contains(method)
  }
}

extension Server {
  /// The result of a method that does not wait; nil for a method that waits.
  func answer(_ method: String, _ context: RequestContext) throws(RPCError) -> JSON? {
    switch method {
    case "initialize": try initialize(context)
    case "server/discover": discover(context)
    case "tools/list": try listTools(context)
    case "resources/templates/list":
      try list(
        context, "resourceTemplates", capabilities.resources?.templates.map { $0.json(for: context.revision) } ?? [])
    case "prompts/list": try list(context, "prompts", capabilities.prompts.map { $0.json(for: context.revision) })
    case "prompts/get": try getPrompt(context)
    case "resources/unsubscribe": try unsubscribe(context)
    case "ping": .object(JSONObject())
    default: nil
    }
  }

  /// `initialize`: begins a session with the requested revision.
  ///
  /// If the revision is unknown, the session has the newest revision with a handshake.
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
    // The subscriptions and requests of an earlier session have ended.
    subscriptions.removeAll()
    outgoing.failAll()
    return [
      "protocolVersion": .string(revision.rawValue), "capabilities": capabilitiesObject(in: revision),
      "serverInfo": identity.json(for: revision), "instructions": .string(capabilities.instructions),
    ]
  }

  /// `server/discover` (2026-07-28): the revisions, capabilities and instructions of the server.
  private func discover(_ context: RequestContext) -> JSON {
    let result: JSONObject = [
      "supportedVersions": .array(Revision.allCases.reversed().map { .string($0.rawValue) }),
      "capabilities": capabilitiesObject(in: context.revision), "instructions": .string(capabilities.instructions),
    ]
    return context.complete(result, identity: identity, caching: .constant)
  }

  private func capabilitiesObject(in revision: Revision) -> JSON {
    var object: JSONObject = ["tools": [:]]
    if capabilities.resources != nil { object["resources"] = ["subscribe": true] }
    if !capabilities.prompts.isEmpty { object["prompts"] = [:] }
    if revision.hasCompletionsCapability, capabilities.resources != nil || !capabilities.prompts.isEmpty {
      object["completions"] = [:]
    }
    if capabilities.tasks != nil {
      if revision.hasCoreTasks { object["tasks"] = ["cancel": [:], "requests": ["tools": ["call": [:]]]] }
      if !revision.hasHandshake { object["extensions"] = .object([MetaKey.tasks: [:]]) }
    }
    return .object(object)
  }

  private func listTools(_ context: RequestContext) throws(RPCError) -> JSON {
    try list(context, "tools", capabilities.tools.map { $0.json(for: context.revision) })
  }

  /// A list that fits on one page, so that the only valid cursor is the empty one.
  private func list(_ context: RequestContext, _ key: String, _ elements: [JSON]) throws(RPCError) -> JSON {
    if let cursor = context.params["cursor"], cursor != "" { throw .invalidParams("Unknown cursor") }
    return context.complete([key: .array(elements)], identity: identity, caching: .constant)
  }

  /// The whole response line of tools/list; only the ID differs between two requests.
  func toolListLine(_ id: RequestID, _ context: RequestContext) -> [UInt8] {
    let body = state.withLock { $0.toolLists[context.revision] } ?? makeToolList(context)
    var line = Array("{\"jsonrpc\":\"2.0\",\"id\":".utf8)
    line.reserveCapacity(body.count + 128)
    id.json.serialize(into: &line)
    line.append(contentsOf: body)
    return line
  }

  private func makeToolList(_ context: RequestContext) -> [UInt8] {
    let tools = JSON.array(capabilities.tools.map { $0.json(for: context.revision) })
    let result = context.complete(["tools": tools], identity: identity, caching: .constant)
    let body = Array(",\"result\":".utf8) + result.serialized + Array("}\n".utf8)
    state.withLock { $0.toolLists[context.revision] = body }
    return body
  }

  private func getPrompt(_ context: RequestContext) throws(RPCError) -> JSON {
    guard let prompt = capabilities.prompts.first(where: { $0.name == context.params["name"]?.string }) else {
      throw .invalidParams(
        "Unknown prompt. Known prompts: \(capabilities.prompts.map(\.name).joined(separator: ", "))")
    }
    return context.complete(try prompt.get(context.params["arguments"]), identity: identity)
  }

  /// The work of a method that waits; nil if it is already answered.
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
