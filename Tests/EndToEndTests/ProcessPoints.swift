import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Checklist M, the process", .serialized, .endsIfStuck)
struct ProcessPoints {
  private static let ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n"

  private static func deploy(_ fixture: Fixture) async throws -> Program {
    let program = try Program("flink-deploy", ["serve"], environment: fixture.environment)
    let client = Conversation(wire: program.wire, revision: "2025-11-25", capabilities: [:])
    try await client.initialize()
    client.begin(
      "d", "tools/call",
      [
        "name": "generate_and_deploy",
        "arguments": [
          "topic": "orders", "hologres_table": "orders", "columns": [["name": "order_id", "type": "BIGINT"]],
        ],
      ])
    while fixture.emulator.requestCounts["GetDeployDeploymentDraftResult", default: 0] == 0 {
      try await Task.sleep(for: .milliseconds(2))
    }
    return program
  }

  @Test(
    "point 47: the end of input ends an idle server well, and half a line is dropped",
    arguments: ["", "{\"jsonrpc\":\"2.0\",\"id\":2,\"met"])
  func endOfInput(_ rest: String) async throws {
    let program = try Program("flink-deploy", ["serve"], environment: Conversation.nowhere)
    program.send(Self.ping + rest)
    program.endInput()
    let end = await program.wait()
    #expect(end.ending == .exited(0))
    #expect(end.output == "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n")
    #expect(end.error == "")
  }

  // That each takes less than 500 ms is measured by Tests/Benchmarks/exits.py.
  @Test(
    "point 47: a signal ends it well in the middle of a deploy, which stays journaled",
    arguments: [SIGTERM, SIGINT, SIGHUP])
  func signals(_ signal: Int32) async throws {
    try await Fixture.with(durations: .init(ticket: 3000, start: 30, stop: 30), sharesStore: true) { fixture in
      let program = try await Self.deploy(fixture)
      program.child.signal(signal)
      let end = await program.wait()
      #expect(end.ending == .exited(0))
      let open = "select 1 from flink_operations where outcome is null and workspace_id = '\(fixture.workspaceID)'"
      #expect(try await fixture.store.query(open).count == 1)
      let recovered = try await Program.run("flink-deploy", ["recover"], environment: fixture.environment)
      #expect(recovered.ending == .exited(0))
      #expect(fixture.cloud == (1, 1, 1))
    }
  }

  @Test("point 47: a client that closes both pipes in the middle of a call leaves no process behind")
  func bothClosed() async throws {
    try await Fixture.with(durations: .init(ticket: 3_600_000, start: 30, stop: 30), sharesStore: true) { fixture in
      let (input, output) = (try Pipe(), try Pipe())
      let child = try ChildProcess(
        [Program.path(of: "flink-deploy"), "serve"], environment: fixture.environment,
        streams: .init(input: input.readEnd, output: output.writeEnd))
      close(input.readEnd)
      close(output.writeEnd)
      let call =
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}\n"
        + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"generate_and_deploy\",\"_meta\":{\"progressToken\":1},\"arguments\":{\"topic\":\"orders\",\"hologres_table\":\"orders\",\"columns\":[{\"name\":\"order_id\",\"type\":\"BIGINT\"}]}}}\n"
      _ = write(input.writeEnd, call, call.utf8.count)
      while fixture.emulator.requestCounts["GetDeployDeploymentDraftResult", default: 0] == 0 {
        try await Task.sleep(for: .milliseconds(2))
      }
      close(output.readEnd)
      close(input.writeEnd)
      while child.poll() == nil { try await Task.sleep(for: .milliseconds(5)) }
      #expect(child.wait() == .exited(0))
    }
  }

  @Test("point 48: it starts with almost no environment, and names a missing setting when it needs it")
  func environment() async throws {
    try await Conversation.with(.program, environment: ["PATH": "/usr/bin:/bin"]) { client in
      try await client.expectAlive()
      let result = try await client.call("get_job_status", ["aliyun_job_id": 1])
      let error = result["structuredContent"]?["error"]
      #expect(error?["code"] == "missing_setting")
      #expect(error?["message"]?.string?.contains("ALIYUN_REGION") == true, "\(result.text)")
    }
  }

  private static let hostile = [
    "../../etc/passwd", "$(reboot)", "'; drop table flink_operations; --", "a\u{0}b", "\u{1b}[31mred", "\u{202e}evil",
    "${secret_values.x}",
    String(repeating: "x", count: 100_000),
  ]

  @Test(
    "point 49: hostile arguments are refused or taken as text, and control characters come back escaped",
    arguments: Side.allCases)
  func hostile(_ side: Side) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await Conversation.with(side, environment: fixture.environment) { client in
        for text in Self.hostile {
          for (tool, arguments) in [
            ("generate_and_deploy", ["topic": .string(text), "hologres_table": "orders"] as JSONObject),
            ("generate_and_deploy", ["topic": "orders", "hologres_table": .string(text)]),
            ("generate_and_deploy", ["topic": "orders", "hologres_table": "orders", "name": .string("/" + text)]),
            ("start_job", ["deployment_id": .string(text)]), ("stop_job", ["job_id": .string(text)]),
            ("get_job_status", ["job_id": .string(text)]),
          ] {
            client.begin("h", "tools/call", ["name": .string(tool), "arguments": .object(arguments)])
            let line = try #require(await client.wire.nextLine())
            #expect(!line.utf8.contains { $0 < 0x20 || $0 == 0x7f })
            let result = try JSON.parse(line)["result"]
            #expect(result?["isError"] == true, "\(tool) \(text.prefix(40)): \(line.prefix(300))")
          }
        }
        #expect(fixture.cloud == (0, 0, 0))
        try await fixture.store.query("select 1 from flink_operations limit 1")  // the table is still there
      }
    }
  }
}
