import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@Suite("Checklist I and J, resources, prompts, completion and questions", .serialized, .endsIfStuck)
struct ResourcePoints {
  private static let deploy: JSONObject = [
    "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
    "columns": [["name": "order_id", "type": "BIGINT"]],
  ]

  @Test(
    "point 40: what is listed can be read, and nothing beside it, whatever path is made up",
    arguments: Side.allCases, Checklist.revisions)
  func resources(_ side: Side, _ revision: String) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await Conversation.with(side, revision, environment: fixture.environment) { client in
        _ = try await client.call("generate_and_deploy", Self.deploy)
        let listed = try await client.request("resources/list")["result"]?["resources"]?.array ?? []
        #expect(listed.count == 2)
        for resource in listed {
          let uri = try #require(resource["uri"])
          let contents = try await client.request("resources/read", ["uri": uri])["result"]?["contents"]?.array
          #expect(contents?.count == 1)
          #expect(contents?.first?["uri"] == uri)
          #expect(contents?.first?["text"]?.string?.isEmpty == false)
        }
        for uri in [
          "flink-deploy://jobs/999999", "flink-deploy://jobs/../../etc/passwd", "flink-deploy://sql/%2e%2e/1",
          "file:///etc/passwd",
          "flink-deploy://jobs/1;drop table x", "flink-deploy://jobs/-1", "flink-deploy://jobs/", "",
        ] {
          let answer = try await client.request("resources/read", ["uri": .string(uri)])
          #expect(answer["error"]?["code"]?.int == (revision == Checklist.stateless ? -32602 : -32002), "\(uri)")
        }
        let templates = try await client.request("resources/templates/list")["result"]?["resourceTemplates"]?.array
        #expect(
          templates?.compactMap { $0["uriTemplate"]?.string } == [
            "flink-deploy://jobs/{aliyun_job_id}", "flink-deploy://sql/{sql_record_id}",
          ])
      }
    }
  }

  @Test("point 40: who subscribes in a session hears of a change, until it unsubscribes", arguments: Side.allCases)
  func subscribe(_ side: Side) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await Conversation.with(side, environment: fixture.environment) { client in
        let deployed = try await client.call("generate_and_deploy", Self.deploy)["structuredContent"]
        let uri = JSON.string("flink-deploy://jobs/\(deployed?["aliyun_job_id"]?.int ?? 0)")
        let subscribed = try await client.request("resources/subscribe", ["uri": uri])
        #expect(subscribed["result"] == [:])
        fixture.emulator.stopByHand(deployed?["job_id"]?.string ?? "")
        let told = try JSON.parse(try #require(await client.wire.nextLine()))
        #expect(told["method"] == "notifications/resources/updated")
        #expect(told["params"]?["uri"] == uri)
        let ended = try await client.request("resources/unsubscribe", ["uri": uri])
        #expect(ended["result"] == [:])
      }
    }
  }

  @Test(
    "point 41: prompts take texts, and refuse what they do not know or miss", arguments: Side.allCases,
    Checklist.revisions)
  func prompts(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let listed = try await client.request("prompts/list")["result"]?["prompts"]?.array ?? []
      #expect(listed.map { $0["name"] } == ["deploy_topic", "diagnose_job"])
      let arguments: JSON = ["topic": "o{{x}}", "hologres_table": "t"]
      let got = try await client.request("prompts/get", ["name": "deploy_topic", "arguments": arguments])["result"]
      #expect(got?["messages"]?.array?.first?["content"]?["text"]?.string?.contains("o{{x}}") == true)
      for params: JSONObject in [
        ["name": "x"], ["name": "deploy_topic"],
        ["name": "deploy_topic", "arguments": ["topic": 5, "hologres_table": "t"]],
        ["name": "deploy_topic", "arguments": []], [:],
      ] {
        let answer = try await client.request("prompts/get", params)
        #expect(answer["error"]?["code"] == -32602, "\(params)")
      }
    }
  }

  @Test(
    "point 42: completion tells at most a hundred values, of prompts and templates that are known",
    arguments: Side.allCases, Checklist.revisions)
  func completion(_ side: Side, _ revision: String) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await Conversation.with(side, revision, environment: fixture.environment) { client in
        _ = try await client.call("generate_and_deploy", Self.deploy)
        let ref: JSON = ["type": "ref/resource", "uri": "flink-deploy://jobs/{aliyun_job_id}"]
        let answer = try await client.request(
          "completion/complete",
          ["ref": ref, "argument": ["name": "aliyun_job_id", "value": ""], "context": ["arguments": [:]]])
        let completion = answer["result"]?["completion"]
        #expect(completion?["values"]?.array?.count == 1, "\(answer.text)")
        #expect((completion?["values"]?.array?.count ?? 0) <= 100)
        for wrong: JSON in [["type": "ref/prompt", "name": "x"], ["type": "ref/x"], 5] {
          let refused = try await client.request(
            "completion/complete", ["ref": wrong, "argument": ["name": "a", "value": ""]])
          #expect(refused["error"]?["code"] == -32602)
        }
      }
    }
  }

  @Test(
    "point 43: a person is asked only through a client that can ask, and every answer is understood",
    arguments: Side.allCases, ["2024-11-05", "2025-06-18", "2025-11-25"])
  func questions(_ side: Side, _ revision: String) async throws {
    var environment = Conversation.nowhere
    environment["FLINK_DEPLOY_CONFIRM"] = "all"
    let stop: JSONObject = ["name": "stop_job", "arguments": ["job_id": "j"]]
    let code = { (message: JSON?) in message?["result"]?["content"]?.array?.first?["text"]?.string ?? "" }
    let unable: [JSON] = [[:], ["sampling": [:]]] + (revision == "2025-11-25" ? [["elicitation": ["url": [:]]]] : [])
    for capabilities in unable {
      try await Conversation.with(side, revision, capabilities: capabilities, environment: environment) { client in
        let answers = try await ask(client, stop)
        #expect(answers.count == 1)
        #expect(code(answers.last).contains("confirmation_unavailable"))
      }
    }
    guard revision >= "2025-06-18" else { return }
    try await Conversation.with(side, revision, capabilities: ["elicitation": [:]], environment: environment) {
      client in
      for (answer, expected) in [
        (["action": "decline"], "not_confirmed"), (["action": "cancel"], "not_confirmed"),
        (["action": 5], "confirmation_unavailable"),
        (["action": "accept", "content": ["confirm": false]], "not_confirmed"),
        (["action": "accept", "content": ["confirm": true]], "_unavailable"),  // allowed, but without a database
      ] as [(JSON, String)] {
        client.begin("s", "tools/call", stop)
        let question = try JSON.parse(try #require(await client.wire.nextLine()))
        #expect(question["method"] == "elicitation/create")
        #expect(question["params"]?["requestedSchema"]?["type"] == "object")
        #expect((question["params"]?["mode"] == "form") == (revision == "2025-11-25"))
        client.send(["jsonrpc": "2.0", "id": question["id"] ?? .null, "result": answer])
        let result = try await client.wire.messages(upTo: "s").last
        #expect(code(result).contains(expected), "\(answer.text): \(code(result))")
      }
    }
  }

  private func ask(_ client: Conversation, _ call: JSONObject) async throws -> [JSON] {
    client.begin("s", "tools/call", call)
    return try await client.wire.messages(upTo: "s")
  }
}
