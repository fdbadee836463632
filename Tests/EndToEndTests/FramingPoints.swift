import JSONCoding
import TestSupport
import Testing

@Suite("Checklist A, framing", .serialized, .endsIfStuck)
struct FramingPoints {
  @Test("point 1: one message, one line, whatever characters are in it", arguments: Side.allCases)
  func lines(_ side: Side) async throws {
    try await Conversation.with(side) { client in
      let id: JSON = "a\n\r\u{2028}\u{85}é\u{1F600}\0"
      client.begin(id, "tools/call", ["name": .string("no\nsuch\u{2028}tool")])
      let line = try #require(await client.wire.nextLine())
      #expect(!line.unicodeScalars.contains { "\n\r\u{85}\u{2028}\u{2029}\0".unicodeScalars.contains($0) })
      #expect(try JSON.parse(line)["id"] == id)
    }
  }

  @Test("point 2: nothing but MCP on standard output, whatever is logged and whatever fails")
  func onlyMessages() async throws {
    var environment = Conversation.nowhere
    environment["FLINK_DEPLOY_LOG_LEVEL"] = "trace"
    try await Conversation.with(.program, environment: environment) { client in
      client.wire.send("nonsense\n")
      for index in 0..<3 { client.begin(.int(index), "tools/call", ["name": "get_job_status", "arguments": [:]]) }
      client.begin("last", "tools/call", ["name": "get_job_status", "arguments": ["aliyun_job_id": 1]])
      for message in try await client.wire.messages(upTo: "last") { #expect(message["jsonrpc"] == "2.0") }
    }
  }

  // Point 3, a log that nobody reads, is in ExchangeProcessTests.

  @Test("point 4: any end of line and blank lines are taken, plain line feeds are sent", arguments: Side.allCases)
  func lineEnds(_ side: Side) async throws {
    try await Conversation.with(side) { client in
      client.wire.send("\r\n\n  \t \n  {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\t \r\n\n")
      let line = await client.wire.nextLine()
      #expect(line == "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")
      try await client.expectAlive()
    }
  }

  private static let badLines: [([UInt8], Int)] = [
    (Array("{".utf8), -32700), (Array("nonsense".utf8), -32700), ([0xff, 0xfe, 0x7b], -32700),
    (Array("\"\\ud800".utf8), -32700), (Array("{\"a\":1}".utf8), -32600), (Array("7".utf8), -32600),
    (Array("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}".utf8), -32600),
    (Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}".utf8), -32600),
  ]

  @Test(
    "point 5: input that is not a message gets an error in the form of each revision, and the server goes on",
    arguments: Side.allCases, Checklist.handshakes)
  func badLines(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      for (bytes, code) in Self.badLines {
        client.wire.send(bytes: bytes + [10])
        let answer = try JSON.parse(try #require(await client.wire.nextLine()))
        #expect(answer["error"]?["code"]?.int == code)
        let id = answer.object?["id"]
        #expect(id == (code == -32600 && bytes.count > 20 ? 1 : revision == "2025-11-25" ? nil : .null))
        try await client.expectAlive()
      }
    }
  }

  @Test("point 6: a line of 64 MB is read, one that is too deep is refused, one without an end is dropped")
  func hugeLines() async throws {
    try await Conversation.with(.program) { client in
      let filler = [UInt8](repeating: UInt8(ascii: "x"), count: 64 << 20)
      client.wire.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"")
      client.wire.send(bytes: filler)
      client.wire.send("\"}}\n")
      #expect(await client.wire.nextLine() == "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")
      for opening in ["[", "{\"a\":"] {
        client.wire.send(String(repeating: opening, count: 100_000) + "\n")
        #expect(try JSON.parse(try #require(await client.wire.nextLine()))["error"]?["code"] == -32700)
      }
      try await client.expectAlive()
      // 140 MB, which is over the limit: refused once, and what follows is read.
      for _ in 0..<35 { client.wire.send(bytes: Array(filler[..<(4 << 20)])) }
      client.wire.send("\n")
      #expect(try JSON.parse(try #require(await client.wire.nextLine()))["error"]?["code"] == -32700)
      try await client.expectAlive()
    }
  }

