import JSONCoding
import JSONRPC

/// What a request says of its era, revision and client; parsed once, before the method is looked at.
struct RequestContext: Sendable {
  let revision: Revision
  let params: JSONObject
  let client: Implementation?

  private static let logLevels = [
    "debug", "info", "notice", "warning", "error", "critical", "alert", "emergency",
  ]

  /// The token under which the client wants progress, as it came.
  var progressToken: JSON? {
    switch params["_meta"]?["progressToken"] {
    case .some(.string(let token)): .string(token)
    case .some(.number(let token)): .number(token)
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
      guard meta?[MetaKey.clientCapabilities]?.object != nil else {
        throw .invalidParams("_meta must have \(MetaKey.clientCapabilities), an object")
      }
      if let level = meta?[MetaKey.logLevel], !RequestContext.logLevels.contains(level.string ?? "") {
        throw .invalidParams("\(MetaKey.logLevel) must be one of \(RequestContext.logLevels.joined(separator: ", "))")
      }
      client = Implementation(meta?[MetaKey.clientInfo])
    } else if method == "server/discover" || (session == nil && meta?[MetaKey.clientCapabilities] != nil) {
      throw .invalidParams("_meta must have \(MetaKey.protocolVersion)")
    } else if let session {
      revision = session.revision
      client = session.client
    } else if method == "initialize" || method == "ping" {
      revision = .newestWithHandshake
      client = nil
    } else if Methods.withHandshake.contains(method) {
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

  /// `result` with what every complete result of this revision carries.
  func complete(_ result: JSONObject, identity: Implementation, isCacheable: Bool = false) -> JSON {
    guard !revision.hasHandshake else { return .object(result) }
    var result = result
    result["resultType"] = "complete"
    if isCacheable {
      result["ttlMs"] = 3_600_000
      result["cacheScope"] = "public"
    }
    result["_meta"] = .object([MetaKey.serverInfo: identity.json(for: revision)])
    return .object(result)
  }
}

/// Which methods exist in which era.
enum Methods {
  static let withHandshake: Set = ["initialize", "ping", "tools/list", "tools/call"]
  static let stateless: Set = ["server/discover", "tools/list", "tools/call"]
}
