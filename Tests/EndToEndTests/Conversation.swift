import FlinkDeploy
import JSONCoding
import JSONRPC
import Logging
import ModelContextProtocol
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

#if canImport(Glibc)
  import Glibc
#endif

/// What the points of the checklist are about: an MCP server over stdio, in five revisions.
///
/// Each point is tested under its number, in this process and over the pipes of the program.
enum Checklist {
  static let handshakes = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
  static let stateless = "2026-07-28"
  static let revisions = handshakes + [stateless]
  static let versionKey = "io.modelcontextprotocol/protocolVersion"
  static let capabilitiesKey = "io.modelcontextprotocol/clientCapabilities"
}

/// Where the server runs that a test talks to.
enum Side: CaseIterable {
  /// The protocol loop with all tools, in this process.
  case here
  /// The program, behind its pipes.
  case program
}

/// One client that talks to flink-deploy in one revision.
struct Conversation {
  /// Neither cloud nor database: whatever needs them says so at once.
  static let nowhere = [
    "PATH": "/usr/bin:/bin", "ALIYUN_ENDPOINT": "http://127.0.0.1:1", "ALIYUN_FLINK_WORKSPACE_ID": "w",
    "ALIYUN_FLINK_NAMESPACE": "n", "ALIYUN_ACCESS_KEY_ID": "k", "ALIYUN_ACCESS_KEY_SECRET": "hidden-key-secret",
    "DATABASE_URL": "postgresql://u:hidden-password@127.0.0.1:1/x",
  ]

  let wire: Wire
  let revision: String
  /// What the client says it can do, in the handshake or in each request.
  let capabilities: JSON

  /// Runs `body` with a server that has shaken hands where the revision wants it, and ends the server.
  static func with<Value: Sendable>(
    _ side: Side, _ revision: String = "2025-11-25", capabilities: JSON = [:], shakesHands: Bool = true,
    environment: [String: String] = nowhere, _ body: (Conversation) async throws -> Value
  ) async throws -> Value {
    switch side {
    case .program:
      let program = try Program("flink-deploy", ["serve"], environment: environment)
      let conversation = Conversation(wire: program.wire, revision: revision, capabilities: capabilities)
      let result: Result<Value, any Error>
      do { result = .success(try await conversation.play(shakesHands, body)) } catch { result = .failure(error) }
      program.endInput()
      program.child.signal(SIGTERM)
      _ = await program.wait()
      return try result.get()
    case .here:
      return try await withServer(environment) { wire in
        try await Conversation(wire: wire, revision: revision, capabilities: capabilities).play(shakesHands, body)
      }
    }
  }

  private func play<Value>(
    _ shakesHands: Bool, _ body: (Conversation) async throws -> Value
  ) async throws -> Value {
    if shakesHands, revision != Checklist.stateless { try await initialize() }
    return try await body(self)
  }

  private static func withServer<Value: Sendable>(
    _ environment: [String: String], _ body: (Wire) async throws -> Value
  ) async throws -> Value {
    let (input, output) = (try Pipe(), try Pipe())
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let application = Application(settings: try Settings(environment: environment), logger: logger)
    let transport = StdioTransport(input: input.readEnd, output: output.writeEnd) {}
    let server = Server(
      try Serve.capabilities(application), writer: transport.writer, logger: logger, onReady: application.prepare)
    let reader = OwnThread { transport.readUntilEnd(server) }
    let wire = Wire(input: input.writeEnd, output: output.readEnd)
    let result: Result<Value, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { await server.run() }
      group.addTask { await application.run() }
      let result: Result<Value, any Error>
      do { result = .success(try await body(wire)) } catch { result = .failure(error) }
      group.cancelAll()
      return result
    }
    wire.endInput()
    // A descriptor that is closed while a thread uses it can be one of another test by then.
    await reader.end()
    close(input.readEnd)
    transport.writer.drain(within: .seconds(30))
    transport.writer.stop()
    close(output.writeEnd)
    while await wire.nextLine() != nil {}
    return try result.get()
  }

  /// What makes a request one of the stateless revision.
  var meta: JSON {
    [Checklist.versionKey: .string(Checklist.stateless), Checklist.capabilitiesKey: capabilities]
  }

  /// `params` as this revision wants them.
  func params(_ params: JSONObject, progressToken: JSON? = nil) -> JSON {
    var params = params
    var meta = revision == Checklist.stateless ? self.meta.object ?? [:] : [:]
    meta["progressToken"] = progressToken
    if !meta.isEmpty { params["_meta"] = .object(meta) }
    return .object(params)
  }

  @discardableResult
  func initialize() async throws -> JSON {
    let hello: JSON = [
      "protocolVersion": .string(revision), "capabilities": capabilities, "clientInfo": ["name": "t", "version": "1"],
    ]
    let answer = try await request("initialize", exactly: hello)
    send(["jsonrpc": "2.0", "method": "notifications/initialized"])
    return answer
  }

  /// Sends one message on a line of its own.
  func send(_ message: JSON) { wire.send(message.text + "\n") }

  func begin(_ id: JSON, _ method: String, _ params: JSONObject = [:], progressToken: JSON? = nil) {
    send([
      "jsonrpc": "2.0", "id": id, "method": .string(method),
      "params": self.params(params, progressToken: progressToken),
    ])
  }

  /// Sends a request and returns the message that answers it; what comes before it is dropped.
  func request(_ method: String, _ params: JSONObject = [:], id: JSON = "r") async throws -> JSON {
    begin(id, method, params)
    return try await wire.messages(upTo: id).last ?? .null
  }

  /// The same with exactly these params.
  func request(_ method: String, exactly params: JSON) async throws -> JSON {
    send(["jsonrpc": "2.0", "id": "r", "method": .string(method), "params": params])
    return try await wire.messages(upTo: "r").last ?? .null
  }

  /// The result of a call.
  func call(_ tool: String, _ arguments: JSONObject) async throws -> JSON {
    try await request("tools/call", ["name": .string(tool), "arguments": .object(arguments)])["result"] ?? .null
  }

  /// Checks that the server is well: the next thing that it says is the answer to a request of now.
  func expectAlive(_ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    begin("alive", "tools/list")
    let line = await wire.nextLine() ?? "the end"
    let message = try? JSON.parse(line)
    #expect(
      message?["id"] == "alive" && message?["result"] != nil, "\(comment.map { "\($0): " } ?? "")\(line.prefix(300))",
      sourceLocation: sourceLocation)
  }
}
