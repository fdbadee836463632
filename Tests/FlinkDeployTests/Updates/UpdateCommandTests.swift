import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("The commands update, rollback and versions", .endsIfStuck)
struct UpdateCommandTests {
  private static let columns = ["--column", "order_id:BIGINT", "--column", "status:STRING"]
  private static let moreColumns = columns + ["--column", "amount:DECIMAL(18, 2)"]
  private static let untilRunning = ["--wait-until", "RUNNING"]

  /// Runs `body` with the ID of a deployment whose job runs.
  private static func withDeployment(
    durations: EmulatorConfiguration.Durations = .init(ticket: 20, start: 30, stop: 30),
    _ body: (Fixture, _ id: String) async throws -> Void
  ) async throws {
    try await Fixture.with(durations: durations, sharesStore: true) { fixture in
      let made = try await run(["deploy", "orders", "orders", "--name", "my orders"] + columns, fixture)
      try await body(fixture, try #require(made.result["deployment_id"]?.string, "\(made.error)"))
    }
  }

  /// Runs a command with `--json`.
  private static func run(
    _ arguments: [String], _ fixture: Fixture, settings: [String: String] = [:]
  ) async throws -> (result: JSON, code: ChildProcess.Ending, error: String) {
    let ended = try await Program.run(
      "flink-deploy", arguments + ["--json"], environment: fixture.environment.merging(settings) { $1 })
    return ((try? JSON.parse(ended.output)) ?? .null, ended.ending, ended.error)
  }

  @Test("change a deployment, list its versions, and return to the one before")
  func course() async throws {
    try await Self.withDeployment { fixture, id in
      let updated = try await Self.run(["update", id] + Self.moreColumns + Self.untilRunning, fixture)
      #expect(updated.code == .exited(0), "\(updated.error)")
      #expect(updated.result["version"] == 2, "\(updated.result.text)")
      #expect(updated.result["status"] == "RUNNING")
      let returned = try await Self.run(["rollback", id] + Self.untilRunning, fixture)
      #expect(returned.code == .exited(0), "\(returned.error)")
      #expect(returned.result["version"] == 3, "\(returned.result.text)")
      let listed = try await Self.run(["versions", id], fixture)
      #expect(listed.code == .exited(0), "\(listed.error)")
      let versions = listed.result.array ?? []
      #expect(versions.map { $0["version"] } == [3, 2, 1])
      #expect(versions.map { $0["status"] } == ["CURRENT", "PREVIOUS", "PREVIOUS"])
      #expect(versions.map { $0["restored_from"] } == [1, .null, .null])
      #expect(fixture.cloud == (1, 1, 1))
    }
  }

  @Test("take the deployment by its name, and the number of a job record")
  func subjects() async throws {
    try await Self.withDeployment { fixture, id in
      let named = try await Self.run(["update", "my orders", "--parallelism", "2"] + Self.untilRunning, fixture)
      #expect(named.result["deployment_id"]?.string == id, "\(named.result.text)\(named.error)")
      #expect(named.result["version"] == 2)
      let record = "\(named.result["aliyun_job_id"]?.int ?? 0)"
      let returned = try await Self.run(["rollback", record] + Self.untilRunning, fixture)
      #expect(returned.result["version"] == 3, "\(returned.result.text)\(returned.error)")
      let listed = try await Self.run(["versions", "my orders"], fixture)
      #expect(listed.result.array?.count == 3, "\(listed.error)")
    }
  }

  @Test("show the difference of two versions, for people and for programs")
  func difference() async throws {
    try await Self.withDeployment { fixture, id in
      _ = try await Self.run(
        ["update", id, "--parallelism", "2"] + Self.moreColumns + Self.untilRunning, fixture)
      let shown = try await Program.run(
        "flink-deploy", ["versions", id, "--diff", "1", "2"], environment: fixture.environment)
      #expect(shown.ending == .exited(0), "\(shown.error)")
      #expect(shown.output.contains("--- version 1\n+++ version 2\n"))
      #expect(shown.output.contains("\n+  `amount` DECIMAL(18, 2),\n"))
      #expect(shown.output.contains("resources.parallelism"))
      let document = try await Self.run(["versions", id, "--diff", "2", "1"], fixture).result
      #expect(document["sql_diff"]?.string?.contains("\n-  `amount` DECIMAL(18, 2),\n") == true)
      #expect(document["changes"] == [["what": "resources.parallelism", "from": "2", "to": "1"]])
      let unknown = try await Program.run(
        "flink-deploy", ["versions", id, "--diff", "1", "9"], environment: fixture.environment)
      #expect(unknown.ending == .exited(1))
      #expect(unknown.error.contains("no version 9"))
    }
  }

  @Test("apply exactly the plan of a dry run")
  func plan() async throws {
    try await Self.withDeployment { fixture, id in
      let plan = try await Self.run(["update", id, "--dry-run"] + Self.moreColumns + Self.untilRunning, fixture)
      #expect(plan.code == .exited(0), "\(plan.error)")
      let digest = try #require(plan.result["plan_digest"]?.string, "\(plan.result.text)")
      let other = try await Self.run(
        ["update", id, "--plan-digest", digest, "--parallelism", "2"] + Self.moreColumns + Self.untilRunning, fixture)
      #expect(other.code == .exited(1))
      #expect(other.result["error"]?["code"] == "plan_changed", "\(other.result.text)")
      let applied = try await Self.run(
        ["update", id, "--plan-digest", digest] + Self.moreColumns + Self.untilRunning, fixture)
      #expect(applied.code == .exited(0), "\(applied.error)")
      #expect(applied.result["version"] == 2, "\(applied.result.text)")
    }
  }

  @Test("exit with 75 when the wait ends first, and recover finishes the work")
  func waitEnds() async throws {
    try await Self.withDeployment(durations: .init(ticket: 300, start: 300, stop: 300)) { fixture, id in
      let begun = try await Self.run(["update", id, "--wait", "0"] + Self.moreColumns + Self.untilRunning, fixture)
      #expect(begun.code == .exited(75), "\(begun.error)")
      #expect(begun.result["outcome"] == "in_progress")
      let recovered = try await Self.run(["recover"], fixture)
      #expect(recovered.code == .exited(0), "\(recovered.error)")
      let listed = try await Self.run(["versions", id], fixture)
      #expect(listed.result.array?.map { $0["status"] } == ["CURRENT", "PREVIOUS"], "\(listed.result.text)")
    }
  }

  @Test("exit with 1 and name the failure of an update that was undone")
  func failed() async throws {
    try await Self.withDeployment { fixture, id in
      fixture.emulator.inject(Fault(.jobFails, operation: "StartJobWithParams"))
      let update = ["update", id] + Self.moreColumns + Self.untilRunning
      let failed = try await Self.run(update, fixture)
      #expect(failed.code == .exited(1))
      #expect(failed.result["error"]?["rolled_back"] == true, "\(failed.result.text)")
      #expect(failed.result["version"] == 1)
      #expect(failed.result["status"] == "RUNNING")
      fixture.emulator.inject(Fault(.jobFails, operation: "StartJobWithParams"))
      let shown = try await Program.run("flink-deploy", update, environment: fixture.environment)
      #expect(shown.ending == .exited(1))
      #expect(shown.output.contains("job_failed"))
      #expect(!shown.output.contains("{\""), "\(shown.output)")
    }
  }

  @Test("return to a version with the savepoint with which it was left")
  func stateOfVersion() async throws {
    try await Self.withDeployment { fixture, id in
      let updated = try await Self.run(["update", id] + Self.moreColumns + Self.untilRunning, fixture)
      let savepoint = try #require(updated.result["savepoint_id"]?.string, "\(updated.result.text)")
      let returned = try await Self.run(
        ["rollback", id, "--to", "1", "--with-state-of-version"] + Self.untilRunning, fixture)
      #expect(returned.code == .exited(0), "\(returned.error)")
      let job = fixture.emulator.state["jobs"]?[returned.result["job_id"]?.string ?? ""]
      #expect(job?["restoreStrategy"]?["savepointId"]?.string == savepoint)
    }
  }

  @Test("exit with 1 if the deployment has only one version, and name it")
  func nothingBefore() async throws {
    try await Self.withDeployment { fixture, id in
      let returned = try await Self.run(["rollback", id], fixture)
      #expect(returned.code == .exited(1))
      #expect(returned.result["error"]?["code"] == "unknown_version", "\(returned.result.text)")
      #expect(returned.result["error"]?["message"]?.string?.contains("version 0") == false)
      let unknown = try await Self.run(["rollback", id, "--to", "7"], fixture)
      #expect(unknown.code == .exited(1))
      #expect(unknown.result["error"]?["remedy"]?.string?.contains("1") == true, "\(unknown.result.text)")
      for command in ["update", "rollback", "versions"] {
        let unknown = try await Program.run("flink-deploy", [command, "nothing"], environment: fixture.environment)
        #expect(unknown.ending == .exited(1), "\(command)")
        #expect((unknown.output + unknown.error).contains("nothing"), "\(command)")
      }
    }
  }

  @Test("change nothing in the read-only mode, but show what they would")
  func readOnly() async throws {
    try await Self.withDeployment { fixture, id in
      let settings = ["FLINK_DEPLOY_READ_ONLY": "true"]
      let update = ["update", id, "--parallelism", "2"]
      #expect(try await Self.run(update, fixture, settings: settings).code == .exited(1))
      #expect(try await Self.run(["rollback", id], fixture, settings: settings).code == .exited(1))
      let plan = try await Self.run(update + ["--dry-run"], fixture, settings: settings)
      #expect(plan.code == .exited(0), "\(plan.error)")
      #expect(fixture.emulator.requestCounts["UpdateDeployment"] == nil)
    }
  }

  @Test(
    "reject a malformed command line with 64",
    arguments: [
      ["update"], ["update", "x", "--state", "KEPT"], ["update", "x", "--state", "version"],
      ["update", "x", "--restart", "LATER"],
      ["update", "x", "--wait-until", "DONE"], ["update", "x", "--parallelism", "0"],
      ["update", "x", "--column", "a"], ["update", "x", "--name", "y"], ["update", "x", "--no-start"],
      ["rollback"], ["rollback", "x", "--to", "0"], ["rollback", "x", "--to", "y"], ["versions"],
      ["versions", "x", "--diff", "1"], ["versions", "x", "--diff", "1", "2", "3"],
      ["versions", "x", "--diff", "1", "y"],
    ])
  func usage(_ arguments: [String]) async throws {
    let run = try await Program.run("flink-deploy", arguments, environment: ["PATH": "/usr/bin"])
    #expect(run.ending == .exited(64), "\(run.error)")
    #expect(run.error.contains("Usage") || run.error.contains("usage"))
  }
}