  @Test("point 7: batches belong to 2025-03-26 alone", arguments: Side.allCases, Checklist.revisions)
  func batches(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let ping: JSON = ["jsonrpc": "2.0", "id": 1, "method": "ping"]
      let list: JSON = ["jsonrpc": "2.0", "id": 2, "method": "tools/list", "params": client.params([:])]
      client.send([ping, ["jsonrpc": "2.0", "method": "notifications/x"], list])
      let answer = try JSON.parse(try #require(await client.wire.nextLine()))
      if revision == "2025-03-26" {
        #expect(Set(answer.array?.compactMap { $0["id"]?.int } ?? []) == [1, 2])
        client.send([["jsonrpc": "2.0", "id": 3, "method": "initialize", "params": [:]]])
        #expect(try JSON.parse(try #require(await client.wire.nextLine())).array?.first?["error"]?["code"] == -32600)
      } else {
        #expect(answer["error"]?["code"] == -32600)
      }
      try await client.expectAlive()
    }
  }

  private static let ids = [
    "\"1\"", "1", "\"\"", "0", "-1", "9007199254740993", "123456789012345678901234567890", "\"é\"", "\"e\u{301}\"",
  ]

  @Test("point 8: ids come back as they were, and none is null, half or an object", arguments: Side.allCases)
  func ids(_ side: Side) async throws {
    try await Conversation.with(side) { client in
      for id in Self.ids {
        client.wire.send("{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"ping\"}\n")
        let line = try #require(await client.wire.nextLine())
        #expect(line.utf8.elementsEqual("{\"jsonrpc\":\"2.0\",\"id\":\(id),\"result\":{}}".utf8))
      }
      for id in ["null", "1.5", "{}", "[1]", "true"] {
        client.wire.send("{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"ping\"}\n")
        let answer = try JSON.parse(try #require(await client.wire.nextLine()))
        #expect(answer["error"]?["code"] == -32600)
        #expect(answer["id"] == nil)
      }
      try await client.expectAlive()
    }
  }

  @Test("point 8: an id that is in use is refused, and the first request goes on", arguments: Side.allCases)
  func duplicateIDs(_ side: Side) async throws {
    try await Conversation.with(side, Checklist.stateless) { client in
      client.begin("d", "subscriptions/listen", ["notifications": [:]])
      #expect(
        try JSON.parse(try #require(await client.wire.nextLine()))["method"]
          == "notifications/subscriptions/acknowledged")
      client.begin("d", "subscriptions/listen", ["notifications": [:]])
      let second = try JSON.parse(try #require(await client.wire.nextLine()))
      #expect(second["error"]?["code"] == -32600)
      try await client.expectAlive()
    }
  }

  @Test("point 9: notifications and answers are never answered, whatever is in them", arguments: Side.allCases)
  func notifications(_ side: Side) async throws {
    try await Conversation.with(side) { client in
      for line in [
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unknown\",\"params\":7}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\"}", "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":[]}",
        "{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":{}}", "{\"jsonrpc\":\"2.0\",\"id\":77,\"error\":{\"code\":\"x\"}}",
      ] { client.wire.send(line + "\n") }
      try await client.expectAlive()
    }
  }

  @Test("point 10: unknown members are ignored, params as an array are refused", arguments: Side.allCases)
  func unknownMembers(_ side: Side) async throws {
    try await Conversation.with(side) { client in
      client.wire.send(
        "{\"x\":[],\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"y\":1,\"_meta\":{\"z\":{}}}}\n")
      #expect(try await client.wire.messages(upTo: 1).last?["result"]?["tools"]?.array?.isEmpty == false)
      let refused = try await client.request("tools/list", exactly: [1])
      #expect(refused["error"]?["code"] == -32602)
    }
  }
}
