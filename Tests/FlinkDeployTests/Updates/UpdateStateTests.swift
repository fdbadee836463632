import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// What the new job starts from.
@Suite("The state of an update", .endsIfStuck)
struct UpdateStateTests {
  private static func update(_ state: String, _ orders: DeployedOrders) async -> JSONObject {
    await orders.update(["topic": "other", "state": .string(state)])
  }

  @Test("that does not fit is refused by default, and the remedy names the ways out")
  func keep() async throws {
    try await DeployedOrders.with { orders in
      let effects = orders.effects
      let result = await Self.update("KEEP", orders)
      #expect(result.errorCode == "incompatible_state", "\(JSON.object(result).text)")
      #expect(result["error"]?["rolled_back"] == .null)
      #expect(result.remedy.contains("OFFSETS"))
      #expect(result.remedy.contains("DISCARD"))
      #expect(result["compatibility"]?["verdict"] == "INCOMPATIBLE")
      #expect(result["compatibility"]?["reasons"]?.array?.first?.string?.contains("other") == true)
      #expect(result["changes"]?.array?.map { $0["what"] } == ["sql"])
      #expect(result["version"] == 1)
      #expect(orders.effects == effects)
    }
  }

  @Test("can be given up for the committed offsets; the savepoint is taken all the same")
  func offsets() async throws {
    try await DeployedOrders.with { orders in
      try await orders.waitForCheckpoint()
      let result = await Self.update("OFFSETS", orders)
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      try Self.expectDiscarded(result, orders)
      #expect(orders.sql.contains("'topic' = 'other'"))
      #expect(orders.sql.contains("'scan.startup.mode' = 'group-offsets'"))
    }
  }

  @Test("cannot be given up for offsets before the first checkpoint has committed them")
  func offsetsTooEarly() async throws {
    try await DeployedOrders.with { orders in
      // A job of the emulator completes its first checkpoint after two seconds, so a busy machine may need several.
      for _ in 0..<20 {
        let result = await orders.update(["topic": "other", "state": "OFFSETS", "dry_run": true])
        if try await orders.checkpoints() == 0 {
          #expect(result.errorCode == "no_committed_offsets", "\(JSON.object(result).text)")
          #expect(result["error"]?["rolled_back"] == .null)
          #expect(!result.remedy.isEmpty)
          return
        }
        _ = await orders.stop()
        _ = await orders.start()
      }
      Issue.record("each job had completed a checkpoint before the answer came")
    }
  }

  @Test("can be discarded; the savepoint is taken all the same")
  func discard() async throws {
    try await DeployedOrders.with { orders in
      let result = await Self.update("DISCARD", orders)
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      try Self.expectDiscarded(result, orders)
      #expect(orders.sql.contains("'topic' = 'other'"))
      #expect(orders.sql.contains("'scan.startup.mode' = 'earliest-offset'"))
    }
  }

