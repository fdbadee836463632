import JSONCoding
import JSONRPC
import Logging
import ModelContextProtocol
import Synchronization
import TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// A server over real pipes, inside this process, with tools for tests.
enum ServerHarness {
  /// Runs `body` with a server of the tools `echo` (answers its arguments), `wait` (until cancelled) and `count`
  /// (reports progress).
  static func with(_ body: (inout Client) async throws -> Void) async throws {
    var toServer: [Int32] = [0, 0]
    var fromServer: [Int32] = [0, 0]
    precondition(pipe(&toServer) == 0 && pipe(&fromServer) == 0)
    let transport = StdioTransport(input: toServer[0], output: fromServer[1]) {}
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let shelf = Shelf()
    let capabilities = Server.Capabilities(
      identity: Implementation(name: "test", version: "1"), instructions: "Test.", tools: try tools(shelf),
      resources: shelf, prompts: [prompt], tasks: shelf,
      signature: CallSignature(sign: { "\($0.utf8.reduce(5381) { ($0 &* 33) ^ UInt64($1) })" }, now: { time(nil) }))
    let server = Server(capabilities, writer: transport.writer, logger: logger)
    let reader = OwnThread { transport.readUntilEnd(server) }
    var client = Client(Wire(input: toServer[1], output: fromServer[0]))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await server.run() }
      do {
        try await body(&client)
      } catch {
        client.close()
        group.cancelAll()
        await reader.end()
        throw error
      }
      client.close()
      try await group.waitForAll()
    }
    // A descriptor that is closed while a thread uses it can be one of another test by then.
    await reader.end()
    Glibc.close(toServer[0])
    transport.writer.drain()
    transport.writer.stop()
    Glibc.close(fromServer[1])  // the client's reader ends
    while await client.receive() != nil {}
  }

  private static let prompt = Prompt(
    name: "greet", title: "Greet", description: "Greets.",
    arguments: [
      Prompt.Argument(
        name: "name", title: "Name", description: "Whom.", isRequired: true,
        completions: { prefix in ["Ada", "Alan"].filter { $0.hasPrefix(prefix) } })
    ]
  ) { values in "Greet \(values["name"] ?? "")" }

  private static func tools(_ shelf: Shelf) throws -> [Tool] {
    func document(_ name: String, _ properties: String) -> [UInt8] {
      Array(
        """
        {"name":"\(name)","title":"T","description":"D","inputSchema":{"type":"object","properties":{\(properties)},\
        "additionalProperties":false},"outputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}\
        \(name == "work" ? ",\"execution\":{\"taskSupport\":\"optional\"}" : "")}
        """.utf8)
    }
    func tool(
      _ name: String, _ properties: String = "", question: String? = nil,
      _ call: @escaping @Sendable (ToolCall) async -> ToolResult
    ) throws -> Tool {
      try Tool(
        definition: JSON.parse(document(name, properties)),
        Tool.Behaviour(
          reject: { rejected in
            let violations = rejected.violations.map { violation -> JSON in
              ["path": .string(violation.path), "problem": .string("\(violation.problem)")]
            }
            return ToolResult(structuredContent: ["violations": .array(violations)], isError: true)
          },
          question: { _ in question },
          refuse: { failure, _ in ToolResult(structuredContent: ["refused": .string("\(failure)")], isError: true) },
          call: call))
    }
    return [
      try tool("echo", "\"x\":{\"type\":\"integer\"}") { call in
        ToolResult(structuredContent: .object(call.arguments), isError: false)
      },
      try tool("wait") { call in
        call.progress.report(1, of: nil, "waiting")
        try? await Task.sleep(for: .seconds(3600))
        return ToolResult(structuredContent: ["cancelled": .bool(call.isCancelledByClient())], isError: false)
      },
      try tool("count") { call in
        for value in [1.0, 2, 2, 1.5, 3, 4] { call.progress.report(value, of: 4, "step \(value)") }
        return ToolResult(structuredContent: ["done": true], isError: false)
      },
      try tool("erase", "\"x\":{\"type\":\"integer\"}", question: "Erase it?") { _ in
        ToolResult(structuredContent: ["erased": true], isError: false)
      },
      try tool("work", "\"fails\":{\"type\":\"boolean\"}") { call in
        if case .asGiven = call.patience { return shelf.outcome(fails: call.arguments["fails"] == true) }
        return shelf.begin(fails: call.arguments["fails"] == true)
      },
    ]
  }
}

