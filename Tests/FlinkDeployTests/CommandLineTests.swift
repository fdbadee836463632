import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The command line")
struct CommandLineTests {
  private static let columns = [
    "--column", "order_id:BIGINT", "--column", "amount:DECIMAL(18, 2)", "--column", "status:STRING",
  ]

  @Test("deploys, prints IDs and RUNNING, and finds the job again")
  func deploys() async throws {
    try await Fixture.with { fixture in
      let run = try await Program.run(
        "flink-deploy", ["deploy", "orders", "public.orders", "--json"] + Self.columns, environment: fixture.environment
      )
      #expect(run.ending == .exited(0), "\(run.error)")
      let result = try JSON.parse(run.output)
      #expect(result["status"] == "RUNNING")
      #expect(result["deployment_id"]?.string != nil)
      #expect(fixture.cloud == (1, 1, 1))
      let list = try await Program.run("flink-deploy", ["status", "--json"], environment: fixture.environment)
      let jobs = try JSON.parse(list.output)["jobs"]?.array
      #expect(jobs?.count == 1)
      #expect(jobs?.first?["status"] == "RUNNING")
      let rows = try await fixture.store.query("select status, job_id, deployment_id from aliyun_flink_jobs")
      #expect(try rows.first?.string("job_id") == result["job_id"]?.string)
    }
  }

  @Test("stops a job by the deployment's id with a savepoint, and starts it again under a new job id")
  func stopsAndStarts() async throws {
    try await Fixture.with { fixture in
      let deployed = try JSON.parse(
        try await Program.run(
          "flink-deploy", ["deploy", "orders", "orders", "--json"] + Self.columns, environment: fixture.environment
        ).output)
      let id = deployed["deployment_id"]?.string ?? ""
      let stopped = try await Program.run("flink-deploy", ["stop", id, "--json"], environment: fixture.environment)
      #expect(try JSON.parse(stopped.output)["status"] == "CANCELLED", "\(stopped.error)")
      let savepoints = fixture.emulator.state["savepoints"]?.object?.members ?? []
      #expect(savepoints.map { $0.value["savepointOrigin"] } == ["STOP_WITH_SAVEPOINT"])
      let started = try await Program.run("flink-deploy", ["start", id, "--json"], environment: fixture.environment)
      let result = try JSON.parse(started.output)
      #expect(result["status"] == "RUNNING")
      #expect(result["job_id"] != deployed["job_id"])
    }
  }

