import JSONCoding
import JSONRPC

// Resources, completion of their URI templates, and subscriptions to their changes.
extension Server {
  /// `resources/list`.
  func listResources(_ context: RequestContext) -> PendingRequest.Work {
    { _ throws(RPCError) in
      guard let resources = self.capabilities.resources else {
        return context.complete(["resources": []], identity: self.identity, caching: .own(milliseconds: 0))
      }
      let cursor = context.params["cursor"]
      guard cursor == nil || cursor?.string != nil else { throw .invalidParams("cursor must be a string") }
      let page = try await resources.list(cursor: cursor?.string.flatMap { $0.isEmpty ? nil : $0 })
      var result: JSONObject = ["resources": .array(page.resources.map { $0.json(for: context.revision) })]
      result["nextCursor"] = page.next.map(JSON.string)
      return context.complete(result, identity: self.identity, caching: .own(milliseconds: 0))
    }
  }

  /// `resources/read`.
  func readResource(_ context: RequestContext) throws(RPCError) -> PendingRequest.Work {
    let uri = try uri(context)
    return { _ throws(RPCError) in
      guard let found = try await self.capabilities.resources?.read(uri) else { throw Server.notFound(uri, context) }
      let contents: JSON = [
        ["uri": .string(uri), "mimeType": .string(found.mimeType), "text": .string(found.text)]
      ]
      return context.complete(
        ["contents": contents], identity: self.identity,
        caching: .own(milliseconds: found.isImmutable ? 3_600_000 : 0))
    }
  }

  /// `resources/subscribe`, of revisions with a handshake.
  func subscribe(_ context: RequestContext) throws(RPCError) -> PendingRequest.Work {
    let uri = try uri(context)
    return { _ throws(RPCError) in
      guard try await self.capabilities.resources?.read(uri) != nil else { throw Server.notFound(uri, context) }
      try self.subscriptions.subscribe(to: uri)
      return .object(JSONObject())
    }
  }

  /// `resources/unsubscribe`, of revisions with a handshake.
  func unsubscribe(_ context: RequestContext) throws(RPCError) -> JSON {
    subscriptions.unsubscribe(from: try uri(context))
    return .object(JSONObject())
  }

  private func uri(_ context: RequestContext) throws(RPCError) -> String {
    guard let uri = context.params["uri"]?.string else { throw .invalidParams("uri must be a string") }
    return uri
  }

  private static func notFound(_ uri: String, _ context: RequestContext) -> RPCError {
    RPCError(
      code: context.revision.resourceNotFound, message: "Unknown resource: \(uri.prefix(200))",
      data: ["uri": .string(uri)])
  }

  /// `completion/complete`: values of a template's variable or a prompt's argument.
  func complete(_ context: RequestContext) throws(RPCError) -> PendingRequest.Work {
    guard let ref = context.params["ref"], let argument = context.params["argument"],
      let name = argument["name"]?.string, let value = argument["value"]?.string
    else { throw .invalidParams("completion/complete needs ref, and argument with name and value") }
    let values: @Sendable () async throws(RPCError) -> (values: [String], total: Int)
    switch ref["type"]?.string {
    case "ref/prompt":
      let prompt = capabilities.prompts.first { $0.name == ref["name"]?.string }
      guard let found = prompt?.arguments.first(where: { $0.name == name }) else {
        throw .invalidParams("Unknown prompt, or unknown argument of the prompt")
      }
      values = { () throws(RPCError) in
        let all = await found.completions(value)
        return (all, all.count)
      }
    case "ref/resource":
      let template = capabilities.resources?.templates.first { $0.uriTemplate == ref["uri"]?.string }
      guard let resources = capabilities.resources, let template, template.variable == name else {
        throw .invalidParams("Unknown resource template, or unknown variable of the template")
      }
      values = { () throws(RPCError) in try await resources.completions(of: template, value) }
    default: throw .invalidParams("ref must be a ref/prompt or a ref/resource")
    }
    return { _ throws(RPCError) in
      let found = try await values()
      let shown = found.values.prefix(100)
      let completion: JSON = [
        "values": .array(shown.map(JSON.string)), "total": .int(found.total),
        "hasMore": .bool(found.total > shown.count),
      ]
      return context.complete(["completion": completion], identity: self.identity)
    }
  }

  /// `subscriptions/listen` (2026-07-28): a request that stays open while notifications are sent for it.
  func listen(_ id: RequestID, _ context: RequestContext) throws(RPCError) -> PendingRequest.Work {
    guard let wanted = context.params["notifications"], wanted.object != nil else {
      throw .invalidParams("subscriptions/listen needs notifications, an object")
    }
    let uris = try Server.strings(wanted, "resourceSubscriptions")
    let taskIDs = try Server.strings(wanted, "taskIds")
    for flag in ["toolsListChanged", "promptsListChanged", "resourcesListChanged"] {
      if let value = wanted[flag], value.bool == nil { throw .invalidParams("\(flag) must be true or false") }
    }
    if !taskIDs.isEmpty, !context.knowsTaskExtension {
      throw RPCError(
        code: -32021, message: "taskIds requires the extension \(MetaKey.tasks)",
        data: ["requiredCapabilities": ["extensions": .object([MetaKey.tasks: [:]])]])
    }
    return { request throws(RPCError) in
      try await self.subscriptions.listen(id, uris: uris, taskIDs: taskIDs, context, self)
      let meta: JSONObject = [MetaKey.subscriptionID: id.json]
      return context.complete(["_meta": .object(meta)], identity: self.identity)
    }
  }

  private static func strings(_ wanted: JSON, _ key: String) throws(RPCError) -> [String] {
    guard let value = wanted[key] else { return [] }
    guard let elements = value.array, elements.allSatisfy({ $0.string != nil }), elements.count <= 1000 else {
      throw .invalidParams("\(key) must be at most 1000 strings")
    }
    return elements.compactMap(\.string)
  }
}
