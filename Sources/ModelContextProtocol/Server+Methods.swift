import JSONCoding
import JSONRPC
import Synchronization

extension Server {
  /// The result of a method that needs no waiting.
  func answer(_ method: String, _ context: RequestContext) throws(RPCError) -> JSON {
    let known = context.revision.hasHandshake ? Methods.withHandshake : Methods.stateless
    guard known.contains(method) else { throw .methodNotFound(method) }
    return switch method {
    case "initialize": try initialize(context)
    case "server/discover": discover(context)
    case "tools/list": try listTools(context)
    default: .object(JSONObject())
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
    let client = Implementation(context.params["clientInfo"])
    state.withLock { $0.session = Session(revision: revision, client: client) }
    return [
      "protocolVersion": .string(revision.rawValue),
      "capabilities": capabilities,
      "serverInfo": identity.json(for: revision),
      "instructions": .string(instructions),
    ]
  }

  /// `server/discover` (2026-07-28): what a client needs to know before its first call.
  private func discover(_ context: RequestContext) -> JSON {
    let result: JSONObject = [
      "supportedVersions": .array(Revision.allCases.reversed().map { .string($0.rawValue) }),
      "capabilities": capabilities,
      "instructions": .string(instructions),
    ]
    return context.complete(result, identity: identity, isCacheable: true)
  }

  private func listTools(_ context: RequestContext) throws(RPCError) -> JSON {
    // All tools fit on one page, so no cursor was ever handed out; the empty one means the beginning.
    if let cursor = context.params["cursor"], cursor != "" { throw .invalidParams("Unknown cursor") }
    let result: JSONObject = ["tools": .array(tools.map { $0.json(for: context.revision) })]
    return context.complete(result, identity: identity, isCacheable: true)
  }

  private var capabilities: JSON { ["tools": [:]] }
}
