import JSONCoding
import Sandbox
import TestSupport

import class Foundation.Thread

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A server that was asked for its name and its tools, and has ended.
struct ClientSession {
  /// The answer to `initialize`.
  let hello: JSON
  /// The tools.
  let tools: [JSON]

  /// Starts a server, asks it, and ends its input.
  /// - Parameters:
  ///   - command: The program, by its path or its name in `PATH`, and its arguments.
  ///   - directory: The working directory.
  ///   - environment: The whole environment.
  init(_ command: [String], in directory: String, environment: [String: String]) async throws {
    let (input, output) = (try Pipe(), try Pipe())
    let child = try ChildProcess(
      ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory] + command, environment: environment,
      streams: .init(input: input.readEnd, output: output.writeEnd))
    close(input.readEnd)
    close(output.writeEnd)
    let wire = Wire(input: input.writeEnd, output: output.readEnd)
    wire.send(
      """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
      "clientInfo":{"name":"t","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":1,"method":"tools/list"}

      """)
    let messages = try await wire.messages(upTo: 1)
    wire.endInput()
    while await wire.nextLine() != nil {}
    _ = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: child.wait()) }
    }
    hello = messages.first ?? .null
    tools = messages.last?["result"]?["tools"]?.array ?? []
  }
}
