import Dispatch
import JSONCoding
import JSONRPC
import Logging
import ModelContextProtocol

#if canImport(Glibc)
  import Glibc
#endif

/// A server over real pipes, inside this process, with tools made for testing.
enum ServerHarness {
  /// Runs `body` with a server of the tools `echo` (answers its arguments), `wait` (until cancelled) and `count`
  /// (reports progress).
  static func with(_ body: (inout Client) async throws -> Void) async throws {
    var toServer: [Int32] = [0, 0]
    var fromServer: [Int32] = [0, 0]
    precondition(pipe(&toServer) == 0 && pipe(&fromServer) == 0)
    let transport = StdioTransport(input: toServer[0], output: fromServer[1]) {}
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = Server(
      identity: Implementation(name: "test", version: "1"), instructions: "Test.", tools: try tools(),
      writer: transport.writer, logger: logger)
    transport.start(server)
    var client = Client(input: toServer[1], output: fromServer[0])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await server.run() }
      do {
        try await body(&client)
      } catch {
        client.close()
        group.cancelAll()
        throw error
      }
      client.close()
      try await group.waitForAll()
    }
    transport.writer.drain()
    Glibc.close(fromServer[1])  // the client's reader ends
    while await client.receive() != nil {}
    for descriptor in [toServer[0], fromServer[0]] { Glibc.close(descriptor) }
  }

  private static func tools() throws -> [Tool] {
    func document(_ name: String, _ properties: String) -> [UInt8] {
      Array(
        """
        {"name":"\(name)","title":"T","description":"D","inputSchema":{"type":"object","properties":{\(properties)},\
        "additionalProperties":false},"outputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}
        """.utf8)
    }
    let reject: @Sendable (RejectedCall) -> ToolResult = { rejected in
      ToolResult(
        structuredContent: ["problem": .string(rejected.violations.map(\.description).joined())], isError: true)
    }
    return [
      try Tool(document: document("echo", "\"x\":{\"type\":\"integer\"}"), reject: reject) { call in
        ToolResult(structuredContent: .object(call.arguments), isError: false)
      },
      try Tool(document: document("wait", ""), reject: reject) { call in
        call.progress.report(1, of: nil, "waiting")
        try? await Task.sleep(for: .seconds(3600))
        return ToolResult(structuredContent: ["cancelled": .bool(call.isCancelledByClient())], isError: false)
      },
      try Tool(document: document("count", ""), reject: reject) { call in
        for value in [1.0, 2, 2, 1.5, 3, 4] { call.progress.report(value, of: 4, "step \(value)") }
        return ToolResult(structuredContent: ["done": true], isError: false)
      },
    ]
  }
}

/// The client's side; reading blocks a thread of its own, never one of Swift's.
struct Client {
  private let input: Int32
  private let lines: AsyncStream<JSON>
  private var isOpen = true
  private var nextID = 100

  init(input: Int32, output: Int32) {
    self.input = input
    let (lines, continuation) = AsyncStream.makeStream(of: JSON.self)
    self.lines = lines
    DispatchQueue(label: "test.client").async {
      var buffer: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 65536)
      while true {
        let count = read(output, &chunk, chunk.count)
        if count <= 0 { break }
        buffer += chunk[..<count]
        while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
          continuation.yield((try? JSON.parse(buffer[..<end])) ?? "not JSON")
          buffer.removeFirst(end + 1)
        }
      }
      continuation.finish()
    }
  }

  mutating func close() {
    if isOpen { Glibc.close(input) }
    isOpen = false
  }

  func send(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(input, UnsafeRawBufferPointer(rebasing: $0[offset...]).baseAddress, bytes.count - offset)
      }
      if count <= 0 { return }
      offset += count
    }
  }

  /// The next message; nil at the end.
  func receive() async -> JSON? {
    for await line in lines { return line }
    return nil
  }

  /// Sends a request and returns its answer; messages before it are dropped.
  mutating func request(_ method: String, _ params: JSON = .object(JSONObject())) async -> JSON {
    nextID += 1
    send(JSON.object(["jsonrpc": "2.0", "id": .int(nextID), "method": .string(method), "params": params]).text)
    while let message = await receive() { if message["id"]?.int == nextID { return message } }
    return .null
  }

  /// Shakes hands.
  @discardableResult
  mutating func initialize(_ version: String) async -> JSON {
    await request(
      "initialize",
      ["protocolVersion": .string(version), "capabilities": [:], "clientInfo": ["name": "c", "version": "1"]])
  }
}
