import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@Suite("Checklist K and L, tasks and _meta", .serialized, .endsIfStuck)
struct TaskPoints {
  private static let deploy: JSONObject = [
    "name": "generate_and_deploy",
    "arguments": ["topic": "orders", "hologres_table": "orders", "columns": [["name": "order_id", "type": "BIGINT"]]],
  ]

  private static func asTask(_ call: JSONObject) -> JSONObject {
    var call = call
    call["task"] = ["ttl": 60_000]
    return call
  }

  @Test("point 44: a call that wants a task gets one at once, and its result when it is over", arguments: Side.allCases)
  func coreTask(_ side: Side) async throws {
    try await Fixture.with(durations: .init(ticket: 300, start: 30, stop: 30), sharesStore: true) { fixture in
      try await Conversation.with(side, environment: fixture.environment) { client in
        let task = try await client.request("tools/call", Self.asTask(Self.deploy))["result"]?["task"]
        for member in ["taskId", "status", "createdAt", "lastUpdatedAt"] { #expect(task?[member]?.string != nil) }
        #expect(task?.object?.keys.contains("ttl") == true)
        #expect(task?["status"] == "working")
        let id = try #require(task?["taskId"])
        #expect((id.string?.utf8.count ?? 0) >= 16, "an id that can be guessed")
        let result = try await client.request("tasks/result", ["taskId": id])["result"]
        #expect(result?["structuredContent"]?["status"] == "RUNNING")
        #expect(result?["_meta"]?["io.modelcontextprotocol/related-task"]?["taskId"] == id)
        let over = try await client.request("tasks/get", ["taskId": id])["result"]
        #expect(over?["status"] == "completed")
        let late = try await client.request("tasks/cancel", ["taskId": id])
        #expect(late["error"]?["code"] == -32602)
        let same = try await client.request("tasks/result", ["taskId": id])["result"]
        #expect(same == result)
      }
    }
  }

  @Test("point 44: a task that is cancelled is so before that is answered, and stays so", arguments: Side.allCases)
  func cancelled(_ side: Side) async throws {
    try await Fixture.with(durations: .init(ticket: 300, start: 30, stop: 30), sharesStore: true) { fixture in
      try await Conversation.with(side, environment: fixture.environment) { client in
        let task = try await client.request("tools/call", Self.asTask(Self.deploy))["result"]?["task"]
        let id = try #require(task?["taskId"])
        let answer = try await client.request("tasks/cancel", ["taskId": id])["result"]
        #expect(answer?["status"] == "cancelled")
        while fixture.cloud != (0, 0, 0) { try await Task.sleep(for: .milliseconds(5)) }
        let later = try await client.request("tasks/get", ["taskId": id])["result"]
        #expect(later?["status"] == "cancelled")
      }
    }
  }

  @Test(
    "point 44: tasks that nobody knows, and tools that become none, are refused; a list is not declared",
    arguments: Side.allCases)
  func refused(_ side: Side) async throws {
    try await Conversation.with(side) { client in
      for method in ["tasks/get", "tasks/result", "tasks/cancel"] {
        for params: JSONObject in [[:], ["taskId": 5]] {
          let answer = try await client.request(method, params)
          #expect(answer["error"]?["code"] == -32602, "\(method)")
        }
      }
      let call: JSONObject = ["name": "get_job_status", "arguments": ["aliyun_job_id": 1]]
      let forbidden = try await client.request("tools/call", Self.asTask(call))
      #expect(forbidden["error"]?["code"] == -32601)
      let list = try await client.request("tasks/list")
      #expect(list["error"]?["code"] == -32601)
    }
    try await Fixture.with(sharesStore: true) { fixture in
      try await Conversation.with(side, environment: fixture.environment) { client in
        for method in ["tasks/get", "tasks/result", "tasks/cancel"] {
          let answer = try await client.request(method, ["taskId": "no-such-task"])
          #expect(answer["error"]?["code"] == -32602, "\(method)")
        }
      }
    }
  }

  @Test(
    "point 44: a revision without tasks answers the call itself", arguments: Side.allCases,
    ["2024-11-05", "2025-03-26", "2025-06-18"])
  func ignored(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let result = try await client.request("tools/call", Self.asTask(Self.deploy))["result"]
      #expect(result?["content"] != nil)
      #expect(result?["task"] == nil)
    }
  }

  @Test(
    "point 45: without a handshake only clients that know tasks get one, and it is durable before its ID is sent",
    arguments: Side.allCases)
  func extensionTask(_ side: Side) async throws {
    let knowing: JSON = ["extensions": ["io.modelcontextprotocol/tasks": [:]]]
    try await Fixture.with(durations: .init(ticket: 3000, start: 30, stop: 30), sharesStore: true) { fixture in
      try await Conversation.with(side, Checklist.stateless, environment: fixture.environment) { client in
        var call = Self.deploy
        call["arguments"] = JSON.object(
          (call["arguments"]?.object ?? [:]).merging(["wait_seconds": 0, "name": "another"]))
        let plain = try await client.request("tools/call", call)["result"]
        #expect(plain?["resultType"] == "complete")
        #expect(plain?["structuredContent"]?["outcome"] == "in_progress")
      }
      try await Conversation.with(side, Checklist.stateless, capabilities: knowing, environment: fixture.environment) {
        client in
        let task = try await client.request("tools/call", Self.deploy)["result"]
        #expect(task?["resultType"] == "task")
        #expect(task?["status"] == "working")
        let id = try #require(task?["taskId"])
        // Another process knows it: it was written before it was told.
        try await Conversation.with(
          .program, Checklist.stateless, capabilities: knowing, environment: fixture.environment
        ) {
          other in
          let seen = try await other.request("tasks/get", ["taskId": id])["result"]
          #expect(seen?["resultType"] == "complete")
          #expect(seen?["taskId"] == id)
        }
        var state = task
        while state?["status"] == "working" { state = try await client.request("tasks/get", ["taskId": id])["result"] }
        #expect(state?["status"] == "completed")
        #expect(state?["result"]?["structuredContent"]?["status"] == "RUNNING")
        let unknown = try await client.request("tasks/get", ["taskId": "x"])
        #expect(unknown["error"]?["code"] == -32602)
        for method in ["tasks/result", "tasks/list"] {
          let gone = try await client.request(method, ["taskId": id])
          #expect(gone["error"]?["code"] == -32601)
        }
      }
    }
  }

  @Test(
    "point 46: our names in _meta are the protocol's own, and others' are ignored", arguments: Side.allCases,
    Checklist.revisions)
  func names(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let foreign: JSONObject = [
        "traceparent": "00-1-2-01", "com.example/x": [:], "": 1, "a/b/c": .null, "mcp.dev/y": 2, "progressToken": 5,
      ]
      for (method, params) in [
        ("tools/list", [:] as JSONObject), ("prompts/list", [:]),
        ("tools/call", ["name": "get_job_status", "arguments": ["aliyun_job_id": 1]]),
      ] {
        var params = params
        let meta = (revision == Checklist.stateless ? client.meta.object ?? [:] : [:]).merging(foreign)
        params["_meta"] = .object(meta)
        let answer = try await client.request(method, exactly: .object(params))
        let result = try #require(answer["result"], "\(method): \(answer.text)")
        let keys = result["_meta"]?.object?.keys ?? []
        #expect(keys.allSatisfy { $0.hasPrefix("io.modelcontextprotocol/") }, "\(keys)")
      }
    }
  }
}

extension JSONObject {
  fileprivate func merging(_ other: JSONObject) -> JSONObject {
    var merged = self
    for member in other.members { merged[member.key] = member.value }
    return merged
  }
}
