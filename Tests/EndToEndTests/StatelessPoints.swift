import JSONCoding
import TestSupport
import Testing

@Suite("Checklist C, the stateless revision", .serialized, .endsIfStuck)
struct StatelessPoints {
  private static let stateless = Checklist.stateless

  @Test("point 17: what a session had is gone", arguments: Side.allCases)
  func gone(_ side: Side) async throws {
    try await Conversation.with(side, Self.stateless) { client in
      for method in [
        "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "roots/list", "tasks/result",
        "tasks/list", "initialize",
      ] {
        let answer = try await client.request(method, ["uri": "flink-deploy://jobs/1", "taskId": "x", "level": "info"])
        #expect(answer["error"]?["code"] == -32601, "\(method): \(answer.text)")
      }
    }
  }

  @Test(
    "point 18: a request that does not say its revision and the client's capabilities is refused",
    arguments: Side.allCases,
    [
      "{}", "{\"_meta\":{}}", "{\"_meta\":5}",
      "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}",
      "{\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}}",
      "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":[]}}",
      "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":7,\"io.modelcontextprotocol/clientCapabilities\":{}}}",
    ])
  func meta(_ side: Side, _ params: String) async throws {
    try await Conversation.with(side, Self.stateless) { client in
      let answer = try await client.request("server/discover", exactly: try JSON.parse(params))
      #expect(answer["error"]?["code"] == -32602)
      try await client.expectAlive()
    }
  }

  @Test("point 19: a revision that is not served is named on every method", arguments: Side.allCases)
  func otherRevision(_ side: Side) async throws {
    try await Conversation.with(side, Self.stateless) { client in
      for method in ["server/discover", "tools/list", "tools/call", "resources/read", "x"] {
        let meta: JSON = [Checklist.versionKey: "2031-01-01", Checklist.capabilitiesKey: [:]]
        let error = try await client.request(method, exactly: ["_meta": meta])["error"]
        #expect(error?["code"] == -32022, "\(method)")
        #expect(error?["data"]?["requested"] == "2031-01-01")
        #expect(error?["data"]?["supported"]?.array?.contains("2026-07-28") == true)
      }
    }
  }

  @Test("point 20: server/discover tells all that a client needs for its first call", arguments: Side.allCases)
  func discover(_ side: Side) async throws {
    try await Conversation.with(side, Self.stateless) { client in
      let result = try #require(try await client.request("server/discover")["result"])
      #expect(result["resultType"] == "complete")
      #expect(result["supportedVersions"]?.array?.first == "2026-07-28")
      #expect(result["capabilities"]?["tools"] == [:])
      #expect(result["capabilities"]?["extensions"]?["io.modelcontextprotocol/tasks"] == [:])
      #expect(result["instructions"]?.string?.contains("generate_and_deploy") == true)
    }
  }

  private static let methods: [(String, JSONObject, cached: Bool)] = [
    ("server/discover", [:], true), ("tools/list", [:], true), ("prompts/list", [:], true),
    ("resources/templates/list", [:], true),
    ("prompts/get", ["name": "deploy_topic", "arguments": ["topic": "t", "hologres_table": "x"]], false),
    ("tools/call", ["name": "get_job_status", "arguments": ["aliyun_job_id": 1]], false),
    (
      "completion/complete",
      ["ref": ["type": "ref/prompt", "name": "deploy_topic"], "argument": ["name": "topic", "value": "o"]], false
    ),
  ]

  @Test(
    "points 21 and 22: every result says its type, its server, and how long it may be kept", arguments: Side.allCases)
  func results(_ side: Side) async throws {
    try await Conversation.with(side, Self.stateless) { client in
      for (method, params, isCached) in Self.methods {
        let answer = try await client.request(method, params)
        let result = try #require(answer["result"], "\(method): \(answer.text)")
        #expect(result["resultType"] == "complete", "\(method)")
        #expect(result["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "flink-deploy", "\(method)")
        #expect((result["ttlMs"]?.int).map { $0 >= 0 } == (isCached ? true : nil), "\(method)")
        #expect((result["cacheScope"]?.string).map { ["public", "private"].contains($0) } == (isCached ? true : nil))
      }
    }
  }

  @Test(
    "point 23: what was asked before, by whom and in which revision, changes no answer", arguments: Side.allCases)
  func independence(_ side: Side) async throws {
    try await Conversation.with(side, Self.stateless) { client in
      let lists = Self.methods.filter { $0.cached }
      var first: [JSON] = []
      for (method, params, _) in lists { first.append(try await client.request(method, params)) }
      // A session of an old revision, a client that can do everything, a subscription, a failed call.
      let old = Conversation(wire: client.wire, revision: "2024-11-05", capabilities: ["sampling": [:]])
      try await old.initialize()
      let able = Conversation(
        wire: client.wire, revision: Self.stateless,
        capabilities: ["elicitation": ["form": [:]], "extensions": ["io.modelcontextprotocol/tasks": [:]]])
      able.begin("s", "subscriptions/listen", ["notifications": ["toolsListChanged": true]])
      _ = try await able.call("get_job_status", ["aliyun_job_id": 1])
      for (index, (method, params, _)) in lists.enumerated() {
        let again = try await client.request(method, params)
        #expect(again == first[index], "\(method)")
        let others = try await able.request(method, params)
        #expect(others == first[index], "\(method)")
      }
    }
  }

  @Test(
    "point 24: the server sends no request; a client that can ask the user gets a form, and others an error",
    arguments: Side.allCases)
  func confirmation(_ side: Side) async throws {
    var environment = Conversation.nowhere
    environment["FLINK_DEPLOY_CONFIRM"] = "all"
    let call: JSONObject = ["name": "stop_job", "arguments": ["job_id": "j"]]
    try await Conversation.with(side, Self.stateless, environment: environment) { client in
      let refused = try await client.request("tools/call", call)
      #expect(refused["error"]?["code"] == -32021)
      #expect(refused["error"]?["data"]?["requiredCapabilities"]?["elicitation"]?["form"] == [:])
      let able = Conversation(
        wire: client.wire, revision: Self.stateless, capabilities: ["elicitation": ["form": [:]]])
      let asked = try await able.request("tools/call", call)["result"]
      #expect(asked?["resultType"] == "input_required")
      #expect(asked?["ttlMs"] == nil)
      #expect(asked?["inputRequests"]?["confirm"]?["method"] == "elicitation/create")
      let seal = try #require(asked?["requestState"])
      var answer = call
      answer["requestState"] = seal
      // Without the answer it asks again; with another call's signature, or a forged one, it does not continue.
      let again = try await able.request("tools/call", answer)["result"]
      #expect(again?["resultType"] == "input_required")
      answer["inputResponses"] = ["confirm": ["action": "accept", "content": ["confirm": true]]]
      var other = answer
      other["arguments"] = ["job_id": "another"]
      let stolen = try await able.request("tools/call", other)
      #expect(stolen["error"]?["code"] == -32602)
      var forged = answer
      forged["requestState"] = "forged"
      let refusedSignature = try await able.request("tools/call", forged)
      #expect(refusedSignature["error"]?["code"] == -32602)
      answer["inputResponses"] = ["confirm": ["action": "decline"]]
      let declined = try await able.request("tools/call", answer)["result"]
      #expect(declined?["structuredContent"]?["error"]?["code"] == "not_confirmed")
    }
  }

  @Test("point 25: both eras are served side by side, request by request", arguments: Side.allCases)
  func sideBySide(_ side: Side) async throws {
    try await Conversation.with(side, "2025-06-18") { session in
      let stateless = Conversation(wire: session.wire, revision: Self.stateless, capabilities: [:])
      for _ in 0..<3 {
        let old = try await session.request("tools/list")["result"]
        #expect(old?["resultType"] == nil)
        let new = try await stateless.request("tools/list")["result"]
        #expect(new?["resultType"] == "complete")
        let ping = try await session.request("ping")
        #expect(ping["result"] == [:])
      }
    }
  }

  @Test(
    "point 26: initialize is served, whatever revision it asks for, so no client is turned away",
    arguments: Side.allCases)
  func initializeAfterDiscover(_ side: Side) async throws {
    try await Conversation.with(side, Self.stateless) { client in
      _ = try await client.request("server/discover")
      let old = Conversation(wire: client.wire, revision: "2025-03-26", capabilities: [:])
      let answer = try await old.initialize()
      #expect(answer["result"]?["protocolVersion"] == "2025-03-26")
    }
  }

  @Test(
    "point 27: a stream of subscriptions is acknowledged first and answered only at its end", arguments: Side.allCases,
    [1, "s"] as [JSON])
  func listen(_ side: Side, _ id: JSON) async throws {
    try await Conversation.with(side, Self.stateless) { client in
      let wanted: JSON = ["toolsListChanged": true, "resourceSubscriptions": ["flink-deploy://jobs/1", "x://y"]]
      client.begin(id, "subscriptions/listen", ["notifications": wanted])
      let first = try JSON.parse(try #require(await client.wire.nextLine()))
      #expect(first["method"] == "notifications/subscriptions/acknowledged")
      #expect(first["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == id)
      try await client.expectAlive("the list of tools never changes, so nothing else is said")
      client.send(["jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": id]])
      try await client.expectAlive("a cancelled stream has no answer")
      client.begin(id, "subscriptions/listen", ["notifications": wanted])
      _ = await client.wire.nextLine()
      client.wire.endInput()
      let last = try JSON.parse(try #require(await client.wire.nextLine()))
      #expect(last["id"] == id)
      #expect(last["result"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == id)
      if side == .program { #expect(await client.wire.nextLine() == nil) }
    }
  }
}
