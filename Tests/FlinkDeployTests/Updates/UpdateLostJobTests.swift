import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// Jobs that end or change while a deployment is updated, without the update.
@Suite("An update whose job goes its own way", .endsIfStuck)
struct UpdateLostJobTests {
  @Test("starts the version before from its latest state if the job has ended by itself")
  func endedMeanwhile() async throws {
    try await DeployedOrders.with { orders in
      let call = try await Self.updateWhoseJobEnds(orders)
      orders.fixture.emulator.clearFaults()
      let result = await call.value
      #expect(result.errorCode == "job_ended", "\(JSON.object(result).text)")
      #expect(result["error"]?["rolled_back"] == true)
      #expect(result["status"] == "RUNNING")
      #expect(result.warningCodes.contains("no_savepoint"))
      #expect(orders.jobStates == ["CANCELLED", "RUNNING"])
      #expect(orders.jobs.last?["restoreStrategy"]?["kind"] == "LATEST_STATE")
      #expect(!orders.sql.contains("`amount`"))
      let versions = try await orders.versions()
      #expect(versions == ["2 FAILED", "1 CURRENT"])
    }
  }

  @Test("stops the job that a person has started meanwhile, so that one runs")
  func startedMeanwhile() async throws {
    try await DeployedOrders.with { orders in
      let call = try await Self.updateWhoseJobEnds(orders)
      #expect(orders.fixture.emulator.startByHand(orders.id) != nil)
      orders.fixture.emulator.clearFaults()
      let result = await call.value
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(orders.jobStates == ["CANCELLED", "CANCELLED", "RUNNING"])
      #expect(DeployedOrders.savepoint(of: orders.jobs.last) == result["savepoint_id"]?.string)
      #expect(result["savepoint_id"]?.string != nil)
    }
  }

  @Test("is refused if a person has changed the deployment since the plan")
  func editedMeanwhile() async throws {
    try await DeployedOrders.with { orders in
      let emulator = orders.fixture.emulator
      emulator.inject(Fault(.hold, operation: "ListJobs"))
      let begun = await orders.update(["columns": DeployedOrders.moreColumns, "wait_seconds": 0])
      #expect(begun["outcome"] == "in_progress", "\(JSON.object(begun).text)")
      try await orders.edit(configuration: ["a.b": "c"])
      let call = Task { await orders.update(["columns": DeployedOrders.moreColumns]) }
      emulator.clearFaults()
      let result = await call.value
      #expect(result.errorCode == "drift", "\(JSON.object(result).text)")
      #expect(result["error"]?["rolled_back"] == .null)
      #expect(orders.deployment["flinkConf"]?["a.b"] == "c")
      #expect(!orders.sql.contains("`amount`"))
      #expect(orders.jobStates == ["RUNNING"])
    }
  }

  /// Begins an update that waits until the faults are cleared; its job has ended then.
  private static func updateWhoseJobEnds(_ orders: DeployedOrders) async throws -> Task<JSONObject, Never> {
    let emulator = orders.fixture.emulator
    emulator.inject(Fault(.hold, operation: "DeployDeploymentDraftAsync"))
    let call = Task { await orders.update(["columns": DeployedOrders.moreColumns]) }
    while orders.effects["DeployDeploymentDraftAsync"] != 2 { try await Task.sleep(for: .milliseconds(5)) }
    emulator.stopByHand(orders.jobs.first?["jobId"]?.string ?? "")
    while orders.jobStates != ["CANCELLED"] { try await Task.sleep(for: .milliseconds(5)) }
    return call
  }
}
