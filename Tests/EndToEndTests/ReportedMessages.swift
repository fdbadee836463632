import JSONCoding
import TestSupport
import Testing

@Suite("Reported messages of clients", .serialized, .endsIfStuck)
struct ReportedMessages {
  /// Nothing is set: lists need no settings.
  private static let unset = ["PATH": "/usr/bin:/bin"]
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static let lists = ["tools/list", "resources/list", "resources/templates/list", "prompts/list"]

  @Test(
    "a cursor that is null or empty means the first page, in every list", .bug(id: "4-01"),
    arguments: Side.allCases, Checklist.revisions)
  func cursors(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision, environment: Self.unset) { client in
      for list in Self.lists {
        let first = try await client.request(list)
        #expect(first["result"] != nil, "\(list): \(first.text)")
        #expect(first["result"]?["nextCursor"] == nil)
        for cursor in [JSON.null, ""] {
          #expect(try await client.request(list, ["cursor": cursor]) == first, "\(list) \(cursor.text)")
        }
      }
      let unknown = try await client.request("tools/list", ["cursor": "bogus"])
      #expect(unknown["error"]?["code"] == -32602)
      guard revision != Checklist.stateless else { return }
      #expect(try await client.request("tools/list", exactly: ["_meta": .null])["result"]?["tools"] != nil)
    }
  }

  @Test(
    "arguments that are null are arguments that are not given", .bug(id: "4-02"),
    arguments: Side.allCases, Checklist.revisions)
  func arguments(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let status = try await client.request("tools/call", ["name": "get_job_status", "arguments": .null])
      #expect(try await client.request("tools/call", ["name": "get_job_status"]) == status)
      // Without an ID, it lists the jobs of a database that does not answer here.
      _ = try Self.error(in: status, of: "database_unavailable")
      let deploy = try await client.request("tools/call", ["name": "generate_and_deploy", "arguments": .null])
      for argument in ["topic", "hologres_table"] {
        #expect(try Self.error(in: deploy, of: "invalid_arguments").contains(argument))
      }
      let list = try await client.request("tools/call", ["name": "get_job_status", "arguments": []])
      #expect(list["error"]?["code"] == -32602)
      let prompt = try await client.request("prompts/get", ["name": "deploy_topic", "arguments": .null])
      #expect(try await client.request("prompts/get", ["name": "deploy_topic"]) == prompt)
      #expect(prompt["error"]?["code"] == -32602)
    }
  }

  @Test(
    "ten wrong arguments are ten names, and text is not a false dry_run", .bug(id: "X-04"),
    arguments: Side.allCases, Checklist.revisions)
  func manyViolations(_ side: Side, _ revision: String) async throws {
    let wrong: JSONObject = [
      "columns": "[]", "more_tables": "[]", "resources": "{}", "restart_strategy": "{}", "flink_conf": "{}",
      "startup_offsets": "{}", "checkpoint_interval_seconds": "60", "dry_run": "true", "start": "false",
      "wait_seconds": "3",
    ]
    try await Conversation.with(side, revision) { client in
      var arguments = wrong
      arguments["topic"] = "orders"
      arguments["hologres_table"] = "public.orders"
      let answer = try await client.request(
        "tools/call", ["name": "generate_and_deploy", "arguments": .object(arguments)])
      let message = try Self.error(in: answer, of: "invalid_arguments")
      let words = message.split { !$0.isLetter && $0 != "_" }.map(String.init)
      #expect(Set(words).isSuperset(of: wrong.keys), "\(message)")
    }
  }

  /// The message of the error in the result of a call, whose code is checked.
  private static func error(in answer: JSON, of code: String) throws -> String {
    #expect(answer["result"]?["isError"] == true, "\(answer.text)")
    let document = try JSON.parse(answer["result"]?["content"]?.array?.first?["text"]?.string ?? "")
    #expect(document["error"]?["code"]?.string == code)
    return document["error"]?["message"]?.string ?? ""
  }

  @Test(
    "a byte order mark before a line is skipped, in one write or cut in two", .bug(id: "4-04"),
    arguments: Side.allCases, ["\n", "\r\n"])
  func marks(_ side: Side, _ end: String) async throws {
    try await Conversation.with(side, shakesHands: false) { client in
      func send(_ line: String, cutAt cut: Int = 0) {
        let bytes = Self.mark + Array("\(line)\(end)".utf8)
        client.wire.send(bytes: Array(bytes[..<cut]))
        client.wire.send(bytes: Array(bytes[cut...]))
      }
      let hello: JSON = [
        "protocolVersion": "2025-11-25", "capabilities": [:], "clientInfo": ["name": "t", "version": "1"],
      ]
      send(JSON.object(["jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello]).text)
      #expect(try await client.wire.messages(upTo: 0).last?["result"]?["protocolVersion"] == "2025-11-25")
      client.send(["jsonrpc": "2.0", "method": "notifications/initialized"])
      for cut in 0...4 {
        send(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, cutAt: cut)
        #expect(await client.wire.nextLine() == #"{"jsonrpc":"2.0","id":1,"result":{}}"#)
      }
      client.wire.send("{\"jsonrpc\":\"2.0\",\"id\":\"\u{FEFF}\",\"method\":\"ping\"}\(end)")
      let answer = await client.wire.nextLine() ?? ""
      #expect(answer.utf8.elementsEqual("{\"jsonrpc\":\"2.0\",\"id\":\"\u{FEFF}\",\"result\":{}}".utf8))
      send("")
      try await client.expectAlive()
    }
  }

  @Test("so is one before a batch and before a stateless request", .bug(id: "4-04"), arguments: Side.allCases)
  func otherMarks(_ side: Side) async throws {
    try await Conversation.with(side, "2025-03-26") { client in
      client.wire.send(bytes: Self.mark)
      client.send([["jsonrpc": "2.0", "id": 1, "method": "ping"]])
      let answers = try JSON.parse(try #require(await client.wire.nextLine()))
      #expect(answers.array?.map { $0["id"] } == [1])
    }
    try await Conversation.with(side, Checklist.stateless) { client in
      client.wire.send(bytes: Self.mark)
      let answer = try await client.request("tools/list")
      #expect(answer["result"]?["tools"]?.array?.isEmpty == false)
    }
  }
}
