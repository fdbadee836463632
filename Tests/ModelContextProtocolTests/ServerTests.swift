import JSONCoding
import ModelContextProtocol
import TestSupport
import Testing

@Suite("The MCP server", .endsIfStuck)
struct ServerTests {
  private static let modern: JSON = [
    "_meta": [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
    ]
  ]

  @Test(
    "echoes each revision it knows and answers others with the newest that has a handshake",
    arguments: [
      ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"),
      ("2025-11-25", "2025-11-25"),
      ("2026-07-28", "2025-11-25"), ("1999-01-01", "2025-11-25"),
    ])
  func negotiates(_ wanted: String, _ expected: String) async throws {
    try await ServerHarness.with { client in
      let answer = await client.initialize(wanted)
      #expect(answer["result"]?["protocolVersion"]?.string == expected)
    }
  }

  @Test("shows each revision only the members of a tool that it knows")
  func toolMembers() async throws {
    for (version, keys) in [
      ("2024-11-05", ["name", "description", "inputSchema"]),
      ("2025-03-26", ["name", "description", "inputSchema", "annotations"]),
      ("2025-06-18", ["name", "title", "description", "inputSchema", "outputSchema", "annotations"]),
    ] {
      try await ServerHarness.with { client in
        await client.initialize(version)
        let tools = await client.request("tools/list")["result"]?["tools"]?.array ?? []
        #expect(tools.first?.object?.keys == keys)
        let result = await client.request("tools/call", ["name": "echo", "arguments": ["x": 1]])["result"]
        #expect((result?["structuredContent"] != nil) == (version >= "2025-06-18"))
        #expect(result?["content"]?.array?.first?["text"] == "{\"x\":1}")
      }
    }
  }

  @Test("answers stateless requests beside the handshake, each with its result type")
  func stateless() async throws {
    try await ServerHarness.with { client in
      let discovered = await client.request("server/discover", Self.modern)["result"]
      #expect(discovered?["resultType"] == "complete")
      #expect(discovered?["ttlMs"]?.int != nil)
      #expect(discovered?["supportedVersions"]?.array?.first == "2026-07-28")
      var call = Self.modern.object ?? [:]
      call["name"] = "echo"
      call["arguments"] = ["x": 7]
      let result = await client.request("tools/call", .object(call))["result"]
      #expect(result?["structuredContent"] == ["x": 7])
      #expect(result?["resultType"] == "complete")
      #expect(await client.request("ping", Self.modern)["error"]?["code"] == -32601)
      await client.initialize("2025-06-18")
      #expect(await client.request("ping")["result"] == [:])
      #expect(await client.request("tools/list")["result"]?["resultType"] == nil)
    }
  }

