import JSONCoding
import JSONRPC

/// The revision, client and parameters of a request; parsed once, before the method.
struct RequestContext: Sendable {
  /// The revision of the request.
  let revision: Revision
  /// The parameters of the request.
  let params: JSONObject
  /// The name and version of the client; nil if it did not send them.
  let client: Implementation?
  /// The capabilities of the client, from `initialize` or from the request itself.
  let clientCapabilities: JSON

  private static let logLevels = [
    "debug", "info", "notice", "warning", "error", "critical", "alert", "emergency",
  ]

  /// The token for progress notifications; nil if the client did not request them.
  var progressToken: JSON? {
    switch params["_meta"]?["progressToken"] {
    case .some(.string(let token)): .string(token)
    case .some(.number(let token)) where token.isInteger: .number(token)
    default: nil
    }
  }

  /// Parses a request.
  /// - Throws: -32602 for params that are not an object or lack required members, -32022 for an unsupported revision,
  ///   -32601 for an unknown method before the handshake.
  init(method: String, params: JSON?, session: Server.Session?) throws(RPCError) {
    switch params {
    case nil, .null: self.params = JSONObject()
    case .object(let object): self.params = object.withoutNulls
    default: throw .invalidParams("params must be an object")
    }
    let meta = self.params["_meta"]?.object?.withoutNulls
    if let requested = meta?[MetaKey.protocolVersion] {
      revision = try RequestContext.statelessRevision(requested, method: method)
      guard let capabilities = meta?[MetaKey.clientCapabilities], capabilities.object != nil else {
        throw .invalidParams("_meta must have \(MetaKey.clientCapabilities), an object")
      }
      if let level = meta?[MetaKey.logLevel], !RequestContext.logLevels.contains(level.string ?? "") {
        throw .invalidParams("\(MetaKey.logLevel) must be one of \(RequestContext.logLevels.joined(separator: ", "))")
      }
      client = Implementation(meta?[MetaKey.clientInfo])
      clientCapabilities = capabilities
    } else if method == "server/discover" || (session == nil && meta?[MetaKey.clientCapabilities] != nil) {
      throw .invalidParams("_meta must have \(MetaKey.protocolVersion)")
    } else if let session {
      revision = session.revision
      client = session.client
      clientCapabilities = session.capabilities
    } else if method == "initialize" || method == "ping" {
      revision = .newestWithHandshake
      client = nil
      clientCapabilities = .null
    } else if Methods.existWithHandshake(method) {
      throw .invalidParams("Send initialize before \(method), or pass _meta with \(MetaKey.protocolVersion)")
    } else {
      throw .methodNotFound(method)
    }
  }

  private static func statelessRevision(_ requested: JSON, method: String) throws(RPCError) -> Revision {
    guard case .string(let name) = requested else {
      throw .invalidParams("\(MetaKey.protocolVersion) must be a string")
    }
    guard let revision = Revision(rawValue: name), !revision.hasHandshake else {
      let supported = Revision.allCases.filter { !$0.hasHandshake }.map { JSON.string($0.rawValue) }
      throw RPCError(
        code: -32022, message: "Unsupported protocol version: \(name.prefix(40))",
        data: ["supported": .array(supported), "requested": .string(name)])
    }
    return revision
  }

  /// How long a client may cache a result.
  enum Caching {
    /// The result cannot be cached.
    case none
    /// The result is the same for all users and does not change while the server runs.
    case constant
    /// The result belongs to this user and is valid for this many milliseconds.
    case own(milliseconds: Int)
  }

  /// Whether the client can show a form to the user.
  var canAskUser: Bool {
    guard let elicitation = clientCapabilities["elicitation"]?.object else { return false }
    if revision.hasHandshake, !revision.hasElicitation { return false }
    return elicitation.isEmpty || elicitation["form"] != nil || !revision.hasElicitationMode
  }

  /// Whether the client supports tasks as an extension.
  var knowsTaskExtension: Bool { clientCapabilities["extensions"]?[MetaKey.tasks] != nil }

  /// `result` with the members that every complete result of this revision has.
  func complete(_ result: JSONObject, identity: Implementation, caching: Caching = .none) -> JSON {
    finish(result, "complete", identity, caching)
  }

  /// `result` with a result type of 2026-07-28.
  func finish(_ result: JSONObject, _ type: String, _ identity: Implementation, _ caching: Caching = .none) -> JSON {
    guard !revision.hasHandshake else { return .object(result) }
    var result = result
    result["resultType"] = .string(type)
    switch caching {
    case .none: break
    case .constant:
      result["ttlMs"] = 3_600_000
      result["cacheScope"] = "public"
    case .own(let milliseconds):
      result["ttlMs"] = .int(milliseconds)
      result["cacheScope"] = "private"
    }
    var meta = result["_meta"]?.object ?? JSONObject()
    meta[MetaKey.serverInfo] = identity.json(for: revision)
    result["_meta"] = .object(meta)
    return .object(result)
  }
}

extension JSONObject {
  /// The members that are not null: some languages' clients write an absent member as null.
  fileprivate var withoutNulls: JSONObject {
    JSONObject(members.filter { !$0.value.isNull }.map { ($0.key, $0.value) })
  }
}
