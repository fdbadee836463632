import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("An update", .endsIfStuck)
struct UpdateTests {
  @Test("of the parallelism alone reaches the running job without a stop")
  func hot() async throws {
    try await DeployedOrders.with { orders in
      let result = await orders.update(["resources": ["parallelism": 2]])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result["status"] == "RUNNING")
      #expect(result["version"] == 2)
      #expect(result["previous_version"] == 1)
      #expect(result["savepoint_id"] == .null)
      #expect(result["outage_seconds"] == .null)
      #expect(result["changes"] == [["what": "resources.parallelism", "from": "1", "to": "2"]])
      #expect(result["compatibility"]?["verdict"] == "FULL")
      #expect(result.warningCodes == ["may_repeat_messages"])
      #expect(orders.jobStates == ["RUNNING"])
      #expect(result["job_id"] == orders.jobs.first?["jobId"])
      #expect(orders.parallelism == 2)
      let setting = orders.jobs.first?["streamingResourceSetting"]
      #expect(setting?["basicResourceSetting"]?["parallelism"] == 2)
      #expect(orders.effects["StopJob"] == nil)
    }
  }

  @Test("of the parallelism alone restarts the job on an engine before VVR 8.0.1")
  func olderEngine() async throws {
    try await DeployedOrders.with { orders in
      try await orders.edit(["engineVersion": "vvr-6.0.7-flink-1.15"])
      let result = await orders.update(["resources": ["parallelism": 2], "accept_drift": true])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(orders.effects["HotUpdateJob"] == nil)
      try Self.expectRestart(result, orders)
      #expect(orders.parallelism == 2)
    }
  }

  @Test("that the engine does not take without a stop restarts the job, and says why")
  func hotRefused() async throws {
    try await DeployedOrders.with { orders in
      // The emulator takes only the parallelism.
      let result = await orders.update(["checkpoint_interval_seconds": 30])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(orders.effects["HotUpdateJob"] == 1)
      #expect(result.warningCodes == ["hot_update_refused"])
      try Self.expectRestart(result, orders)
      #expect(orders.deployment["flinkConf"]?["execution.checkpointing.interval"] == "30s")
    }
  }

  @Test("of columns stops the job with a savepoint, and starts the new version from it")
  func columns() async throws {
    try await DeployedOrders.with { orders in
      let before = orders.sql
      let result = await orders.update(["columns": DeployedOrders.moreColumns])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result["compatibility"] == ["verdict": "FULL", "reasons": []])
      #expect(result["changes"]?.array?.map { $0["what"] } == ["sql"])
      try Self.expectRestart(result, orders)
      #expect(orders.sql.contains("`amount`"))
      #expect(!before.contains("`amount`"))
      #expect(orders.draftSQL == orders.sql)
      #expect(DeployedOrders.sql(of: orders.jobs.last ?? .null) == orders.sql)
    }
  }

  @Test("keeps given SQL until columns are given")
  func givenSQL() async throws {
    try await DeployedOrders.with { orders in
      let generated = orders.sql
      let script = generated.filtered
      #expect(script != generated)
      let given = await orders.update(["sql": .string(script)])
      #expect(given["outcome"] == "succeeded", "\(JSON.object(given).text)")
      #expect(orders.sql == script)
      let settings = await orders.update(["resources": ["parallelism": 2]])
      #expect(settings["outcome"] == "succeeded", "\(JSON.object(settings).text)")
      #expect(orders.sql == script)
      let columns = await orders.update(["columns": DeployedOrders.columns])
      #expect(columns["outcome"] == "succeeded", "\(JSON.object(columns).text)")
      #expect(orders.sql == generated)
      let versions = try await orders.versions()
      #expect(versions == ["4 CURRENT", "3 PREVIOUS", "2 PREVIOUS", "1 PREVIOUS"])
    }
  }

  @Test("changes SQL and settings together, with one stop")
  func together() async throws {
    try await DeployedOrders.with { orders in
      let result = await orders.update([
        "columns": DeployedOrders.moreColumns, "resources": ["parallelism": 3], "flink_conf": ["a.b": "c"],
      ])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      let changed = result["changes"]?.array?.compactMap { $0["what"]?.string }
      #expect(changed == ["sql", "resources.parallelism", "flink_conf.a.b"])
      try Self.expectRestart(result, orders)
      let job = orders.jobs.last
      #expect(job?["flinkConf"]?["a.b"] == "c")
      #expect(job?["streamingResourceSetting"]?["basicResourceSetting"]?["parallelism"] == 3)
      #expect(orders.effects["StopJob"] == 1)
    }
  }

  @Test("keeps what is left out, and removes what is null")
  func leftOut() async throws {
    let made: JSONObject = [
      "resources": ["parallelism": 2, "task_manager_memory": "8 GiB"], "flink_conf": ["a.b": "1", "c.d": "2"],
    ]
    try await DeployedOrders.with(made) { orders in
      let result = await orders.update([
        "resources": ["task_manager_cpu": 2], "flink_conf": ["a.b": .null, "e.f": true],
      ])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      let conf = orders.deployment["flinkConf"]
      #expect(conf?["a.b"] == nil)
      #expect(conf?["c.d"] == "2")
      #expect(conf?["e.f"] == true)
      #expect(conf?["execution.checkpointing.interval"] == "180s")
      let basic = orders.deployment["streamingResourceSetting"]?["basicResourceSetting"]
      #expect(basic?["parallelism"] == 2)
      #expect(basic?["taskmanagerResourceSettingSpec"]?["memory"] == "8 GiB")
      #expect(basic?["taskmanagerResourceSettingSpec"]?["cpu"] == 2)
      let changed = Set(result["changes"]?.array?.compactMap { $0["what"]?.string } ?? [])
      #expect(changed == ["resources.task_manager_cpu", "flink_conf.a.b", "flink_conf.e.f"])
    }
  }

  @Test("replaces a restart strategy with all of its numbers")
  func restartStrategy() async throws {
    let made: JSONObject = ["restart_strategy": ["type": "fixed-delay", "attempts": 3, "delay_seconds": 1]]
    try await DeployedOrders.with(made) { orders in
      let result = await orders.update(["restart_strategy": ["type": "none"]])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      let keys = orders.deployment["flinkConf"]?.object?.keys.filter { $0.hasPrefix("restart-strategy") }
      #expect(keys == ["restart-strategy"])
      #expect(orders.deployment["flinkConf"]?["restart-strategy"] == "none")
    }
  }

  @Test("without a restart makes only changes that a running job takes")
  func withoutRestart() async throws {
    try await DeployedOrders.with { orders in
      let effects = orders.effects
      let refused = await orders.update(["columns": DeployedOrders.moreColumns, "restart": "NEVER"])
      #expect(refused.errorCode == "restart_needed", "\(JSON.object(refused).text)")
      #expect(refused["error"]?["rolled_back"] == .null)
      #expect(refused["changes"]?.array?.map { $0["what"] } == ["sql"])
      #expect(orders.effects == effects)
      let hot = await orders.update(["resources": ["parallelism": 2], "restart": "NEVER"])
      #expect(hot["outcome"] == "succeeded", "\(JSON.object(hot).text)")
      #expect(orders.jobs.count == 1)
    }
  }

  @Test("without a restart is undone if the engine does not take it")
  func withoutRestartRefused() async throws {
    try await DeployedOrders.with { orders in
      let before = orders.deployment
      let result = await orders.update(["checkpoint_interval_seconds": 30, "restart": "NEVER"])
      #expect(result.errorCode == "restart_needed", "\(JSON.object(result).text)")
      #expect(result["error"]?["rolled_back"] == true)
      #expect(result["status"] == "RUNNING")
      #expect(result["version"] == 1)
      #expect(result["outage_seconds"] == .null)
      #expect(orders.deployment["flinkConf"] == before["flinkConf"])
      #expect(orders.jobStates == ["RUNNING"])
      let versions = try await orders.versions()
      #expect(versions == ["2 FAILED", "1 CURRENT"])
    }
  }

  @Test("of a deployment without a job starts none", arguments: [false, true])
  func withoutJob(_ isStopped: Bool) async throws {
    try await DeployedOrders.with(["start": .bool(isStopped)]) { orders in
      if isStopped { #expect(await orders.stop()["success"] == true) }
      let result = await orders.update(["columns": DeployedOrders.moreColumns, "resources": ["parallelism": 2]])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result["version"] == 2)
      #expect(result["savepoint_id"] == .null)
      #expect(result["outage_seconds"] == .null)
      #expect(orders.jobStates == (isStopped ? ["CANCELLED"] : []))
      #expect(orders.sql.contains("`amount`"))
      #expect(orders.parallelism == 2)
      let started = await orders.start()
      #expect(started["status"] == "RUNNING", "\(JSON.object(started).text)")
      #expect(DeployedOrders.sql(of: orders.jobs.last ?? .null).contains("`amount`"))
    }
  }

  @Test("of a deployment that does not exist is refused")
  func notFound() async throws {
    try await DeployedOrders.with(["start": false]) { orders in
      let result = await orders.update(["deployment_id": "00000000-0000-0000-0000-000000000000"])
      #expect(result.errorCode == "not_found", "\(JSON.object(result).text)")
      #expect(result["deployment_id"] == "00000000-0000-0000-0000-000000000000")
    }
  }

  /// Expects that one job was stopped with the savepoint that the next one started from.
  static func expectRestart(
    _ result: JSONObject, _ orders: DeployedOrders, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let savepoint = try #require(result["savepoint_id"]?.string, sourceLocation: sourceLocation)
    #expect(orders.jobStates == ["CANCELLED", "RUNNING"], sourceLocation: sourceLocation)
    #expect(DeployedOrders.savepoint(of: orders.jobs.last) == savepoint, sourceLocation: sourceLocation)
    #expect(result["job_id"] == orders.jobs.last?["jobId"], sourceLocation: sourceLocation)
    #expect(result["status"] == "RUNNING", sourceLocation: sourceLocation)
    let savepoints = orders.fixture.emulator.state["savepoints"]
    #expect(savepoints?[savepoint]?["jobId"] == orders.jobs.first?["jobId"], sourceLocation: sourceLocation)
    #expect(savepoints?[savepoint]?["status"]?["state"] == "COMPLETED", sourceLocation: sourceLocation)
    #expect((result["outage_seconds"]?.double ?? -1) > 0, sourceLocation: sourceLocation)
  }
}