  @Test("of a stopped deployment stays, and the next step names the start that discards it")
  func stopped() async throws {
    try await DeployedOrders.with { orders in
      _ = await orders.stop()
      let result = await Self.update("DISCARD", orders)
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result.warningCodes.contains("state_kept"))
      #expect(result["next_step"]?.string?.contains("NONE") == true)
      #expect(orders.jobStates == ["CANCELLED"])
      let kept = await orders.update(["resources": ["parallelism": 2]])
      #expect(!kept.warningCodes.contains("state_kept"))
      #expect(kept["next_step"]?.string?.contains("start_job") == true)
    }
  }

  @Test(
    "is discarded once by the same call, and again after the job was started again", arguments: ["DISCARD", "OFFSETS"])
  func repeated(_ state: String) async throws {
    try await DeployedOrders.with { orders in
      try await orders.waitForCheckpoint()
      let first = await Self.update(state, orders)
      #expect(first["outcome"] == "succeeded", "\(JSON.object(first).text)")
      let again = await Self.update(state, orders)
      #expect(again["outcome"] == "succeeded")
      #expect(again.warningCodes.contains("unchanged"), "\(JSON.object(again).text)")
      #expect(again["version"] == first["version"])
      #expect(again["job_id"] == first["job_id"])
      #expect(orders.jobStates == ["CANCELLED", "RUNNING"])
      _ = await orders.stop()
      _ = await orders.start()
      try await orders.waitForCheckpoint()
      let later = await Self.update(state, orders)
      #expect(!later.warningCodes.contains("unchanged"), "\(JSON.object(later).text)")
      #expect(orders.jobStates == ["CANCELLED", "CANCELLED", "CANCELLED", "RUNNING"])
    }
  }

  @Test("that is given up is named before it is, and options that need no state count")
  func announced() async throws {
    try await DeployedOrders.with { orders in
      let kept = await orders.update(["startup_mode": "latest-offset", "dry_run": true])
      #expect(!kept.warningCodes.contains("state_discarded"))
      #expect(kept["compatibility"]?["reasons"]?.array?.isEmpty == false, "\(JSON.object(kept).text)")
      let shown = await orders.update(["startup_mode": "latest-offset", "state": "DISCARD", "dry_run": true])
      #expect(shown.warningCodes.contains("state_discarded"), "\(JSON.object(shown).text)")
      #expect(shown["compatibility"]?["reasons"]?.array?.isEmpty == true, "\(JSON.object(shown).text)")
      #expect(shown["job_id"]?.string == orders.jobs.last?["jobId"]?.string)
      #expect(shown["status"] == "RUNNING")
    }
  }

  @Test("that was given up is there again after a failed start")
  func discardFailed() async throws {
    try await DeployedOrders.with { orders in
      let first = orders.sql
      orders.fixture.emulator.inject(Fault(.jobFails, operation: "StartJobWithParams"))
      let result = await Self.update("DISCARD", orders)
      #expect(result["error"]?["rolled_back"] == true, "\(JSON.object(result).text)")
      #expect(orders.jobStates == ["CANCELLED", "FAILED", "RUNNING"])
      let savepoint = try #require(result["savepoint_id"]?.string)
      #expect(orders.jobs.map { DeployedOrders.savepoint(of: $0) } == [nil, nil, savepoint])
      #expect(orders.sql == first)
    }
  }

  @Test("of a further table with the same columns is kept, and the table lacks what came before")
  func furtherTable() async throws {
    try await DeployedOrders.with { orders in
      let result = await orders.update(["more_tables": ["orders_copy"]])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result["compatibility"]?["verdict"] == "PARTIAL")
      #expect(result["compatibility"]?["reasons"]?.array?.first?.string?.contains("orders_copy") == true)
      #expect(result.warningCodes.contains("partial_state"))
      try UpdateTests.expectRestart(result, orders)
    }
  }

  @Test("does not fit a further table with other columns")
  func narrowTable() async throws {
    try await DeployedOrders.with { orders in
      let result = await orders.update(["more_tables": ["order_ids"]])
      #expect(result.errorCode == "incompatible_state", "\(JSON.object(result).text)")
      #expect(orders.jobStates == ["RUNNING"])
    }
  }

  @Test("does not fit an older engine")
  func downgrade() async throws {
    try await DeployedOrders.with(["engine_version": "vvr-11.1-jdk11-flink-1.20"]) { orders in
      let result = await orders.update(["engine_version": "vvr-8.0.11-flink-1.17"])
      #expect(result.errorCode == "incompatible_state", "\(JSON.object(result).text)")
      #expect(result["changes"]?.array?.map { $0["what"] } == ["engine_version"])
      #expect(orders.deployment["engineVersion"] == "vvr-11.1-jdk11-flink-1.20")
    }
  }

  /// Expects that the job was stopped with a savepoint, and that the next one started without state.
  private static func expectDiscarded(_ result: JSONObject, _ orders: DeployedOrders) throws {
    let savepoint = try #require(result["savepoint_id"]?.string)
    #expect(orders.fixture.emulator.state["savepoints"]?[savepoint]?["status"]?["state"] == "COMPLETED")
    #expect(orders.jobStates == ["CANCELLED", "RUNNING"])
    #expect(orders.jobs.last?["restoreStrategy"]?["kind"] == "NONE")
    #expect(result["version"] == 2)
    #expect(result["compatibility"]?["verdict"] == "INCOMPATIBLE")
  }
}
