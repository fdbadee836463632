import JSONCoding
import TestSupport
import Testing

@Suite("Checklist B, revisions with a handshake", .serialized, .endsIfStuck)
struct HandshakePoints {
  @Test(
    "point 11: the answer to initialize has what the revision knows, and no more",
    arguments: Side.allCases, Checklist.handshakes)
  func initialize(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision, shakesHands: false) { client in
      let result = try #require(try await client.initialize()["result"])
      #expect(result["protocolVersion"]?.string == revision)
      #expect(result.object?.keys == ["protocolVersion", "capabilities", "serverInfo", "instructions"])
      var members: Set = ["name", "version"]
      if revision >= "2025-06-18" { members.insert("title") }
      if revision >= "2025-11-25" { members.insert("description") }
      #expect(Set(result["serverInfo"]?.object?.keys ?? []) == members)
      #expect(result["serverInfo"]?["name"] == "flink-deploy")
    }
  }

  @Test(
    "point 12: a revision that is not known is answered with the newest one that has a handshake",
    arguments: Side.allCases, ["2026-07-28", "1.0", "", "2099-01-01"])
  func otherRevision(_ side: Side, _ wanted: String) async throws {
    try await Conversation.with(side, shakesHands: false) { client in
      let hello: JSON = [
        "protocolVersion": .string(wanted), "capabilities": [:], "clientInfo": ["name": "t", "version": "1"],
      ]
      let answer = try await client.request("initialize", exactly: hello)
      #expect(answer["result"]?["protocolVersion"] == "2025-11-25")
      try await client.expectAlive()
    }
  }

  @Test(
    "point 13: what is not declared does not exist, and what is declared is served",
    arguments: Side.allCases, Checklist.handshakes)
  func capabilities(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision, shakesHands: false) { client in
      let declared = Set(try await client.initialize()["result"]?["capabilities"]?.object?.keys ?? [])
      var expected: Set = ["tools", "resources", "prompts"]
      if revision >= "2025-03-26" { expected.insert("completions") }
      if revision == "2025-11-25" { expected.insert("tasks") }
      #expect(declared == expected)
      var absent = ["logging/setLevel", "roots/list", "sampling/createMessage", "tasks/list", "server/discover", "x"]
      if revision != "2025-11-25" { absent += ["tasks/get", "tasks/result", "tasks/cancel"] }
      for method in absent {
        let answer = try await client.request(method, ["taskId": "t", "level": "info"])
        // Only a stateless request could ask for it, and this one does not say that it is one.
        let code = answer["error"]?["code"]?.int
        #expect(code == -32601 || method == "server/discover" && code == -32602, "\(method): \(answer.text)")
      }
      for method in ["tools/list", "resources/templates/list", "prompts/list"] {
        let answer = try await client.request(method)
        #expect(answer["result"] != nil)
      }
    }
  }

  @Test("point 14: before the handshake only ping is answered, and afterwards all is well", arguments: Side.allCases)
  func beforeInitialize(_ side: Side) async throws {
    try await Conversation.with(side, shakesHands: false) { client in
      let ping = try await client.request("ping")
      #expect(ping["result"] == [:])
      for method in ["tools/list", "tools/call", "resources/read", "x"] {
        let answer = try await client.request(method, ["name": "get_job_status", "uri": "flink-deploy://jobs/1"])
        #expect(answer["error"] != nil, "\(method)")
      }
      try await client.initialize()
      try await client.expectAlive()
    }
  }

  @Test("point 14: a client that pipes everything at once is answered in full", arguments: Side.allCases)
  func pipelined(_ side: Side) async throws {
    try await Conversation.with(side, shakesHands: false) { client in
      let hello: JSON = [
        "protocolVersion": "2025-06-18", "capabilities": [:], "clientInfo": ["name": "t", "version": "1"],
      ]
      client.send(["jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello])
      client.begin(2, "tools/list")
      client.send(["jsonrpc": "2.0", "method": "notifications/initialized"])
      client.begin(3, "tools/call", ["name": "get_job_status", "arguments": ["aliyun_job_id": 1]])
      let answers = try await client.wire.messages(upTo: 3)
      #expect(answers.map { $0["id"] } == [1, 2, 3])
      #expect(answers.allSatisfy { $0["result"] != nil })
    }
  }

  // Point 15, ping while a tool runs, is in ProgressPoints: it takes a tool that runs.

  @Test(
    "point 16: a revision sees no member and no type of content that is younger than it",
    arguments: Side.allCases, Checklist.handshakes)
  func members(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let tools = try await client.request("tools/list")["result"]?["tools"]?.array ?? []
      var known: Set = ["name", "description", "inputSchema"]
      if revision >= "2025-03-26" { known.insert("annotations") }
      if revision >= "2025-06-18" { known.insert("outputSchema") }
      #expect(tools.count == 6)
      for tool in tools {
        let execution: Set = revision == "2025-11-25" && tool["execution"] != nil ? ["execution"] : []
        #expect(Set(tool.object?.keys ?? []) == known.union(execution))
      }
      let result = try await client.call("get_job_status", ["aliyun_job_id": 1])
      #expect((result["structuredContent"] != nil) == (revision >= "2025-06-18"))
      #expect(result["content"]?.array?.allSatisfy { $0["type"] == "text" } == true)
      #expect(result["resultType"] == nil)
      let prompts = try await client.request("prompts/list")["result"]?["prompts"]?.array ?? []
      #expect(prompts.allSatisfy { ($0["title"] != nil) == (revision >= "2025-06-18") })
    }
  }
}
