import AliyunFlinkEmulator
import JSONCoding
import ModelContextProtocol
import Postgres
import Sandbox
import TestSupport
import Testing
import ToolSchemas

@testable import FlinkDeploy

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Jobs without an ID", .endsIfStuck)
struct JobListTests {
  private func caller() -> Caller { Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in }) }

  private func deploy(_ name: String, _ application: Application) async -> JSON {
    .object(
      await GenerateAndDeploy(application: application, caller: caller()).run([
        "topic": "orders", "hologres_table": "orders", "wait_seconds": 30, "name": .string(name),
        "columns": [["name": "order_id", "type": "BIGINT"]],
      ]).document)
  }

  private func list(_ application: Application, _ arguments: JSONObject = [:]) async -> JSON {
    .object(await GetJobStatus(application: application, caller: caller()).run(arguments).document)
  }

  @Test("are listed with the verdict of their newest reading, without a call of the API")
  func verdicts() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let jobs = [await deploy("a", application), await deploy("b", application)]
        fixture.emulator.play(.crashLoop, job: jobs[0]["job_id"]?.string ?? "")
        let seen = await GetJobStatus(application: application, caller: caller()).run([
          "job_id": jobs[0]["job_id"] ?? .null, "observe_seconds": 8,
        ]).document
        let before = fixture.emulator.requestCounts.values.reduce(0, +)
        let list = await list(application)
        #expect(fixture.emulator.requestCounts.values.reduce(0, +) == before)
        #expect(list["outcome"] == "succeeded" && list["next_cursor"] == .null, "\(list.text)")
        #expect(list["jobs"]?.array?.map { $0["deployment_name"] } == ["b", "a"])
        #expect(list["jobs"]?.array?.map { $0["verdict"] } == ["UNKNOWN", JSON.object(seen)["health"]?["verdict"]])
        #expect(list["jobs"]?.array?.allSatisfy { $0["status"] == "RUNNING" } == true)
        let document = try #require(
          ToolSchemas.documents.compactMap { try? JSON.parse($0) }.first { $0["name"] == "get_job_status" })
        let schema = try #require(document["outputSchema"])
        #expect(JSONSchema(schema).violations(in: list).isEmpty)
      }
    }
  }

  @Test("come in pages of 50, and a cursor leads to each job once")
  func pages() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        _ = await deploy("first", application)
        // Rows as other processes write them.
        _ = try await fixture.store.query(
          """
          insert into aliyun_flink_jobs (status, workspace_id, namespace, deployment_name)
          select 'DEPLOYED', workspace_id, namespace, 'n' || i from aliyun_flink_jobs, generate_series(1, 119) i
          where workspace_id = '\(fixture.workspaceID)'
          """)
        var (ids, sizes, cursor): ([Int], [Int], JSON) = ([], [], .null)
        repeat {
          let page = await list(application, cursor.isNull ? [:] : ["cursor": cursor])
          let jobs = page["jobs"]?.array ?? []
          sizes.append(jobs.count)
          ids += jobs.compactMap { $0["aliyun_job_id"]?.int }
          cursor = page["next_cursor"] ?? .null
          #expect(page.text.utf8.count < 16_384)
        } while !cursor.isNull && sizes.count < 9
        #expect(sizes == [50, 50, 20])
        #expect(ids == ids.sorted(by: >) && Set(ids).count == 120)
      }
    }
  }

  @Test("two IDs, and a wait without an ID, are refused")
  func refused() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        for arguments: JSONObject in [
          ["job_id": "j", "deployment_id": "d"], ["observe_seconds": 5], ["wait_for": ["RUNNING"]], ["cursor": "x"],
        ] {
          #expect(await list(application, arguments)["error"]?["code"] == "invalid_arguments")
        }
      }
    }
  }

  @Test("are a table for people, and one JSON object for programs")
  func command() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        _ = await deploy("a", application)
      }
      let environment = fixture.environment
      let table = try await Program.run("flink-deploy", ["status"], environment: environment)
      #expect(table.ending == .exited(0), "\(table.error)")
      #expect(table.output.hasPrefix("RECORD  VERDICT  STATUS"))
      #expect(!table.output.contains("{"))
      let json = try await Program.run("flink-deploy", ["status", "--json"], environment: environment)
      #expect(try JSON.parse(json.output)["jobs"]?.array?.first?["verdict"] == "UNKNOWN")
    }
  }

  @Test(
    "the live view, --observe and --history need an ID", arguments: [["--watch"], ["--history"], ["--observe", "5"]])
  func usage(_ flags: [String]) async throws {
    let run = try await Program.run("flink-deploy", ["status"] + flags, environment: ["PATH": "/usr/bin"])
    #expect(run.ending == .exited(64))
    #expect(run.error.contains(flags[0]))
  }

  @Test(
    "the live view prints a line for each reading without a terminal, and ends with the job", arguments: [false, true])
  func watch(_ isJSON: Bool) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      let job = try await fixture.withApplication { application in await deploy("a", application) }
      let program = try Program(
        "flink-deploy", ["status", job["job_id"]?.string ?? "", "--watch"] + (isJSON ? ["--json"] : []),
        environment: fixture.environment)
      let first = await program.nextLine() ?? ""
      #expect(isJSON ? try JSON.parse(first)["status"] == "RUNNING" : first.contains("  RUNNING  "), "\(first)")
      fixture.emulator.stopByHand(job["job_id"]?.string ?? "")
      program.endInput()
      let run = await program.wait()
      #expect(run.ending == .exited(0), "\(run.error)")
      #expect(run.output.contains("CANCELLED"))
      #expect(!run.output.contains("\u{1B}"))
    }
  }

  @Test("Ctrl-C ends the live view with exit code 0, and an unknown job with 1")
  func interrupted() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      let job = try await fixture.withApplication { application in await deploy("a", application) }
      let program = try Program(
        "flink-deploy", ["status", job["deployment_id"]?.string ?? "", "--watch"], environment: fixture.environment)
      #expect(await program.nextLine()?.contains("RUNNING") == true)
      program.child.signal(SIGINT)
      #expect(await program.wait().ending == .exited(0))
      let unknown = try await Program.run("flink-deploy", ["status", "j", "--watch"], environment: fixture.environment)
      #expect(unknown.ending == .exited(1))
      #expect(unknown.output.contains("not found"), "\(unknown.output)")
    }
  }
}