/// Resources and tasks of a server for tests: one counter that changes when it is read, and tasks that end when they are
/// read for the third time.
final class Shelf: ResourceProvider, TaskProvider {
  private struct State {
    var looks: [String: Int] = [:]
    var fails: [String: Bool] = [:]
    var cancelled: Set<String> = []
    var changes: [AsyncStream<Void>.Continuation] = []
  }

  private static let counter = Resource(
    uri: "test://counters/1", name: "counter-1", title: "Counter", description: "Counts.", mimeType: "text/plain",
    lastModified: "2026-01-01T00:00:00Z")

  private let state = Mutex(State())

  let templates = [
    ResourceTemplate(
      uriTemplate: "test://counters/{number}", variable: "number", name: "counter", title: "Counter",
      description: "A counter.", mimeType: "text/plain")
  ]

  func list(cursor: String?) async throws(RPCError) -> (resources: [Resource], next: String?) {
    guard cursor == nil || cursor == "2" else { throw .invalidParams("Unknown cursor") }
    return ([Shelf.counter], cursor == nil ? "2" : nil)
  }

  func read(_ uri: String) async throws(RPCError) -> ResourceText? {
    guard uri == Shelf.counter.uri else { return nil }
    for change in state.withLock({ $0.changes }) { change.yield() }
    return ResourceText(mimeType: "text/plain", text: "1", isImmutable: false)
  }

  func completions(
    of template: ResourceTemplate, _ prefix: String
  ) async throws(RPCError) -> (values: [String], total: Int) {
    let all = (0..<1000).map(String.init).filter { $0.hasPrefix(prefix) }
    return (all, all.count)
  }

  func changes(of uri: String) async -> AsyncStream<Void>? {
    guard uri == Shelf.counter.uri else { return nil }
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    state.withLock { $0.changes.append(continuation) }
    return stream
  }

  func begin(fails: Bool) -> ToolResult {
    let id = state.withLock { state in
      let id = "task-\(state.fails.count)"
      state.fails[id] = fails
      return id
    }
    return ToolResult(structuredContent: ["begun": true], isError: false, task: (id, false))
  }

  func outcome(fails: Bool) -> ToolResult { ToolResult(structuredContent: ["done": .bool(!fails)], isError: fails) }

  func task(_ id: String) async throws(RPCError) -> TaskState? {
    state.withLock { state in
      guard let fails = state.fails[id] else { return nil }
      state.looks[id, default: 0] += 1
      let isOver = state.looks[id, default: 0] > 2
      let status: TaskState.Status =
        state.cancelled.contains(id) ? .cancelled : !isOver ? .working : fails ? .failed : .completed
      return TaskState(
        id: id, status: status, message: "step \(state.looks[id, default: 0])", createdAt: "2026-01-01T00:00:00Z",
        updatedAt: "2026-01-01T00:00:00Z", ttl: nil)
    }
  }

  func result(of id: String) async throws(RPCError) -> ToolResult {
    outcome(fails: state.withLock { $0.fails[id] ?? false })
  }

  func cancel(_ id: String) async throws(RPCError) { state.withLock { _ = $0.cancelled.insert(id) } }
}

/// The client's side.
struct Client {
  private let wire: Wire
  private var nextID = 100

  init(_ wire: Wire) { self.wire = wire }

  func close() { wire.endInput() }

  func send(_ text: String) { wire.send(text + "\n") }

  /// The next message; nil at the end.
  func receive() async -> JSON? { await wire.nextLine().map { (try? JSON.parse($0)) ?? "not JSON" } }

  /// Sends a request and returns its answer; messages before it are dropped.
  mutating func request(_ method: String, _ params: JSON = .object(JSONObject())) async -> JSON {
    nextID += 1
    send(JSON.object(["jsonrpc": "2.0", "id": .int(nextID), "method": .string(method), "params": params]).text)
    while let message = await receive() { if message["id"]?.int == nextID { return message } }
    return .null
  }

  /// Shakes hands.
  @discardableResult
  mutating func initialize(_ version: String, capabilities: JSON = .object(JSONObject())) async -> JSON {
    await request(
      "initialize",
      [
        "protocolVersion": .string(version), "capabilities": capabilities,
        "clientInfo": ["name": "c", "version": "1"],
      ])
  }

  /// Sends a request without waiting for its answer.
  func begin(_ id: JSON, _ method: String, _ params: JSON) {
    send(JSON.object(["jsonrpc": "2.0", "id": id, "method": .string(method), "params": params]).text)
  }
}
