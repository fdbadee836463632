import JSONCoding
import ModelContextProtocol
import TestSupport
import Testing

/// What goes to and fro beyond a plain call: resources, prompts, tasks, questions to a person, subscriptions.
@Suite("The MCP server's longer exchanges", .endsIfStuck)
struct ExchangeTests {
  private static let handshakes = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
  private static let tasksExtension: JSON = ["extensions": ["io.modelcontextprotocol/tasks": [:]]]

  /// Parameters of a stateless request.
  private func modern(_ params: JSONObject, _ capabilities: JSON = [:]) -> JSON {
    var params = params
    params["_meta"] = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": capabilities,
    ]
    return .object(params)
  }

  // MARK: Capabilities, resources, prompts, completion

  @Test("declares to each revision only the capabilities that it knows")
  func capabilities() async throws {
    for version in Self.handshakes {
      try await ServerHarness.with { client in
        let capabilities = await client.initialize(version)["result"]?["capabilities"]
        #expect(capabilities?["resources"]?["subscribe"] == true)
        #expect(capabilities?["prompts"] == [:])
        #expect((capabilities?["completions"] != nil) == (version >= "2025-03-26"))
        #expect((capabilities?["tasks"] != nil) == (version == "2025-11-25"))
        #expect(capabilities?["extensions"] == nil)
      }
    }
    try await ServerHarness.with { client in
      let capabilities = await client.request("server/discover", modern([:]))["result"]?["capabilities"]
      #expect(capabilities?["extensions"]?["io.modelcontextprotocol/tasks"] == [:])
      #expect(capabilities?["tasks"] == nil)
    }
  }

  @Test("lists and reads resources with the members that each revision knows", arguments: handshakes)
  func resources(_ version: String) async throws {
    try await ServerHarness.with { client in
      await client.initialize(version)
      let page = await client.request("resources/list")["result"]
      let resource = page?["resources"]?.array?.first
      #expect(resource?["uri"] == "test://counters/1")
      #expect((resource?["title"] != nil) == (version >= "2025-06-18"))
      #expect((resource?["annotations"]?["lastModified"] != nil) == (version >= "2025-06-18"))
      #expect(page?["nextCursor"] == "2")
      #expect(await client.request("resources/list", ["cursor": "2"])["result"]?["nextCursor"] == nil)
      #expect(await client.request("resources/list", ["cursor": "x"])["error"]?["code"] == -32602)
      let templates = await client.request("resources/templates/list")["result"]?["resourceTemplates"]?.array
      #expect(templates?.first?["uriTemplate"] == "test://counters/{number}")
      let read = await client.request("resources/read", ["uri": "test://counters/1"])["result"]
      #expect(read?["contents"]?.array?.first?["text"] == "1")
      #expect(read?["ttlMs"] == nil)
      let missing = await client.request("resources/read", ["uri": "test://counters/2"])["error"]
      #expect(missing?["code"] == -32002)
      #expect(missing?["data"]?["uri"] == "test://counters/2")
    }
  }

  @Test("marks what may be kept, and says with another code that a resource is missing, without a handshake")
  func statelessResources() async throws {
    try await ServerHarness.with { client in
      for (method, params) in [
        ("resources/list", [:]), ("resources/templates/list", [:]), ("resources/read", ["uri": "test://counters/1"]),
        ("prompts/list", [:]), ("tools/list", [:]),
      ] as [(String, JSONObject)] {
        let result = await client.request(method, modern(params))["result"]
        #expect(result?["resultType"] == "complete", "\(method)")
        #expect(result?["ttlMs"]?.int != nil, "\(method)")
        #expect(["public", "private"].contains(result?["cacheScope"]?.string), "\(method)")
        #expect(result?["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "test", "\(method)")
      }
      let missing = await client.request("resources/read", modern(["uri": "test://x"]))["error"]
      #expect(missing?["code"] == -32602)
    }
  }

  @Test("fills in a prompt, and refuses what does not fit")
  func prompts() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      #expect(await client.request("prompts/list")["result"]?["prompts"]?.array?.first?["name"] == "greet")
      let got = await client.request("prompts/get", ["name": "greet", "arguments": ["name": "Ada"]])["result"]
      #expect(got?["messages"]?.array?.first?["content"]?["text"] == "Greet Ada")
      for params in [
        ["name": "nobody"], ["name": "greet"], ["name": "greet", "arguments": ["name": 1]],
        ["name": "greet", "arguments": []],
      ] as [JSON] {
        #expect(await client.request("prompts/get", params)["error"]?["code"] == -32602)
      }
    }
  }

  @Test("completes arguments of prompts and variables of templates, at most a hundred values")
  func completion() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      func complete(_ ref: JSON, _ name: String, _ value: String) async -> JSON {
        await client.request(
          "completion/complete", ["ref": ref, "argument": ["name": .string(name), "value": .string(value)]])
      }
      let prompt: JSON = ["type": "ref/prompt", "name": "greet"]
      #expect(await complete(prompt, "name", "Al")["result"]?["completion"]?["values"] == ["Alan"])
      let template: JSON = ["type": "ref/resource", "uri": "test://counters/{number}"]
      let many = await complete(template, "number", "")["result"]?["completion"]
      #expect(many?["values"]?.array?.count == 100)
      #expect(many?["total"] == 1000)
      #expect(many?["hasMore"] == true)
      #expect(await complete(prompt, "age", "")["error"]?["code"] == -32602)
      #expect(await complete(["type": "ref/tool"], "x", "")["error"]?["code"] == -32602)
    }
  }

  // MARK: Subscriptions

  @Test("tells subscribers of a session of a change, and no longer after they have unsubscribed")
  func subscribe() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      #expect(await client.request("resources/subscribe", ["uri": "test://x"])["error"]?["code"] == -32002)
      #expect(await client.request("resources/subscribe", ["uri": "test://counters/1"])["result"] == [:])
      var updated: JSON?
      while updated?["method"] != "notifications/resources/updated" {
        client.begin("r", "resources/read", ["uri": "test://counters/1"])
        updated = await client.receive()
        if updated?["id"] == "r" { updated = await client.receive() }
      }
      #expect(updated?["params"] == ["uri": "test://counters/1"])
      #expect(await client.request("resources/unsubscribe", ["uri": "test://counters/1"])["result"] == [:])
    }
  }

  @Test(
    "keeps a stream of subscriptions open: acknowledged first, each notification with its id, no answer when cancelled")
  func listen() async throws {
    try await ServerHarness.with { client in
      client.begin(
        "s1", "subscriptions/listen",
        modern([
          "notifications": [
            "resourceSubscriptions": ["test://counters/1", "test://nothing"], "toolsListChanged": true,
          ]
        ]))
      let acknowledged = await client.receive()
      #expect(acknowledged?["method"] == "notifications/subscriptions/acknowledged")
      let meta: JSON = ["io.modelcontextprotocol/subscriptionId": "s1"]
      #expect(acknowledged?["params"]?["_meta"] == meta)
      #expect(
        acknowledged?["params"]?["notifications"] == ["resourceSubscriptions": ["test://counters/1"]],
        "\(acknowledged?.text ?? "")")
      client.begin("r", "resources/read", modern(["uri": "test://counters/1"]))
      var updated = await client.receive()
      if updated?["id"] == "r" { updated = await client.receive() }
      #expect(updated?["method"] == "notifications/resources/updated")
      #expect(updated?["params"]?["_meta"] == meta)
      client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"s1"}}"#)
      let answer = await client.request("tools/list", modern([:]))
      #expect(answer["result"] != nil)
    }
  }

  @Test("ends a stream with its result when the input ends")
  func listenEnds() async throws {
    try await ServerHarness.with { client in
      client.begin(7, "subscriptions/listen", modern(["notifications": [:]]))
      #expect(await client.receive()?["method"] == "notifications/subscriptions/acknowledged")
      client.close()
      let last = await client.receive()
      #expect(last?["id"] == 7)
      #expect(last?["result"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == 7)
    }
  }

  // MARK: Tasks

  @Test("turns a call into a core task: created at once, polled, its result as the call would have answered")
  func coreTask() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      let created = await client.request("tools/call", ["name": "work", "arguments": [:], "task": ["ttl": 1000]])
      let id = created["result"]?["task"]?["taskId"] ?? .null
      #expect(created["result"]?["task"]?["status"] == "working", "\(created.text)")
      var task = created["result"]?["task"]
      while task?["status"] == "working" { task = await client.request("tasks/get", ["taskId": id])["result"] }
      #expect(task?["status"] == "completed")
      #expect(task?.object?.keys.contains("ttl") == true)
      let result = await client.request("tasks/result", ["taskId": id])["result"]
      #expect(result?["structuredContent"] == ["done": true])
      #expect(result?["_meta"]?["io.modelcontextprotocol/related-task"]?["taskId"] == id)
      #expect(await client.request("tasks/cancel", ["taskId": id])["error"]?["code"] == -32602)
      #expect(await client.request("tasks/get", ["taskId": "x"])["error"]?["code"] == -32602)
      #expect(await client.request("tasks/get", ["taskId": 1])["error"]?["code"] == -32602)
      #expect(await client.request("tasks/list")["error"]?["code"] == -32601)
    }
  }

  @Test("cancels a core task, tells a failed one, and refuses a task of a tool that becomes none")
  func coreTaskEnds() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      func create(_ arguments: JSON) async -> JSON {
        await client.request("tools/call", ["name": "work", "arguments": arguments, "task": [:]])["result"]?["task"]?[
          "taskId"] ?? .null
      }
      let cancelled = await create([:])
      #expect(await client.request("tasks/cancel", ["taskId": cancelled])["result"]?["status"] == "cancelled")
      #expect(await client.request("tasks/get", ["taskId": cancelled])["result"]?["status"] == "cancelled")
      let failed = await create(["fails": true])
      var status: JSON?
      repeat {
        status = await client.request("tasks/get", ["taskId": failed])["result"]?["status"]
      } while status == "working"
      #expect(status == "failed")
      #expect(await client.request("tasks/result", ["taskId": failed])["result"]?["isError"] == true)
      let none = await client.request("tools/call", ["name": "echo", "arguments": [:], "task": [:]])
      #expect(none["error"]?["code"] == -32601)
      let invalid = await client.request("tools/call", ["name": "work", "arguments": ["x": 1], "task": [:]])
      #expect(invalid["error"]?["code"] == -32602)
    }
  }

  @Test("ignores task where the revision does not know it", arguments: ["2024-11-05", "2025-03-26", "2025-06-18"])
  func noTask(_ version: String) async throws {
    try await ServerHarness.with { client in
      await client.initialize(version)
      let answer = await client.request("tools/call", ["name": "work", "arguments": [:], "task": [:]])
      #expect(answer["result"]?["content"]?.array?.first?["text"] == "{\"done\":true}")
      #expect(await client.request("tasks/get", ["taskId": "x"])["error"]?["code"] == -32601)
      let tool = await client.request("tools/list")["result"]?["tools"]?.array?.last
      #expect(tool?["execution"] == nil)
    }
  }

  @Test("makes a task of the extension only for clients that declare it, with the result in tasks/get")
  func extensionTask() async throws {
    try await ServerHarness.with { client in
      let call: JSONObject = ["name": "work", "arguments": ["fails": true]]
      #expect(await client.request("tools/call", modern(call))["result"]?["resultType"] == "complete")
      let created = await client.request("tools/call", modern(call, Self.tasksExtension))["result"]
      #expect(created?["resultType"] == "task", "\(created?.text ?? "")")
      let id = created?["taskId"] ?? .null
      var task = created
      while task?["status"] == "working" {
        task = await client.request("tasks/get", modern(["taskId": id], Self.tasksExtension))["result"]
      }
      #expect(task?["status"] == "completed")
      #expect(task?["result"]?["isError"] == true)
      #expect(task?.object?.keys.contains("ttlMs") == true)
      let undeclared = await client.request("tasks/get", modern(["taskId": id]))["error"]
      #expect(undeclared?["code"] == -32021)
      #expect(undeclared?["data"]?["requiredCapabilities"] == Self.tasksExtension)
      let acknowledged = await client.request("tasks/cancel", modern(["taskId": id], Self.tasksExtension))["result"]
      #expect(acknowledged?["resultType"] == "complete")
      let update = modern(["taskId": id, "inputResponses": [:]], Self.tasksExtension)
      #expect(await client.request("tasks/update", update)["result"]?["resultType"] == "complete")
      #expect(await client.request("tasks/result", update)["error"]?["code"] == -32601)
    }
  }

  // MARK: Asking a person

  @Test(
    "asks a person in a session, and goes on only after a clear yes",
    arguments: [
      (["action": "accept", "content": ["confirm": true]], true),
      (["action": "accept", "content": ["confirm": false]], false), (["action": "accept"], false),
      (["action": "decline"], false), (["action": "cancel"], false),
    ] as [(JSON, Bool)])
  func asks(_ answer: JSON, _ isAllowed: Bool) async throws {
    for version in ["2025-06-18", "2025-11-25"] {
      try await ServerHarness.with { client in
        await client.initialize(version, capabilities: ["elicitation": [:]])
        client.send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
        client.begin("c", "tools/call", ["name": "erase", "arguments": [:]])
        let question = await client.receive()
        #expect(question?["method"] == "elicitation/create")
        #expect(question?["params"]?["message"] == "Erase it?")
        #expect((question?["params"]?["mode"] != nil) == (version == "2025-11-25"))
        let id = question?["id"] ?? .null
        client.send(JSON.object(["jsonrpc": "2.0", "id": id, "result": answer]).text)
        let result = await client.receive()?["result"]
        #expect((result?["structuredContent"]?["erased"] == true) == isAllowed, "\(result?.text ?? "")")
        if !isAllowed { #expect(result?["structuredContent"]?["refused"] == "declined") }
      }
    }
  }

  @Test("refuses where nobody can be asked")
  func cannotAsk() async throws {
    for (version, capabilities) in [
      ("2024-11-05", ["elicitation": [:]]), ("2025-06-18", [:]), ("2025-11-25", ["elicitation": ["url": [:]]]),
    ] as [(String, JSON)] {
      try await ServerHarness.with { client in
        await client.initialize(version, capabilities: capabilities)
        let text = await client.request("tools/call", ["name": "erase", "arguments": [:]])["result"]?["content"]?.array?
          .first?["text"]?.string
        #expect(text?.contains("cannotAsk") == true, "\(version)")
      }
    }
    try await ServerHarness.with { client in
      let error = await client.request("tools/call", modern(["name": "erase", "arguments": [:]]))["error"]
      #expect(error?["code"] == -32021)
      #expect(error?["data"]?["requiredCapabilities"] == ["elicitation": ["form": [:]]])
    }
  }

  @Test("has a stateless client ask and call again, and takes its answer for this very call alone")
  func inputRequired() async throws {
    try await ServerHarness.with { client in
      let able: JSON = ["elicitation": [:]]
      var call: JSONObject = ["name": "erase", "arguments": ["x": 1]]
      let asked = await client.request("tools/call", modern(call, able))["result"]
      #expect(asked?["resultType"] == "input_required")
      #expect(asked?["inputRequests"]?["confirm"]?["method"] == "elicitation/create")
      call["requestState"] = asked?["requestState"]
      let again = await client.request("tools/call", modern(call, able))["result"]
      #expect(again?["resultType"] == "input_required")
      call["inputResponses"] = ["confirm": ["action": "accept", "content": ["confirm": true]]]
      #expect(
        await client.request("tools/call", modern(call, able))["result"]?["structuredContent"] == ["erased": true])
      var other = call
      other["arguments"] = ["x": 2]
      #expect(await client.request("tools/call", modern(other, able))["error"]?["code"] == -32602)
      var forged = call
      forged["requestState"] = "99999999999.1"
      #expect(await client.request("tools/call", modern(forged, able))["error"]?["code"] == -32602)
      call["inputResponses"] = ["confirm": ["action": "decline"]]
      let declined = await client.request("tools/call", modern(call, able))["result"]
      #expect(declined?["structuredContent"]?["refused"] == "declined")
    }
  }

  // MARK: Peers that go wrong

  @Test("answers in a batch what is wrong in it, and takes neither a handshake nor a stateless request there")
  func batches() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-03-26")
      client.send(
        #"[{"jsonrpc":"2.0","id":1,"method":"ping"},5,{"jsonrpc":"2.0","id":2,"method":"initialize","params":{}},"#
          + #"{"jsonrpc":"2.0","id":3,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"#
          + #""2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}},{"jsonrpc":"2.0","id":4,"method":"tools/list"}]"#
      )
      let answers = await client.receive()?.array ?? []
      #expect(answers.count == 5)
      func answer(_ id: JSON) -> JSON? { answers.first { $0["id"] == id } }
      #expect(answer(1)?["result"] == [:])
      #expect(answer(.null)?["error"]?["code"] == -32600)
      #expect(answer(2)?["error"]?["code"] == -32600)
      #expect(answer(3)?["error"]?["code"] == -32600)
      #expect(answer(4)?["result"]?["tools"] != nil)
    }
  }

  @Test("takes ids that only look alike for different ones")
  func idsByBytes() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      client.begin("\u{e9}", "tools/call", ["name": "wait", "arguments": [:]])
      client.begin("e\u{301}", "tools/call", ["name": "echo", "arguments": ["x": 1]])
      let answer = await client.receive()
      #expect(answer?["result"]?["structuredContent"] == ["x": 1], "\(answer?.text ?? "")")
      client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"e\u0301"}}"#)
      client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"\u00e9"}}"#)
    }
  }

  @Test("does not answer answers, whatever is wrong with them; nor takes half numbers for ids")
  func strays() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      for line in [
        #"{"jsonrpc":"2.0","error":{"code":1,"message":"x"}}"#, #"{"jsonrpc":"2.0","id":null,"error":{}}"#,
        #"{"jsonrpc":"2.0","id":4,"error":{}}"#, #"{"jsonrpc":"2.0","id":5,"result":{}}"#,
      ] { client.send(line) }
      #expect(await client.request("ping")["result"] == [:])
      client.send(#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#)
      let refused = await client.receive()
      #expect(refused?["error"]?["code"] == -32600)
      #expect(refused?["id"] == nil)
    }
  }
}
