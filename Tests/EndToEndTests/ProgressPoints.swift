import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@Suite("Checklist F, G and H, progress, cancellation and logging", .serialized, .endsIfStuck)
struct ProgressPoints {
  private static let deploy: JSONObject = [
    "name": "generate_and_deploy",
    "arguments": [
      "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
      "columns": [["name": "order_id", "type": "BIGINT"]],
    ],
  ]

  /// A cloud in which a ticket takes as long as it says.
  private static func with(
    _ side: Side, _ revision: String, ticket: Int, _ body: @Sendable (Conversation, Fixture) async throws -> Void
  ) async throws {
    try await Fixture.with(durations: .init(ticket: ticket, start: 30, stop: 30), sharesStore: true) { fixture in
      try await Conversation.with(side, revision, environment: fixture.environment) { try await body($0, fixture) }
    }
  }

  private static func untilDeploying(_ fixture: Fixture) async throws {
    while fixture.emulator.requestCounts["GetDeployDeploymentDraftResult", default: 0] == 0 {
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  @Test("point 15: ping is answered at once while a tool runs", arguments: Side.allCases)
  func ping(_ side: Side) async throws {
    try await Self.with(side, "2025-11-25", ticket: 3_600_000) { client, fixture in
      client.begin("d", "tools/call", Self.deploy)
      try await Self.untilDeploying(fixture)
      for id in 0..<5 {
        client.begin(.int(id), "ping")
        let line = try #require(await client.wire.nextLine())
        #expect(line == "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"result\":{}}")
      }
    }
  }

  @Test(
    "point 36: progress grows, carries the token as it was, stays under its total, and stops before the answer",
    arguments: Side.allCases, Checklist.revisions)
  func progress(_ side: Side, _ revision: String) async throws {
    let token: JSON = revision < "2025-06-18" ? "t" : 7
    try await Self.with(side, revision, ticket: 300) { client, _ in
      client.begin("d", "tools/call", Self.deploy, progressToken: token)
      let messages = try await client.wire.messages(upTo: "d")
      let told = messages.dropLast().compactMap { $0["params"] }
      #expect(told.count >= 4)
      #expect(messages.dropLast().allSatisfy { $0["method"] == "notifications/progress" })
      #expect(told.allSatisfy { $0["progressToken"] == token })
      let values = told.compactMap { $0["progress"]?.double }
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
      #expect(told.allSatisfy { ($0["progress"]?.double ?? 0) <= ($0["total"]?.double ?? .infinity) })
      #expect(told.allSatisfy { ($0["message"]?.string?.isEmpty == false) == (revision >= "2025-03-26") })
      try await client.expectAlive("nothing more is said of a call that is answered")
    }
  }

  @Test(
    "point 36: progress is sent at most ten times a second, and only on request", arguments: Side.allCases)
  func pace(_ side: Side) async throws {
    try await Self.with(side, "2025-11-25", ticket: 1500) { client, _ in
      let start = ContinuousClock.now
      client.begin("d", "tools/call", Self.deploy, progressToken: "t")
      let messages = try await client.wire.messages(upTo: "d")
      // Read later than sent, if at all, so the time is not too short; ten may be sent in each second that was begun.
      #expect(messages.count - 1 <= 10 * (Int((.now - start) / .seconds(1)) + 1))
      #expect(messages.count > 4)
      client.begin("again", "tools/call", Self.deploy)
      #expect(try await client.wire.messages(upTo: "again").count == 1)
    }
  }

  @Test(
    "point 37: of a cancelled call nothing more is heard, and what it had made is removed",
    arguments: Side.allCases, ["2024-11-05", "2025-11-25", "2026-07-28"])
  func cancelled(_ side: Side, _ revision: String) async throws {
    try await Self.with(side, revision, ticket: 200) { client, fixture in
      client.begin("d", "tools/call", Self.deploy, progressToken: "t")
      try await Self.untilDeploying(fixture)
      client.send(["jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": "d", "reason": "x"]])
      client.begin("mark", "tools/list")
      _ = try await client.wire.messages(upTo: "mark")
      while fixture.cloud.drafts > 0 { try await Task.sleep(for: .milliseconds(5)) }
      try await client.expectAlive("the call has neither a response nor a notification")
      #expect(fixture.cloud == (0, 0, 0))
    }
  }

  @Test("point 37: what there is nothing to cancel in is ignored; ids match by type", arguments: Side.allCases)
  func strayCancellations(_ side: Side) async throws {
    try await Self.with(side, "2025-11-25", ticket: 1000) { client, fixture in
      client.begin(1, "tools/call", Self.deploy)
      try await Self.untilDeploying(fixture)
      for id: JSON in ["1", 2, .null, [:]] {
        client.send(["jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": id]])
      }
      client.send(["jsonrpc": "2.0", "method": "notifications/cancelled"])
      #expect(try await client.wire.messages(upTo: 1).last?["result"]?["structuredContent"]?["outcome"] == "succeeded")
      client.send(["jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": 1]])
      try await client.expectAlive()
    }
  }

  @Test("point 38: no call waits longer than it was told to", arguments: Side.allCases)
  func limits(_ side: Side) async throws {
    try await Self.with(side, "2025-11-25", ticket: 3_600_000) { client, _ in
      var call = Self.deploy
      call["arguments"] = JSON.object(call["arguments"]?.object ?? [:]).with("wait_seconds", 0.2)
      let result = try await client.request("tools/call", call)["result"]
      #expect(result?["structuredContent"]?["outcome"] == "in_progress")
      #expect(result?["structuredContent"]?["next_step"]?.string?.contains("get_job_status") == true)
    }
  }

  @Test(
    "point 39: logging is not declared, so no level can be set and no log message is sent",
    arguments: Side.allCases, Checklist.revisions)
  func logging(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let answer = try await client.request("logging/setLevel", ["level": "debug"])
      #expect(answer["error"]?["code"] == -32601)
      client.wire.send("nonsense\n")
      client.begin("c", "tools/call", ["name": "get_job_status", "arguments": ["aliyun_job_id": 1]])
      let methods = try await client.wire.messages(upTo: "c").compactMap { $0["method"]?.string }
      #expect(methods.isEmpty)
    }
  }
}

extension JSON {
  fileprivate func with(_ key: String, _ value: JSON) -> JSON {
    var object = object ?? [:]
    object[key] = value
    return .object(object)
  }
}
