import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Tasks, resources, confirmation and ends of the whole process, against cloud and journal.
@Suite("flink-deploy serve and its clients", .endsIfStuck)
struct ExchangeProcessTests {
  private static let deploy: JSON = [
    "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
    "columns": [["name": "order_id", "type": "BIGINT"]],
  ]

  /// A server that has shaken hands.
  private struct Session {
    let program: Program

    init(_ environment: [String: String], capabilities: JSON = [:]) async throws {
      program = try Program("flink-deploy", ["serve"], environment: environment)
      _ = try await request(
        "hello", "initialize",
        [
          "protocolVersion": "2025-11-25", "capabilities": capabilities,
          "clientInfo": ["name": "t", "version": "1"],
        ])
      program.send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"# + "\n")
    }

    func send(_ id: String, _ method: String, _ params: JSON) {
      let request: JSON = ["jsonrpc": "2.0", "id": .string(id), "method": .string(method), "params": params]
      program.send(request.text + "\n")
    }

    func request(_ id: String, _ method: String, _ params: JSON) async throws -> JSON {
      send(id, method, params)
      return try await program.messages(upTo: .string(id)).last ?? .null
    }

    func call(_ id: String, _ tool: String, _ arguments: JSON) async throws -> JSON {
      try await request(id, "tools/call", ["name": .string(tool), "arguments": arguments])["result"]?[
        "structuredContent"] ?? .null
    }

    func end() async {
      program.endInput()
      _ = await program.wait()
    }
  }

  @Test("a task survives the end of the process that began it")
  func taskOutlives() async throws {
    try await Fixture.with { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_LEASE_SECONDS"] = "1"
      fixture.emulator.inject(Fault(.silentAfterEffect, operation: "StartJobWithParams"))
      let first = try await Session(environment)
      let created = try await first.request(
        "t", "tools/call", ["name": "generate_and_deploy", "arguments": Self.deploy, "task": [:]])
      let id = created["result"]?["task"]?["taskId"] ?? .null
      #expect(created["result"]?["task"]?["status"] == "working", "\(created.text)")
      while fixture.emulator.requestCounts["StartJobWithParams"] == nil {
        try await Task.sleep(for: .milliseconds(5))
      }
      first.program.child.signal(SIGKILL)
      await first.end()
      let second = try await Session(environment)
      let result = try await second.request("r", "tasks/result", ["taskId": id])
      #expect(result["result"]?["structuredContent"]?["status"] == "RUNNING", "\(result.text)")
      #expect(try await second.request("g", "tasks/get", ["taskId": id])["result"]?["status"] == "completed")
      await second.end()
      #expect(fixture.cloud == (1, 1, 1))
    }
  }

  @Test("a cancelled task of a deploy rolls back what it created")
  func taskCancelled() async throws {
    try await Fixture.with(durations: .init(ticket: 20, start: 3_600_000, stop: 20)) { fixture in
      let session = try await Session(fixture.environment)
      let created = try await session.request(
        "t", "tools/call", ["name": "generate_and_deploy", "arguments": Self.deploy, "task": [:]])
      let id = created["result"]?["task"]?["taskId"] ?? .null
      while fixture.cloud.activeJobs == 0 { try await Task.sleep(for: .milliseconds(5)) }
      #expect(try await session.request("c", "tasks/cancel", ["taskId": id])["result"]?["status"] == "cancelled")
      while fixture.cloud != (0, 0, 0) { try await Task.sleep(for: .milliseconds(5)) }
      #expect(try await session.request("g", "tasks/get", ["taskId": id])["result"]?["status"] == "cancelled")
      await session.end()
    }
  }

