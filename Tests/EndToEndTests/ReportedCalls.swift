import AliyunFlinkEmulator
import JSONCoding
import Sandbox
import TestSupport
import Testing

@Suite("Reported calls of clients", .serialized, .endsIfStuck)
struct ReportedCalls {
  /// The arguments of a deploy with the numbers `two`, `ten` and `instant`, as they are written.
  private static func arguments(
    two: String, ten: String, instant: String, _ more: JSONObject
  ) throws -> JSONObject {
    let text = """
      {"topic":"orders","hologres_table":"public.orders","startup_mode":"timestamp","startup_timestamp_ms":\(instant),\
      "resources":{"parallelism":\(two),"task_manager_cpu":1.0},"checkpoint_interval_seconds":60.0,\
      "restart_strategy":{"type":"fixed-delay","attempts":3.0,"delay_seconds":\(ten)},"wait_seconds":30.0}
      """
    var arguments = try JSON.parse(text).object ?? [:]
    for member in more.members { arguments[member.key] = member.value }
    return arguments
  }

  @Test(
    "a whole number is one number however it is written, with a key and without", .bug(id: "4-07"),
    arguments: Side.allCases, [["idempotency_key": "f"], [:]] as [JSONObject])
  func wholeNumbers(_ side: Side, _ key: JSONObject) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await Conversation.with(side, environment: fixture.environment) { client in
        var ids: Set<String?> = []
        for (two, ten, instant) in [
          ("2.0", "1e1", "1714557600000.0"), ("2", "10", "1714557600000"), ("2.00", "10.0", "17145576e5"),
          ("2e0", "1.0e1", "1714557600000"),
        ] {
          let result = try await client.call(
            "generate_and_deploy", Self.arguments(two: two, ten: ten, instant: instant, key))["structuredContent"]
          #expect(result?["status"] == "RUNNING", "\(result?.text ?? "")")
          ids.insert(result?["job_id"]?.string)
          let status = try await client.call(
            "get_job_status", ["aliyun_job_id": try JSON.parse("\(result?["aliyun_job_id"]?.int ?? 0).0")])
          #expect(status["structuredContent"]?["job_id"] == result?["job_id"])
        }
        #expect(ids.count == 1)
        let half = try await client.call("get_job_status", ["aliyun_job_id": 0.5])
        #expect(half["structuredContent"]?["error"]?["code"] == "invalid_arguments")
      }
      #expect(fixture.cloud == (1, 1, 1))
      let deployment = fixture.emulator.state["deployments"]?.object?.members.first?.value
      #expect(deployment?["streamingResourceSetting"]?["basicResourceSetting"]?["parallelism"]?.text == "2")
      #expect(deployment?["flinkConf"]?["restart-strategy.fixed-delay.attempts"] == "3")
      let draft = fixture.emulator.state["drafts"]?.object?.members.first?.value
      let sql = draft?["artifact"]?["sqlArtifact"]?["sqlScript"]?.string ?? ""
      #expect(sql.contains("'scan.startup.timestamp-millis' = '1714557600000'"))
    }
  }

  @Test("offsets are exact, and an id with a point does not end the server", .bug(id: "4-07"), arguments: Side.allCases)
  func exactNumbers(_ side: Side) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await Conversation.with(side, environment: fixture.environment) { client in
        let result = try await client.call(
          "generate_and_deploy",
          [
            "topic": "orders", "hologres_table": "public.orders", "startup_mode": "specific-offsets",
            "startup_offsets": try JSON.parse(#"{"0":42.0,"1":9007199254740993}"#), "dry_run": true,
          ])
        let sql = result["structuredContent"]?["flink_sql"]?.string ?? result.text
        #expect(sql.contains("'partition:0,offset:42;partition:1,offset:9007199254740993'"), "\(sql)")
        client.wire.send("{\"jsonrpc\":\"2.0\",\"id\":6.0,\"method\":\"ping\"}\n")
        #expect(try JSON.parse(try #require(await client.wire.nextLine()))["error"]?["code"] == -32600)
        try await client.expectAlive()
      }
    }
  }

  // That silence is such an answer, after at most 50 s, is in ElicitationTests.
  @Test(
    "a client that cannot ask its user deploys nothing, and only a user declines", .bug(id: "4-09"),
    arguments: [
      (["error": ["code": -32601, "message": "Method not found"]], "confirmation_unavailable"),
      (["error": ["code": -32000, "message": "No handler"]], "confirmation_unavailable"),
      (["result": .null], "confirmation_unavailable"), (["result": ["action": "accept"]], "not_confirmed"),
      (["result": ["action": "accept", "content": ["confirm": "true"]]], "not_confirmed"),
      (["result": ["action": "accept", "content": ["confirm": 1]]], "not_confirmed"),
      (["result": ["action": "cancel"]], "not_confirmed"), (["result": ["action": "decline"]], "not_confirmed"),
    ] as [(JSONObject, String)], Side.allCases)
  func elicitation(_ answer: (outcome: JSONObject, code: String), _ side: Side) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_CONFIRM"] = "all"
      let able: JSON = ["elicitation": [:]]
      try await Conversation.with(side, "2025-06-18", capabilities: able, environment: environment) { client in
        let arguments: JSON = ["topic": "orders", "hologres_table": "public.orders", "wait_seconds": 5]
        client.begin("c", "tools/call", ["name": "generate_and_deploy", "arguments": arguments])
        let question = try JSON.parse(try #require(await client.wire.nextLine()))
        #expect(question["method"] == "elicitation/create")
        var response: JSONObject = ["jsonrpc": "2.0", "id": question["id"] ?? .null]
        for member in answer.outcome.members { response[member.key] = member.value }
        client.send(.object(response))
        let result = try await client.wire.messages(upTo: "c").last?["result"]
        let error = result?["structuredContent"]?["error"]
        #expect(error?["code"]?.string == answer.code, "\(result?.text ?? "")")
        let command = "flink-deploy deploy 'orders' 'public.orders'"
        #expect(error?["remedy"]?.string?.contains(command) == true)
        try await client.expectAlive()
      }
      #expect(fixture.cloud == (0, 0, 0))
    }
  }
}
