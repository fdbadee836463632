import JSONCoding
import ModelContextProtocol
import TestSupport
import Testing
import ToolSchemas

@testable import FlinkDeploy

@Suite("The listed definitions of the tools", .endsIfStuck)
struct ListedDefinitionTests {
  private static let tools = ToolSchemas.documents.compactMap { try? JSON.parse($0).object }

  /// The properties of a schema with those of the schema that is listed for it, by their paths.
  private static func properties(_ schema: String) -> [(path: String, full: JSON, listed: JSON?)] {
    tools.flatMap { tool in
      let listed = ListedDefinition.make(tool)[schema]?["properties"]
      return (tool[schema]?["properties"]?.object?.members ?? []).map {
        ("\(tool["name"]?.string ?? "").\($0.key)", $0.value, listed?[$0.key])
      }
    }
  }

  @Test("are at most 16 KB as one answer of the server, with a long ID", arguments: Revision.allCases)
  func size(_ revision: Revision) async throws {
    let program = try Program("flink-deploy", ["serve"], environment: ["PATH": "/usr/bin:/bin"])
    var params: JSONObject = [:]
    if revision.hasHandshake {
      let hello: JSON = [
        "protocolVersion": .string(revision.rawValue), "capabilities": [:],
        "clientInfo": ["name": "test", "version": "1"],
      ]
      program.send((["jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello] as JSON).text + "\n")
      _ = try await program.messages(upTo: 0)
    } else {
      params["_meta"] = [
        "io.modelcontextprotocol/protocolVersion": .string(revision.rawValue),
        "io.modelcontextprotocol/clientCapabilities": [:],
      ]
    }
    let request: JSON = [
      "jsonrpc": "2.0", "id": "8b7f6c1e-5d0a-4c55-9a7e-0f3b9c2d1e4f", "method": "tools/list",
      "params": .object(params),
    ]
    program.send(request.text + "\n")
    let line = try #require(await program.nextLine())
    program.endInput()
    _ = await program.wait()
    #expect(try JSON.parse(line)["result"]?["tools"]?.array?.count == Self.tools.count)
    #expect(line.utf8.count + 1 <= 16_384)
  }

  @Test("describe each argument, and its default if it has one")
  func arguments() {
    for tool in Self.tools {
      let required = tool["inputSchema"]?["required"]?.array?.compactMap(\.string) ?? []
      for (key, argument) in ListedDefinition.make(tool)["inputSchema"]?["properties"]?.object?.pairs ?? [] {
        let description = argument["description"]?.string ?? ""
        #expect(!description.isEmpty, "\(key)")
        #expect(required.contains(key) || description.contains("Default: "), "\(key): \(description)")
        #expect(argument["type"] != "array" || argument["items"] != nil, "\(key)")
      }
    }
  }

  @Test("give each member of a result its type, and a description")
  func results() {
    for (path, _, listed) in Self.properties("outputSchema") {
      #expect(listed?["type"] != nil, "\(path)")
      #expect(listed?["description"]?.string?.isEmpty == false, "\(path)")
    }
  }

  @Test("accept what the full definitions accept", arguments: ["inputSchema", "outputSchema"])
  func looser(_ schema: String) {
    for tool in Self.tools {
      #expect(ListedDefinition.make(tool)[schema]?["required"] == tool[schema]?["required"])
    }
    for (path, full, listed) in Self.properties(schema) {
      let keywords = Set(listed?.object?.keys ?? [])
      #expect(keywords.isSubset(of: ["type", "enum", "items", "description"]), "\(path)")
      if let type = listed?["type"] {
        let kinds = full["enum"]?.array.map { Set($0.map(\.kindName)) }
        let names = Set(type.array?.compactMap(\.string) ?? [type.string ?? ""])
        #expect(type == full["type"] || names == kinds, "\(path)")
      }
      if let values = listed?["enum"] { #expect(values == full["enum"], "\(path)") }
    }
  }
}

extension JSONObject {
  fileprivate var pairs: [(String, JSON)] { members.map { ($0.key, $0.value) } }
}
