import Foundation
import JSONCoding
import TestSupport
import Testing

/// The answers of the server to discovery, for each revision of the protocol, compared with files.
///
/// `make golden` rewrites the files.
@Suite("The surface", .endsIfStuck)
struct SurfaceTests {
  private static let lists = ["tools/list", "resources/templates/list", "prompts/list"]

  @Test(
    "is as committed", arguments: ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"])
  func surface(_ revision: String) async throws {
    let program = try Program("flink-deploy", ["serve"], environment: ["PATH": "/usr/bin:/bin"])
    let hasHandshake = revision != "2026-07-28"
    var params: JSONObject = [:]
    if !hasHandshake {
      params["_meta"] = [
        "io.modelcontextprotocol/protocolVersion": .string(revision),
        "io.modelcontextprotocol/clientCapabilities": [:],
      ]
    }
    let hello: JSON = ["protocolVersion": .string(revision), "capabilities": [:], "clientInfo": ["name": "t"]]
    let requests =
      [(hasHandshake ? "initialize" : "server/discover", hasHandshake ? hello : .object(params))]
      + Self.lists.map { ($0, JSON.object(params)) }
    for (index, (method, params)) in requests.enumerated() {
      let request: JSON = ["jsonrpc": "2.0", "id": .int(index), "method": .string(method), "params": params]
      program.send(request.text + "\n")
    }
    let answers = try await program.messages(upTo: .int(requests.count - 1))
    program.endInput()
    _ = await program.wait()
    let seen = JSONObject(zip(requests, answers).map { ($0.0, $1["result"] ?? $1) })
    let text = JSON.object(seen).prettyText + "\n"
    let path = "Tests/FlinkDeployTests/Surface/\(revision).json"
    let differences = try GoldenFile.differences(of: text, from: path)
    #expect(differences == [], "\(path)")
  }
}