  @Test(
    "rejects what a stateless request must not contain",
    arguments: [
      ("{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2031-01-01\"}}", -32022),
      ("{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}", -32602),
      ("{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":5}}", -32602), ("{}", -32602), ("[1]", -32602),
    ])
  func statelessErrors(_ params: String, _ code: Int) async throws {
    try await ServerHarness.with { client in
      let answer = try await client.request("server/discover", JSON.parse(params))
      #expect(answer["error"]?["code"]?.int == code)
    }
  }

  @Test("answers ping while a tool runs, and nothing to a cancelled call")
  func cancels() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      client.send(
        "{\"jsonrpc\":\"2.0\",\"id\":\"w\",\"method\":\"tools/call\",\"params\":{\"name\":\"wait\",\"_meta\":{\"progressToken\":\"t\"}}}"
      )
      #expect(await client.receive()?["params"]?["progressToken"] == "t")
      #expect(await client.request("ping")["result"] == [:])
      client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"w\"}}")
      #expect(await client.request("ping")["result"] == [:])
      // The harness waits until the server has ended, and would not if the call went on.
    }
  }

  @Test("sends growing progress before the answer, and none without a token")
  func progress() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      client.send(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"count\",\"_meta\":{\"progressToken\":7}}}"
      )
      var values: [Double] = []
      while let message = await client.receive(), message["id"] == nil {
        #expect(message["params"]?["progressToken"] == 7)
        values.append(message["params"]?["progress"]?.double ?? 0)
      }
      #expect(values == [1, 2, 3, 4])
      client.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"count\"}}")
      #expect(await client.receive()?["id"] == 2)
    }
  }

  @Test("answers requests that came before the end of input")
  func drains() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-06-18")
      for id in 0..<20 {
        client.send(
          "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"x\":\(id)}}}"
        )
      }
      client.close()
      var ids: Set<Int> = []
      while ids.count < 20, let message = await client.receive() { ids.insert(message["id"]?.int ?? -1) }
      #expect(ids == Set(0..<20))
    }
  }

  @Test(
    "rejects a malformed call as the protocol says",
    arguments: [
      ("{\"name\":\"nope\"}", -32602), ("{}", -32602), ("{\"name\":\"echo\",\"arguments\":[1]}", -32602),
      ("{\"name\":5}", -32602),
    ])
  func wrongCalls(_ params: String, _ code: Int) async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      let answer = try await client.request("tools/call", JSON.parse(params))
      #expect(answer["error"]?["code"]?.int == code)
    }
  }

  @Test("returns violations of the input schema as a result that a model can act on")
  func wrongArguments() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      for (arguments, path, problem) in [
        ("{\"x\":\"1\"}", "x", "wrongType"), ("{\"y\":1}", "y", "unknown"), ("{\"x\":1.5}", "x", "wrongType"),
      ] {
        let result = try await client.request("tools/call", ["name": "echo", "arguments": JSON.parse(arguments)])[
          "result"]
        #expect(result?["isError"] == true)
        let violation = result?["structuredContent"]?["violations"]?.array?.first
        #expect(violation?["path"]?.string == path)
        #expect(violation?["problem"]?.string?.hasPrefix(problem) == true)
      }
    }
  }

  @Test(
    "survives lines that are not messages, and goes on",
    arguments: [
      "{", "nonsense", "[]", "[1,2]", "null", "{\"jsonrpc\":\"2.0\"}",
      "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", String(repeating: "[", count: 50_000), "\u{0}",
    ])
  func hostileLines(_ line: String) async throws {
    for version in ["2024-11-05", "2025-03-26", "2025-11-25"] {
      try await ServerHarness.with { client in
        await client.initialize(version)
        client.send(line)
        #expect(await client.request("ping")["result"] == [:])
      }
    }
  }

  @Test("answers a batch with an array in 2025-03-26, and refuses it in others")
  func batches() async throws {
    let batch =
      "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\"}}]"
    try await ServerHarness.with { client in
      await client.initialize("2025-03-26")
      client.send(batch)
      #expect(Set(await client.receive()?.array?.compactMap { $0["id"]?.int } ?? []) == [1, 2])
    }
    try await ServerHarness.with { client in
      await client.initialize("2025-06-18")
      client.send(batch)
      #expect(await client.receive()?["error"]?["code"] == -32600)
    }
  }

  @Test("point 35 of the checklist: refuses more requests than it works on at once, and goes on")
  func bound() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      for id in 0..<4100 { client.begin(.int(id), "tools/call", ["name": "wait"]) }
      var ids: [JSON] = []
      while ids.count < 4, let message = await client.receive() {
        if message["error"]?["code"] == -32600 { ids.append(message["id"] ?? .null) }
      }
      #expect(ids == [4096, 4097, 4098, 4099])
      #expect(await client.request("ping")["result"] == [:])
      for id in 0..<4096 {
        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\(id)}}")
      }
    }
  }

  @Test("never answers notifications, not even malformed ones")
  func notifications() async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      for line in [
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nope\"}", "{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":{}}}",
      ] { client.send(line) }
      let answer = await client.request("ping")
      #expect(answer["id"] == 102)
    }
  }
}
