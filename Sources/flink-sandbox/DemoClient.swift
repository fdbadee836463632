import JSONCoding
import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A small, blocking MCP client that prints all messages.
struct DemoClient {
  /// The descriptor of the server's input.
  let input: Int32
  /// The descriptor of the server's output.
  let output: Int32
  private var nextID = 1
  private var buffer: [UInt8] = []
  private let isColoured = isatty(STDOUT_FILENO) == 1

  /// A client of the server with these descriptors.
  init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
  }

  /// Prints a heading.
  func say(_ text: String) { print("\n\(paint("1", "# \(text)"))") }

  /// Prints SQL.
  func show(sql: String) {
    print(sql.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n"))
  }

  private func paint(_ code: String, _ text: String) -> String { isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

  /// Sends a notification.
  mutating func notify(_ method: String) {
    send(["jsonrpc": "2.0", "method": .string(method)])
  }

  /// Calls a tool, and returns the structured content of the result.
  /// - Throws: ``SandboxError`` if the server returns an error or exits.
  mutating func call(_ tool: String, _ arguments: JSON) throws -> JSON {
    let params: JSON = [
      "name": .string(tool), "arguments": arguments, "_meta": ["progressToken": .string("progress-\(nextID)")],
    ]
    return try request("tools/call", params)["structuredContent"] ?? .null
  }

  /// Sends a request, and returns the result.
  /// - Throws: ``SandboxError`` if the server returns an error or exits.
  mutating func request(_ method: String, _ params: JSON) throws -> JSON {
    let id = JSON.int(nextID)
    nextID += 1
    send(["jsonrpc": "2.0", "id": id, "method": .string(method), "params": params])
    while true {
      let message = try JSON.parse(try readLine())
      print(paint("36", "server ->  ") + shorten(message))
      guard message["id"] == id else { continue }
      guard let result = message["result"] else { throw SandboxError("The server returned an error for \(method)") }
      return result
    }
  }

  private func send(_ message: JSON) {
    print(paint("33", "client ->  ") + shorten(message))
    let line = message.serialized + [UInt8(ascii: "\n")]
    _ = write(input, line, line.count)
  }

  private mutating func readLine() throws(SandboxError) -> [UInt8] {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeFirst(end + 1) }
        return Array(buffer[..<end])
      }
      var chunk = [UInt8](repeating: 0, count: 65536)
      let count = read(output, &chunk, chunk.count)
      if count <= 0 { throw SandboxError("The server exited before it answered") }
      buffer += chunk[..<count]
    }
  }

  /// The message without long texts and without the text block that repeats the structured content.
  private func shorten(_ message: JSON) -> String {
    var message = message
    if var object = message.object, var result = object["result"]?.object {
      if let tools = result["tools"]?.array {
        result["tools"] = .array(tools.map { ["name": $0["name"] ?? "", "title": $0["title"] ?? ""] })
      }
      if result["structuredContent"] != nil { result["content"] = nil }
      if var content = result["structuredContent"]?.object {
        for key in ["flink_sql", "columns"] where content[key] != nil { content[key] = "(shown below)" }
        result["structuredContent"] = .object(content)
      }
      object["result"] = .object(result)
      message = .object(object)
    }
    let text = message.text
    return text.count > 900 ? "\(text.prefix(900))..." : text
  }
}
