import JSONCoding
import ModelContextProtocol
import TestSupport
import Testing

@Suite("Checklist D and E, errors and tools", .serialized, .endsIfStuck)
struct ToolPoints {
  @Test(
    "point 28: each error has the code of its revision, and a missing resource too",
    arguments: Side.allCases, Checklist.revisions)
  func codes(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let cases: [(String, JSONObject, Int)] = [
        ("no/such", [:], -32601), ("tools/call", ["name": "no_such_tool"], -32602), ("tools/call", [:], -32602),
        ("tools/call", ["name": "stop_job", "arguments": []], -32602), ("prompts/get", ["name": "x"], -32602),
        ("prompts/get", ["name": "deploy_topic", "arguments": [:]], -32602), ("resources/read", [:], -32602),
        ("resources/read", ["uri": "nope://x"], revision == Checklist.stateless ? -32602 : -32002),
        ("tools/list", ["cursor": "made up"], -32602), ("completion/complete", [:], -32602),
      ]
      for (method, params, code) in cases {
        let answer = try await client.request(method, params)
        #expect(answer["error"]?["code"]?.int == code, "\(method) \(params): \(answer.text)")
      }
    }
  }

  @Test(
    "point 29: an error has a number and a sentence, and no secret in it", arguments: Side.allCases, Checklist.revisions
  )
  func secrets(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let calls: [(String, JSONObject)] = [
        ("generate_and_deploy", ["topic": "t", "hologres_table": "x", "columns": [["name": "a", "type": "INT"]]]),
        ("start_job", ["deployment_id": "d"]), ("stop_job", ["job_id": "j"]), ("get_job_status", ["job_id": "j"]),
        ("no_such_tool", [:]),
      ]
      for (tool, arguments) in calls {
        let answer = try await client.request("tools/call", ["name": .string(tool), "arguments": .object(arguments)])
        for secret in ["hidden-password", "hidden-key-secret"] { #expect(!answer.text.contains(secret)) }
        if let error = answer["error"] {
          #expect(error["code"]?.int != nil)
          let message = error["message"]?.string ?? ""
          #expect(!message.isEmpty && !message.contains("Sources/"), "\(message)")
        }
      }
    }
  }

  @Test(
    "point 30: tools come in the same order on the one page there is", arguments: Side.allCases, Checklist.revisions)
  func list(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let first = try await client.request("tools/list")
      let names = first["result"]?["tools"]?.array?.compactMap { $0["name"]?.string }
      #expect(
        names == [
          "generate_and_deploy", "start_job", "stop_job", "get_job_status", "update_job", "deploy_pipelines",
        ])
      #expect(first["result"]?["nextCursor"] == nil)
      let again = try await client.request("tools/list", ["cursor": ""])
      #expect(again == first)
    }
  }

  @Test("point 31: a tool has all that its revision describes it by", arguments: Checklist.revisions)
  func description(_ revision: String) async throws {
    try await Conversation.with(.here, revision) { client in
      for tool in try await client.request("tools/list")["result"]?["tools"]?.array ?? [] {
        let name = try #require(tool["name"]?.string)
        #expect(name.wholeMatch(of: /[A-Za-z0-9_.-]{1,128}/) != nil)
        #expect(tool["description"]?.string?.isEmpty == false)
        #expect(tool["inputSchema"]?["type"] == "object")
        if revision >= "2025-06-18" { #expect(tool["outputSchema"]?["type"] == "object") }
        if revision >= "2025-03-26" { #expect(tool["annotations"]?["readOnlyHint"]?.bool != nil) }
        if let support = tool["execution"]?["taskSupport"] {
          #expect(revision == "2025-11-25")
          #expect(["optional", "required", "forbidden"].contains(support.string))
        }
      }
    }
  }

  @Test("point 32: schemas keep to what every host reads: no references, no choices at the root")
  func schemas() async throws {
    try await Conversation.with(.here) { client in
      for tool in try await client.request("tools/list")["result"]?["tools"]?.array ?? [] {
        // Models get the schema of arguments, with bounds on its depth; the schema of results stays with the host.
        for case (let schema?, let depth) in [(tool["inputSchema"], 7), (tool["outputSchema"], 9)] {
          let words = Set(schema.object?.keys ?? [])
          #expect(words.isDisjoint(with: ["anyOf", "oneOf", "allOf", "not"]))
          for word in ["\"$ref\"", "\"$schema\"", "\"$defs\"", "\"if\""] { #expect(!schema.text.contains(word)) }
          #expect(schema.depth <= depth)
        }
      }
    }
  }

  @Test(
    "point 33: invalid arguments give a result that a model can act on",
    arguments: Side.allCases, Checklist.revisions)
  func wrongArguments(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let cases: [(JSONObject, String, String)] = [
        ([:], "topic", "invalid_arguments"), (["topic": 5, "hologres_table": "t"], "topic", "invalid_arguments"),
        (["topic": "t", "hologres_table": "t", "colums": []], "colums", "invalid_arguments"),
        (["topic": "a/b", "hologres_table": "t"], "'a/b'", "invalid_topic"),
      ]
      for (arguments, name, code) in cases {
        let result = try await client.call("generate_and_deploy", arguments)
        #expect(result["isError"] == true)
        let error = try JSON.parse(result["content"]?.array?.first?["text"]?.string ?? "")["error"]
        #expect(error?["code"]?.string == code, "\(result.text)")
        #expect(error?["message"]?.string?.contains(name) == true, "\(result.text)")
      }
    }
  }

  @Test(
    "point 34: the text of a result is its structure, which fits the tool's output schema", arguments: Side.allCases,
    Checklist.revisions)
  func results(_ side: Side, _ revision: String) async throws {
    try await Conversation.with(side, revision) { client in
      let tools = try await client.request("tools/list")["result"]?["tools"]?.array ?? []
      for (tool, arguments) in [
        ("generate_and_deploy", ["topic": "t", "hologres_table": "x"] as JSONObject),
        ("start_job", ["deployment_id": "d"]),
        ("stop_job", ["job_id": "j"]), ("get_job_status", ["aliyun_job_id": 1]),
      ] {
        let result = try await client.call(tool, arguments)
        let texts = result["content"]?.array?.compactMap { $0["text"]?.string } ?? []
        #expect(texts.count == 1)
        let document = try JSON.parse(texts.first ?? "")
        if revision >= "2025-06-18" {
          #expect(result["structuredContent"] == document)
          let schema = tools.first { $0["name"]?.string == tool }?["outputSchema"]
          let violations = JSONSchema(try #require(schema)).violations(in: document)
          #expect(violations.isEmpty, "\(violations)")
        }
      }
    }
  }

  // Point 35, a bound on the number of requests, is in ServerTests, whose tools can be made to wait; here, on streams.
  @Test("point 35: more streams than there is room for are refused, and the server goes on", arguments: Side.allCases)
  func streams(_ side: Side) async throws {
    try await Conversation.with(side, Checklist.stateless) { client in
      for index in 0..<100 { client.begin(.int(index), "subscriptions/listen", ["notifications": [:]]) }
      var refused = 0
      var acknowledged = 0
      while refused + acknowledged < 100, let line = await client.wire.nextLine() {
        let message = try JSON.parse(line)
        if message["error"]?["code"] == -32600 { refused += 1 }
        if message["method"] == "notifications/subscriptions/acknowledged" { acknowledged += 1 }
      }
      #expect((acknowledged, refused) == (64, 36))
      try await client.expectAlive()
    }
  }
}

extension JSON {
  fileprivate var depth: Int {
    1 + ((object?.members.map { $0.value.depth } ?? array?.map(\.depth))?.max() ?? 0)
  }
}
