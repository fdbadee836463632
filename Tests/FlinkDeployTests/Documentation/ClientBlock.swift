import JSONCoding
import Testing

/// A block of the page of MCP clients: a configuration file, or a command that adds the server.
struct ClientBlock: Sendable, CustomTestStringConvertible {
  /// A block from which no server can be read.
  struct Unreadable: Error {
    /// The heading above the block.
    let client: String
  }

  /// The heading above the block.
  let client: String
  /// The format that the block names: `json`, `toml` or `sh`.
  let format: String
  /// The lines of the block.
  let text: String

  var testDescription: String { "\(client) (\(format))" }

  /// The blocks of the page, in its order.
  static let all: [ClientBlock] = {
    guard let page = try? SourceCases.text("Sources/FlinkDeploy/Documentation.docc/Clients.md") else { return [] }
    var blocks: [ClientBlock] = []
    var client = ""
    var open: (format: String, lines: [Substring])?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```"), let (format, lines) = open {
        blocks.append(ClientBlock(client: client, format: format, text: lines.joined(separator: "\n")))
        open = nil
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), [])
      } else if open != nil {
        open?.lines.append(line)
      } else if line.hasPrefix("## ") {
        client = String(line.dropFirst(3))
      }
    }
    return blocks
  }()

  /// The server that the client starts.
  /// - Throws: ``Unreadable``, or an error of JSON.
  func server() throws -> ClientServer {
    if format == "sh" {
      guard let server = ClientServer(command: text) else { throw Unreadable(client: client) }
      return server
    }
    let file = format == "toml" ? try PlainTOML.json(text) : try JSON.parse(text)
    let servers = file["mcpServers"] ?? file["servers"] ?? file["context_servers"] ?? file["mcp_servers"]
    guard let entry = servers?["flink-deploy"], let server = ClientServer(entry, inputs: file["inputs"]) else {
      throw Unreadable(client: client)
    }
    return server
  }
}
