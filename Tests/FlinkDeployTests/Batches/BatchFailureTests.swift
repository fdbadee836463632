import AliyunFlinkEmulator
import Deployments
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("A batch with a pipeline that fails", .endsIfStuck)
struct BatchFailureTests {
  private static let count = 5

  /// Five pipelines, one of which fails.
  private static func pipelines(failing: Int) -> [JSONObject] {
    (0..<count).map { $0 == failing ? BatchCalls.bad($0) : BatchCalls.good($0) }
  }

  @Test("goes on with the others", arguments: [0, 2, 4])
  func goesOn(_ failing: Int) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let result = await BatchCalls.run(application, Self.pipelines(failing: failing))
        #expect(result["outcome"] == "failed")
        #expect(result.errorCode == "pipelines_failed")
        #expect(result["counts"] == ["succeeded": 4, "unchanged": 0, "failed": 1, "in_progress": 0], "\(result.shown)")
        #expect(result.resultCodes[failing] == "unknown_table", "\(result.shown)")
        #expect(fixture.cloud == (4, 4, 4))
      }
    }
  }

  @Test("leaves those alone that have not begun", arguments: [0, 2, 4])
  func stops(_ failing: Int) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let result = await BatchCalls.run(
          application, Self.pipelines(failing: failing), ["on_failure": "STOP", "max_parallel": 1])
        let codes = result.resultCodes
        #expect(codes[..<failing].allSatisfy { $0.isEmpty }, "\(result.shown)")
        #expect(codes[(failing + 1)...].allSatisfy { $0 == "not_begun" }, "\(result.shown)")
        #expect(result.results("outcome")[failing...].allSatisfy { $0 == "failed" })
        #expect(fixture.cloud == (failing, failing, failing))
      }
    }
  }

  @Test("removes all that it has created", arguments: [0, 2, 4], [1, 8])
  func rollsBack(_ failing: Int, _ maxParallel: Int) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let result = await BatchCalls.run(
          application, Self.pipelines(failing: failing),
          ["on_failure": "ROLL_BACK_ALL", "max_parallel": .int(maxParallel)])
        let codes = result.resultCodes
        #expect(codes[..<failing].allSatisfy { $0 == "rolled_back" || maxParallel > 1 }, "\(result.shown)")
        #expect(codes[failing] == "unknown_table")
        #expect(codes.allSatisfy { ["rolled_back", "not_begun", "unknown_table"].contains($0) }, "\(result.shown)")
        #expect(fixture.cloud == (0, 0, 0))
        // The same pipelines can be deployed afterwards.
        let again = await BatchCalls.run(application, (0..<Self.count).map(BatchCalls.good))
        #expect(again["counts"]?["succeeded"] == 5, "\(again.shown)")
      }
    }
  }

  @Test(
    "returns what it has updated to the version before, and keeps what was there unchanged", arguments: [1, 8])
  func returnsUpdates(_ maxParallel: Int) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        _ = await BatchCalls.run(application, [BatchCalls.good(0), BatchCalls.good(1)])
        var changed = BatchCalls.good(1)
        changed["resources"] = ["parallelism": 3]
        changed["wait_until"] = "RUNNING"
        let result = await BatchCalls.run(
          application, [BatchCalls.good(0), changed, BatchCalls.good(2), BatchCalls.bad(3)],
          ["on_failure": "ROLL_BACK_ALL", "if_exists": "UPDATE", "max_parallel": .int(maxParallel)])
        #expect(result.resultCodes.last == "unknown_table", "\(result.shown)")
        #expect(result.resultCodes[0].isEmpty, "\(result.shown)")
        #expect(result.resultCodes[1...2].allSatisfy { ["rolled_back", "not_begun"].contains($0) }, "\(result.shown)")
        #expect(result["error"]?["rolled_back"] == true)
        #expect(fixture.cloud == (2, 2, 2))
        let parallelisms = (fixture.emulator.state["deployments"]?.object?.members ?? []).map {
          $0.value["streamingResourceSetting"]?["basicResourceSetting"]?["parallelism"]?.int ?? 1
        }
        #expect(parallelisms == [1, 1])
        // With all at once, the update may not have begun before another one failed.
        guard result.resultCodes[1] == "rolled_back" else { return }
        let id = try #require(result["results"]?.array?[1]["deployment_id"]?.string)
        let versions = try await application.deployments().versions(ofDeployment: id)
        #expect(versions.map(\.number) == [3, 2, 1])
        #expect(versions.first?.record.restoredFrom == 1)
      }
    }
  }

  @Test("waits for a deployment that another operation holds")
  func waits() async throws {
    try await Fixture.with(durations: .init(ticket: 20, start: 800, stop: 30), sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        var other = BatchCalls.good(0)
        other["columns"] = BatchCalls.moreColumns
        other["wait_seconds"] = 0
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        let first = await GenerateAndDeploy(application: application, caller: caller).run(other).document
        #expect(first["outcome"] == "in_progress")
        let result = await BatchCalls.run(application, [BatchCalls.good(0)])
        #expect(result["counts"]?["unchanged"] == 1, "\(result.shown)")
        #expect(fixture.cloud == (1, 1, 1))
      }
    }
  }

  @Test("is refused before it begins if the deployments need more than their queue has")
  func quota() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let pipelines = (0..<Self.count).map(BatchCalls.good)
        let resources: JSON = ["parallelism": 1000, "task_manager_cpu": 16]
        let defaults: JSON = ["columns": BatchCalls.columns, "resources": resources]
        let plan = await BatchCalls.run(application, pipelines, ["defaults": defaults, "dry_run": true])
        #expect(plan["plan"]?["cpu"]?.double ?? 0 > 80_000, "\(plan.shown)")
        let result = await BatchCalls.run(application, pipelines, ["defaults": defaults])
        let isLimited = plan.warningCodes.contains("quota_exceeded")
        #expect((result.errorCode == "quota_exceeded") == isLimited, "\(result.shown)")
        if isLimited { #expect(fixture.cloud == (0, 0, 0)) }
      }
    }
  }
}
