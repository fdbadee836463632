import AliyunFlinkEmulator
import JSONCoding
import Logging
import Postgres
import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("flink-deploy serve", .endsIfStuck)
struct ServeTests {
  private static let hello = """
    {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
    "clientInfo":{"name":"t","version":"1"}}}
    {"jsonrpc":"2.0","method":"notifications/initialized"}

    """

  private static func deploy(wait: Int) -> String {
    let params: JSON = [
      "name": "generate_and_deploy", "_meta": ["progressToken": "p"],
      "arguments": [
        "topic": "orders", "hologres_table": "orders", "wait_seconds": .int(wait),
        "sample_messages": ["{\"order_id\":1,\"amount\":9.50,\"status\":\"NEW\"}"],
      ],
    ]
    return JSON.object(["jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params]).text + "\n"
  }

  /// Returns once the deploy waits for its ticket.
  private func untilDeploying(_ fixture: Fixture) async throws {
    while fixture.emulator.requestCounts["GetDeployDeploymentDraftResult", default: 0] == 0 {
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  @Test("answers initialize without any connection, and reports an unreachable system in a result")
  func nothingNeeded() async throws {
    let environment = [
      "PATH": "/usr/bin", "ALIYUN_ENDPOINT": "http://127.0.0.1:1",
      "DATABASE_URL": "postgresql://u:hidden@127.0.0.1:1/x",
      "ALIYUN_FLINK_WORKSPACE_ID": "w", "ALIYUN_FLINK_NAMESPACE": "n",
    ]
    let program = try Program("flink-deploy", ["serve"], environment: environment)
    program.send(Self.hello)
    #expect(try await program.messages(upTo: 0).last?["result"]?["protocolVersion"] == "2025-11-25")
    program.send(
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"get_job_status\",\"arguments\":{\"aliyun_job_id\":1}}}\n"
    )
    let result = try await program.messages(upTo: 1).last?["result"]
    #expect(result?["isError"] == true)
    #expect(result?["structuredContent"]?["error"]?["code"] == "database_unavailable")
    program.endInput()
    let end = await program.wait()
    #expect(end.ending == .exited(0))
    #expect(!end.error.contains("hidden"))
  }

  @Test("reports at least four growing steps and returns the IDs of a running job")
  func progress() async throws {
    try await Fixture.with { fixture in
      let program = try Program("flink-deploy", ["serve"], environment: fixture.environment)
      program.send(Self.hello + Self.deploy(wait: 30))
      let messages = try await program.messages(upTo: 1)
      let steps = messages.compactMap { $0["params"]?["progress"]?.double }
      #expect(steps.count >= 4)
      #expect(steps == steps.sorted() && Set(steps).count == steps.count)
      #expect(messages.last?["result"]?["structuredContent"]?["status"] == "RUNNING")
      program.endInput()
      #expect(await program.wait().ending == .exited(0))
    }
  }

  @Test("rolls a cancelled deploy back, and sends nothing more for it")
  func cancellation() async throws {
    try await Fixture.with(durations: .init(ticket: 4000, start: 30, stop: 30)) { fixture in
      let program = try Program("flink-deploy", ["serve"], environment: fixture.environment)
      program.send(Self.hello + Self.deploy(wait: 60))
      try await untilDeploying(fixture)
      program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}\n")
      while fixture.cloud.drafts > 0 { try await Task.sleep(for: .milliseconds(2)) }
      while try await fixture.store.query("select 1 from aliyun_flink_jobs where status = 'ROLLED_BACK'").isEmpty {
        try await Task.sleep(for: .milliseconds(2))
      }
      program.endInput()
      let end = await program.wait()
      #expect(!end.output.contains("\"id\":1,"))
      #expect(fixture.cloud == (0, 0, 0))
    }
  }

  @Test(
    "leaves a deploy journaled when it gets SIGTERM or is killed, and the next process finishes it",
    arguments: [SIGTERM, SIGKILL, SIGHUP, 0])
  func leaves(_ signal: Int32) async throws {
    try await Fixture.with(durations: .init(ticket: 3000, start: 30, stop: 30)) { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_LEASE_SECONDS"] = "1"
      let program = try Program("flink-deploy", ["serve"], environment: environment)
      program.send(Self.hello + Self.deploy(wait: signal == 0 ? 0 : 60))
      try await untilDeploying(fixture)
      if signal == 0 { program.endInput() } else { program.child.signal(signal) }
      let end = await program.wait()
      #expect(end.ending == (signal == SIGKILL ? .signalled(SIGKILL) : .exited(0)))
      var recovered: JSON = .null
      // The lease of a killed process runs out by itself; the others gave theirs up.
      while recovered["recovered"]?.array?.isEmpty != false {
        recovered = try JSON.parse(
          try await Program.run("flink-deploy", ["recover", "--json"], environment: environment).output)
      }
      #expect(recovered["recovered"]?.array?.first?["status"] == "RUNNING")
      #expect(fixture.cloud == (1, 1, 1))
    }
  }

  @Test("writes nothing but MCP to standard output, whatever the log level")
  func cleanOutput() async throws {
    try await Fixture.with { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_LOG_LEVEL"] = "trace"
      let program = try Program("flink-deploy", [], environment: environment)
      program.send(Self.hello + "nonsense\n" + Self.deploy(wait: 30))
      for message in try await program.messages(upTo: 1) { #expect(message["jsonrpc"] == "2.0") }
      program.endInput()
      let end = await program.wait()
      #expect(!(end.output + end.error).contains("testAccessKeySecret"))
    }
  }
}

@Suite("flink-sandbox", .endsIfStuck)
struct SandboxTests {
  private static let environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nonexistent"]

  @Test("runs a command with the settings in its environment, and passes on its exit code")
  func runs() async throws {
    let run = try await Program.run(
      "flink-sandbox", ["run", "--", "sh", "-c", "echo $ALIYUN_ENDPOINT; exit 7"], environment: Self.environment)
    #expect(run.ending == .exited(7))
    #expect(run.output.hasPrefix("http://127.0.0.1:"))
  }

  @Test("leaves no process and no directory behind when it is killed", arguments: [SIGKILL, SIGTERM])
  func killed(_ signal: Int32) async throws {
    let program = try Program(
      "flink-sandbox", ["run", "--", "sh", "-c", "echo $$ $DATABASE_URL; exec sleep 1000"],
      environment: Self.environment)
    let line = try #require(await program.nextLine()).split(separator: " ")
    let command = try #require(Int32(line[0]))
    let port = try #require(line[1].split(separator: ":").last?.split(separator: "/").first)
    program.child.signal(signal)
    program.endInput()
    _ = await program.wait()
    while kill(command, 0) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    let configuration = PostgresConfiguration(
      .uri("postgresql://postgres@127.0.0.1:\(port)/postgres"), applicationName: "test")
    let client = PostgresClient(configuration, logger: .init(label: "test"))
    while (try? await client.query("select 1")) != nil { try await Task.sleep(for: .milliseconds(10)) }
  }

  @Test("plays the demo without a failed step")
  func demo() async throws {
    let run = try await Program.run("flink-sandbox", ["demo"], environment: Self.environment)
    #expect(run.ending == .exited(0), "\(run.output.suffix(2000)) \(run.error)")
    #expect(run.output.contains("every step succeeded"))
  }

  @Test("keeps the cloud's state over a restart if it has a directory")
  func state() async throws {
    let directory = "/tmp/flink-sandbox-state-\(getpid())"
    defer { _ = try? ChildProcessOutput.of(["/bin/rm", "-rf", directory]) }
    let deploy = [
      "run", "--state-dir", directory, "--", "flink-deploy", "deploy", "orders", "public.orders", "--json", "--name",
      "kept", "--no-start",
    ]
    let first = try await Program.run("flink-sandbox", deploy, environment: Self.environment)
    #expect(try JSON.parse(first.output)["status"] == "DEPLOYED", "\(first.error)")
    // The store is new and the cloud is not, so the name is taken by a deployment of unknown origin.
    let second = try await Program.run("flink-sandbox", deploy, environment: Self.environment)
    #expect(try JSON.parse(second.output)["error"]?["code"] == "name_taken", "\(second.error)")
  }
}