  @Test("exits with 75 when the wait ends first, and recover finishes the work", .endsIfStuck)
  func waitEnds() async throws {
    try await Fixture.with(durations: .init(ticket: 300, start: 300, stop: 30)) { fixture in
      let run = try await Program.run(
        "flink-deploy", ["deploy", "orders", "orders", "--json", "--wait", "0"] + Self.columns,
        environment: fixture.environment)
      #expect(run.ending == .exited(75))
      #expect(try JSON.parse(run.output)["outcome"] == "in_progress")
      let recovered = try await Program.run("flink-deploy", ["recover", "--json"], environment: fixture.environment)
      #expect(recovered.ending == .exited(0), "\(recovered.error)")
      #expect(
        try JSON.parse(recovered.output)["recovered"]?.array?.first?["status"] == "RUNNING", "\(recovered.output)")
      #expect(fixture.cloud == (1, 1, 1))
    }
  }

  @Test("Ctrl-C during a deploy removes what was made", .endsIfStuck)
  func interrupt() async throws {
    try await Fixture.with(durations: .init(ticket: 3000, start: 30, stop: 30)) { fixture in
      let program = try Program(
        "flink-deploy", ["deploy", "orders", "orders", "--json"] + Self.columns, environment: fixture.environment)
      // A ticket that takes its time: the signal meets the deploy in the middle.
      while fixture.emulator.requestCounts["GetDeployDeploymentDraftResult", default: 0] == 0 {
        try await Task.sleep(for: .milliseconds(5))
      }
      program.child.signal(SIGINT)
      program.endInput()
      let run = await program.wait()
      let result = try JSON.parse(run.output)
      #expect(result["status"] == "ROLLED_BACK", "\(run.error)")
      #expect(result["error"]?["code"] == "cancelled")
      #expect(fixture.cloud.deployments == 0)
      #expect(fixture.cloud.drafts == 0)
    }
  }

  @Test(
    "ends with 64 and names the setting that is malformed",
    arguments: [
      ("ALIYUN_ENDPOINT", "http://example.com"), ("DATABASE_URL", "mysql://x"), ("FLINK_DEPLOY_POLL_INTERVAL", "fast"),
      ("KAFKA_SECURITY_PROTOCOL", "sasl"), ("HOLOGRES_ENDPOINT", "nowhere"), ("FLINK_DEPLOY_LOG_LEVEL", "loud"),
      ("FLINK_HOLOGRES_PASSWORD_SECRET", "pa$$word"), ("ALIYUN_REGION", "cn hangzhou"),
    ])
  func malformedSetting(_ variable: String, _ value: String) async throws {
    for arguments in [["status"], ["serve"]] {
      let run = try await Program.run(
        "flink-deploy", arguments, environment: ["PATH": "/usr/bin", variable: value])
      #expect(run.ending == .exited(64))
      #expect(run.error.contains(variable))
      #expect(run.output.isEmpty)
    }
  }

  @Test(
    "rejects a malformed command line with 64",
    arguments: [
      ["deploy"], ["deploy", "orders"], ["deploy", "a", "b", "--column", "x"],
      ["deploy", "a", "b", "--startup-mode", "now"], ["deploy", "a", "b", "--startup-offset", "0:42"],
      ["deploy", "a", "b", "--startup-offset", "0=-1"],
      ["deploy", "a", "b", "--startup-offset", "0=5", "--startup-offset", "0=7"],
      ["deploy", "a", "b", "--column", "created_at::timestamp"],
      ["start"], ["nonsense"], ["deploy", "a", "b", "--samples", "/no/such/file"],
    ])
  func usage(_ arguments: [String]) async throws {
    let run = try await Program.run("flink-deploy", arguments, environment: ["PATH": "/usr/bin"])
    #expect(run.ending == .exited(64))
    #expect(run.error.contains("Usage") || run.error.contains("usage"))
  }

  @Test("SIGTERM during a deploy leaves it, at whatever moment, and the command ends well", arguments: 1...12)
  func terminated(_ requests: Int) async throws {
    try await Fixture.with(durations: .init(ticket: 200, start: 3_600_000, stop: 30), sharesStore: true) { fixture in
      let program = try Program(
        "flink-deploy", ["deploy", "orders", "orders"] + Self.columns, environment: fixture.environment)
      while fixture.emulator.requestCounts.values.reduce(0, +) < requests {
        try await Task.sleep(for: .milliseconds(1))
      }
      program.child.signal(SIGTERM)
      program.endInput()
      let run = await program.wait()
      #expect(run.ending == .exited(75), "\(run.error)")
      #expect(!run.error.contains("rash"), "\(run.error)")
    }
  }

  @Test("takes a job by its row, its deployment by its name, and either by its id")
  func subjects() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      let environment = fixture.environment
      func run(_ arguments: [String]) async throws -> JSON {
        try JSON.parse(try await Program.run("flink-deploy", arguments + ["--json"], environment: environment).output)
      }
      let made = try await run(["deploy", "orders", "orders", "--name", "my orders"] + Self.columns)
      let row = "\(made["aliyun_job_id"]?.int ?? 0)"
      for subject in ["my orders", row, made["deployment_id"]?.string ?? "", made["job_id"]?.string ?? ""] {
        let status = try await run(["status", subject])
        #expect(status["job_id"] == made["job_id"], "\(subject): \(status.text)")
        let history = try await run(["status", "--history", subject])
        #expect(history.array?.isEmpty == false, "\(subject)")
      }
      for (stop, start) in [("my orders", row), (row, "my orders")] {
        let stopped = try await run(["stop", stop])
        #expect(stopped["status"] == "CANCELLED", "\(stopped.text)")
        let started = try await run(["start", start])
        #expect(started["status"] == "RUNNING", "\(started.text)")
        if start == "my orders" { break }
        _ = try await run(["stop", started["job_id"]?.string ?? ""])
        _ = try await run(["start", made["deployment_id"]?.string ?? ""])
      }
    }
  }

  @Test("the doctor reports which system does not respond, Kafka too")
  func doctor() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      var environment = fixture.environment
      environment["KAFKA_BOOTSTRAP_SERVERS"] = "127.0.0.1:1"
      let run = try await Program.run("flink-deploy", ["doctor", "--json"], environment: environment)
      let bad = try JSON.parse(run.output).array?.filter { $0["state"] == "bad" }.compactMap { $0["code"]?.string }
      #expect(bad == ["kafka"], "\(run.output)")
      #expect(run.ending == .exited(1))
    }
  }

  @Test("names each missing setting and its remedy")
  func missingSettings() async throws {
    let run = try await Program.run(
      "flink-deploy", ["doctor"], environment: ["PATH": "/usr/bin", "HOME": "/nonexistent"])
    #expect(run.ending == .exited(1))
    for name in ["ALIYUN_FLINK_WORKSPACE_ID", "ALIYUN_FLINK_NAMESPACE", "ALIYUN_REGION", "DATABASE_URL"] {
      #expect(run.output.contains(name))
    }
  }

  @Test("links no full Foundation, and no library that is loaded on demand")
  func linkage() async throws {
    let ldd = try ChildProcessOutput.of(["/usr/bin/ldd", Program.path(of: "flink-deploy")])
    #expect(ldd.contains("libc.so"))
    for library in ["libFoundation.so", "lib_FoundationICU.so", "libcurl", "libpq", "librdkafka", "libyaml"] {
      #expect(!ldd.contains(library), "\(library)")
    }
  }
}

/// Output of a command that ends by itself.
enum ChildProcessOutput {
  static func of(_ command: [String]) throws -> String {
    let pipe = try Pipe()
    let child = try ChildProcess(command, environment: ["PATH": "/usr/bin:/bin"], streams: .init(output: pipe.writeEnd))
    close(pipe.writeEnd)
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(pipe.readEnd, &chunk, chunk.count)
      if count <= 0 { break }
      text += chunk[..<count]
    }
    close(pipe.readEnd)
    _ = child.wait()
    return String(decoding: text, as: UTF8.self)
  }
}
