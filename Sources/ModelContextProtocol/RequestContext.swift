import JSONCoding
import JSONRPC

/// What a request says of its era, revision and client; parsed once, before the method is looked at.
struct RequestContext: Sendable {
  let revision: Revision
  let params: JSONObject
  let client: Implementation?
  /// What the client can do, as it said in `initialize` or says with each request.
  let clientCapabilities: JSON

  private static let logLevels = [
    "debug", "info", "notice", "warning", "error", "critical", "alert", "emergency",
  ]

  /// The token under which the client wants progress, as it came.
  var progressToken: JSON? {
    switch params["_meta"]?["progressToken"] {
    case .some(.string(let token)): .string(token)
    case .some(.number(let token)) where token.isInteger: .number(token)
    default: nil
    }
  }

  /// - Throws: -32602 for params that are no object or lack what the era demands, -32022 for a revision that is not
  ///   served, -32601 for an unknown method before the handshake.
  init(method: String, params: JSON?, session: Server.Session?) throws(RPCError) {
    switch params {
    case nil: self.params = JSONObject()
    case .object(let object): self.params = object
    default: throw .invalidParams("params must be an object")
    }
    let meta = self.params["_meta"]
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
      throw .invalidParams("\(method) needs initialize before it, or _meta with \(MetaKey.protocolVersion)")
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

  /// How long a result may be kept, and by whom.
  enum Caching {
    /// It is not one of those that may.
    case none
    /// It is the same for everybody and does not change while the server runs.
    case constant
    /// It is this user's, and holds for so many milliseconds.
    case own(milliseconds: Int)
  }

  /// Whether the client can show a form to a person.
  var canAskPerson: Bool {
    guard let elicitation = clientCapabilities["elicitation"]?.object else { return false }
    if revision.hasHandshake, !revision.hasElicitation { return false }
    return elicitation.isEmpty || elicitation["form"] != nil || !revision.hasElicitationMode
  }

  /// Whether the client knows tasks as an extension.
  var knowsTaskExtension: Bool { clientCapabilities["extensions"]?[MetaKey.tasks] != nil }

  /// `result` with what every complete result of this revision carries.
  func complete(_ result: JSONObject, identity: Implementation, caching: Caching = .none) -> JSON {
    finish(result, "complete", identity, caching)
  }

  /// `result` as one of another kind than complete (2026-07-28).
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