  @Test("a call that fails or ends at once is a finished task with the result of the call")
  func finishedTask() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      let session = try await Session(fixture.environment)
      for (id, arguments, status) in [
        (
          "d",
          [
            "topic": "orders", "hologres_table": "orders", "dry_run": true,
            "columns": [["name": "order_id", "type": "BIGINT"]],
          ], "completed"
        ),
        ("n", ["topic": "orders", "hologres_table": "nowhere"], "failed"),
      ] as [(String, JSON, JSON)] {
        let task = try await session.request(
          id, "tools/call", ["name": "generate_and_deploy", "arguments": arguments, "task": [:]])["result"]?["task"]
        #expect(task?["status"] == status)
        let result = try await session.request(id + "r", "tasks/result", ["taskId": task?["taskId"] ?? .null])["result"]
        #expect((result?["isError"] == true) == (status == "failed"), "\(result?.text ?? "")")
      }
      await session.end()
    }
  }

  @Test("jobs and scripts are resources; a subscription to a job reports changes that were made in the console")
  func resources() async throws {
    try await Fixture.with { fixture in
      let session = try await Session(fixture.environment)
      let deployed = try await session.call("d", "generate_and_deploy", Self.deploy)
      let listed = try await session.request("l", "resources/list", [:])["result"]?["resources"]?.array ?? []
      #expect(listed.map { $0["uri"] } == ["flink-deploy://jobs/1", "flink-deploy://sql/1"])
      let script = try await session.request("s", "resources/read", ["uri": "flink-deploy://sql/1"])
      #expect(script["result"]?["contents"]?.array?.first?["text"]?.string?.contains("INSERT INTO") == true)
      let job = try await session.request("j", "resources/read", ["uri": "flink-deploy://jobs/1"])
      #expect(job["result"]?["contents"]?.array?.first?["text"]?.string?.contains("RUNNING") == true)
      for uri in ["flink-deploy://jobs/2", "flink-deploy://jobs/01", "flink-deploy://sql/x", "file:///etc/passwd"] {
        let missing = try await session.request(uri, "resources/read", ["uri": .string(uri)])
        #expect(missing["error"]?["code"] == -32002, "\(uri)")
      }
      let template: JSON = ["type": "ref/resource", "uri": "flink-deploy://jobs/{aliyun_job_id}"]
      let completed = try await session.request(
        "c", "completion/complete", ["ref": template, "argument": ["name": "aliyun_job_id", "value": ""]])
      #expect(completed["result"]?["completion"]?["values"] == ["1"])
      _ = try await session.request("u", "resources/subscribe", ["uri": "flink-deploy://jobs/1"])
      fixture.emulator.stopByHand(deployed["job_id"]?.string ?? "")
      var updated: JSON?
      while updated?["method"] != "notifications/resources/updated" {
        guard let line = await session.program.nextLine() else { break }
        updated = try JSON.parse(line)
      }
      #expect(updated?["params"] == ["uri": "flink-deploy://jobs/1"])
      await session.end()
    }
  }

  @Test(
    "a call that discards state needs the confirmation of the user; without elicitation it fails and shows the command"
  )
  func confirmation() async throws {
    try await Fixture.with { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_CONFIRM"] = "destructive"
      let mute = try await Session(environment)
      let job = try await mute.call("d", "generate_and_deploy", Self.deploy)["job_id"] ?? .null
      let arguments: JSON = ["job_id": job, "stop_strategy": "NONE"]
      let refused = try await mute.call("s", "stop_job", arguments)
      #expect(refused["error"]?["code"] == "confirmation_unavailable", "\(refused.text)")
      #expect(
        refused["error"]?["remedy"]?.string?.contains("flink-deploy stop '\(job.string ?? "")' --stop-strategy 'NONE'")
          == true)
      await mute.end()
      #expect(fixture.cloud.activeJobs == 1)
      let able = try await Session(environment, capabilities: ["elicitation": ["form": [:]]])
      for (id, answer, active) in [
        ("1", ["action": "decline"], 1), ("2", ["action": "accept", "content": ["confirm": true]], 0),
      ] as [(String, JSON, Int)] {
        able.send(id, "tools/call", ["name": "stop_job", "arguments": arguments])
        var question: JSON?
        while question?["method"] != "elicitation/create" {
          guard let line = await able.program.nextLine() else { break }
          question = try JSON.parse(line)
        }
        #expect(question?["params"]?["message"]?.string?.contains(job.string ?? "-") == true)
        able.program.send(
          JSON.object(["jsonrpc": "2.0", "id": question?["id"] ?? .null, "result": answer]).text + "\n")
        let result = try await able.program.messages(upTo: .string(id)).last?["result"]?["structuredContent"]
        #expect(active == 1 ? result?["error"]?["code"] == "not_confirmed" : result?["status"] == "CANCELLED")
        #expect(fixture.cloud.activeJobs == active)
      }
      await able.end()
    }
  }

  @Test("read-only mode has no tool that changes anything, and a typo in its setting ends the program")
  func readOnly() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_READ_ONLY"] = "true"
      let session = try await Session(environment)
      let tools = try await session.request("l", "tools/list", [:])["result"]?["tools"]?.array ?? []
      #expect(tools.map { $0["name"] } == ["get_job_status"])
      let refused = try await session.request(
        "d", "tools/call", ["name": "generate_and_deploy", "arguments": Self.deploy])
      #expect(refused["error"]?["code"] == -32602)
      await session.end()
      let command = try await Program.run(
        "flink-deploy", ["deploy", "orders", "orders", "--column", "order_id:BIGINT"], environment: environment)
      #expect(command.ending == .exited(1))
      #expect((command.output + command.error).contains("FLINK_DEPLOY_READ_ONLY"))
      #expect(fixture.cloud == (0, 0, 0))
      for (variable, value) in [("FLINK_DEPLOY_READ_ONLY", "yes"), ("FLINK_DEPLOY_CONFIRM", "destructiv")] {
        environment[variable] = value
        let ended = try await Program.run("flink-deploy", ["serve"], environment: environment)
        #expect(ended.ending == .exited(64))
        #expect(ended.error.contains(variable))
        environment[variable] = nil
      }
    }
  }

  @Test("a deploy that is piped in is answered before the end of input ends the process")
  func piped() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      let session = try await Session(fixture.environment)
      session.send("d", "tools/call", ["name": "generate_and_deploy", "arguments": Self.deploy])
      session.program.endInput()
      let ended = await session.program.wait()
      let answer = try ended.output.split(separator: "\n").last.map { try JSON.parse(Array($0.utf8)) }
      #expect(answer?["result"]?["structuredContent"]?["status"] == "RUNNING", "\(ended.output)")
      #expect(ended.ending == .exited(0))
    }
  }

  @Test("point 3 of the checklist: the server answers although its log is not read")
  func unreadLog() async throws {
    let (input, output, errors) = (try Pipe(), try Pipe(), try Pipe())
    let server = try ChildProcess(
      [Program.path(of: "flink-deploy"), "serve"],
      environment: ["PATH": "/usr/bin:/bin", "FLINK_DEPLOY_LOG_LEVEL": "trace"],
      streams: .init(input: input.readEnd, output: output.writeEnd, error: errors.writeEnd))
    for end in [input.readEnd, output.writeEnd, errors.writeEnd] { close(end) }
    defer { for end in [input.writeEnd, output.readEnd, errors.readEnd] { close(end) } }
    // More than a pipe holds of log lines, each of which comes with an answer.
    for index in 0..<3000 {
      let lines = Array("nonsense\n{\"jsonrpc\":\"2.0\",\"id\":\(index),\"method\":\"ping\"}\n".utf8)
      _ = write(input.writeEnd, lines, lines.count)
      var seen = 0
      while seen < 2 {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(output.readEnd, &bytes, bytes.count)
        if count <= 0 { break }
        seen += bytes[..<count].count { $0 == UInt8(ascii: "\n") }
      }
      #expect(seen == 2)
      if seen != 2 { break }
    }
    server.signal(SIGTERM)
    #expect(server.wait() == .exited(0))
  }

  @Test("the server ends with the process that started it, although another process holds the pipe")
  func orphan() async throws {
    let (input, output) = (try Pipe(), try Pipe())
    defer { for end in [input.writeEnd, output.readEnd] { close(end) } }
    let shell = try ChildProcess(
      ["/bin/sh", "-c", "exec 3<&0; \"$0\" serve <&3 & echo $!; wait", Program.path(of: "flink-deploy")],
      environment: ["PATH": "/usr/bin:/bin"], streams: .init(input: input.readEnd, output: output.writeEnd))
    close(input.readEnd)
    close(output.writeEnd)
    let ping = Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n".utf8)
    _ = write(input.writeEnd, ping, ping.count)
    // The shell's line with the id, and the server's answer, which shows that it is up.
    var text = ""
    while text.count(where: { $0 == "\n" }) < 2 {
      var bytes = [UInt8](repeating: 0, count: 256)
      let count = read(output.readEnd, &bytes, bytes.count)
      if count <= 0 { break }
      text += String(decoding: bytes[..<count], as: UTF8.self)
    }
    let id = text.split(separator: "\n").compactMap { Int($0) }.first ?? 0
    #expect(id > 0, "\(text)")
    shell.signal(SIGKILL)
    _ = shell.wait()
    while isAlive(id) { try await Task.sleep(for: .milliseconds(20)) }
  }

  /// Whether a process runs, and is not only a dead one that nobody has waited for.
  private func isAlive(_ id: Int) -> Bool {
    guard let file = fopen("/proc/\(id)/stat", "r") else { return false }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 512)
    guard fgets(&buffer, 512, file) != nil else { return false }
    let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return !text.contains(") Z ")
  }
}
