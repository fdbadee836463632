import JSONCoding
import JSONRPC
import TestSupport
import Testing

@testable import ModelContextProtocol

#if canImport(Glibc)
  import Glibc
#endif

@Suite("A client that cannot ask its user", .endsIfStuck)
struct ElicitationTests {
  private func result(_ answer: JSONObject) async throws -> JSON? {
    var result: JSON?
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25", capabilities: ["elicitation": [:]])
      client.send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
      client.begin("c", "tools/call", ["name": "erase", "arguments": [:]])
      let question = await client.receive()
      var response: JSONObject = ["jsonrpc": "2.0", "id": question?["id"] ?? .null]
      for member in answer.members { response[member.key] = member.value }
      client.send(JSON.object(response).text)
      result = await client.receive()?["result"]
    }
    return result
  }

  @Test(
    "is not a user who declines", .bug(id: "4-09"),
    arguments: [
      ["error": ["code": -32601, "message": "Method not found"]], ["error": ["code": -32603, "message": "x"]],
      ["error": ["code": -1, "message": "User rejected"]], ["result": .null], ["result": [:]], ["result": "yes"],
      ["result": ["content": ["confirm": true]]],
    ] as [JSONObject])
  func fails(_ answer: JSONObject) async throws {
    #expect(try await result(answer)?["structuredContent"]?["refused"] == "cannotAsk")
  }

  @Test(
    "does not erase anything without a clear consent", .bug(id: "4-09"),
    arguments: [
      ["action": "accept"], ["action": "accept", "content": [:]], ["action": "accept", "content": ["confirm": "true"]],
      ["action": "accept", "content": ["confirm": 1]], ["action": "cancel"], ["action": "decline"],
      ["action": "decline", "content": ["confirm": true]],
    ] as [JSON])
  func declines(_ answer: JSON) async throws {
    #expect(try await result(["result": answer])?["structuredContent"]?["refused"] == "declined")
  }

  @Test("that stays silent is waited for at most 50 s, and the question is withdrawn", .bug(id: "4-09"))
  func silence() async throws {
    #expect(OutgoingRequests.patience <= .seconds(50))
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let writer = MessageWriter(descriptor: ends[1]) {}
    let answer = await OutgoingRequests(writer: writer, patience: .milliseconds(20)).ask("elicitation/create", [:])
    if case .some = answer { Issue.record("There was an answer") }
    writer.drain()
    writer.stop()
    close(ends[1])
    let wire = Wire(input: -1, output: ends[0])
    let question = try JSON.parse(await wire.nextLine() ?? "")
    let withdrawal = try JSON.parse(await wire.nextLine() ?? "")
    #expect(withdrawal["method"] == "notifications/cancelled")
    #expect(withdrawal["params"]?["requestId"] == question["id"])
  }
}
