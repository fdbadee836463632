import AliyunFlink
import AliyunFlinkEmulator
import Deployments
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// Edits in the Flink console since the recorded version.
@Suite("An update after an edit in the console", .endsIfStuck)
struct UpdateDriftTests {
  private static let parallelism: JSONObject = ["resources": ["parallelism": 2]]

  @Test("of the settings is refused with the differences", arguments: [false, true])
  func settings(_ isDryRun: Bool) async throws {
    try await DeployedOrders.with { orders in
      try await orders.edit(configuration: ["a.b": "x", "execution.checkpointing.interval": "60s"])
      let effects = orders.effects
      var arguments = Self.parallelism
      arguments["dry_run"] = .bool(isDryRun)
      let result = await orders.update(arguments)
      #expect(result.errorCode == "drift", "\(JSON.object(result).text)")
      #expect(result["error"]?["rolled_back"] == .null)
      #expect(result["compatibility"]?["verdict"] != nil)
      let changes = result["changes"]?.array ?? []
      #expect(
        changes.map { $0["what"] } == ["flink_conf.a.b", "flink_conf.execution.checkpointing.interval"])
      #expect(changes.map { $0["to"] } == ["x", "60s"])
      #expect(orders.effects == effects)
      let versions = try await orders.versions()
      #expect(versions == ["1 CURRENT"])
    }
  }

  @Test("of the SQL is refused with the differences")
  func sql() async throws {
    try await DeployedOrders.with { orders in
      try await orders.edit(sql: orders.sql.filtered)
      let result = await orders.update(Self.parallelism)
      #expect(result.errorCode == "drift", "\(JSON.object(result).text)")
      let changes = result["changes"]?.array ?? []
      #expect(changes.map { $0["what"] } == ["sql"])
      #expect(changes.first?["to"]?.string?.contains("'OLD'") == true)
      #expect(changes.first?["from"]?.string?.contains("'OLD'") == false)
    }
  }

  @Test("of settings and SQL is recorded first on request, and can be returned to")
  func accepted() async throws {
    try await DeployedOrders.with { orders in
      let edited = orders.sql.filtered
      try await orders.edit(sql: edited)
      try await orders.edit(configuration: ["a.b": "x"])
      var arguments = Self.parallelism
      arguments["accept_drift"] = true
      let result = await orders.update(arguments)
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result["version"] == 3)
      #expect(result["previous_version"] == 2)
      // The edit stays, since the call does not describe the pipeline.
      #expect(orders.sql == edited)
      #expect(orders.deployment["flinkConf"]?["a.b"] == "x")
      let versions = try await orders.recorded()
      #expect(versions.map(\.status) == [.current, .previous, .previous])
      #expect(versions[1].spec.sql == edited)
      #expect(versions[1].spec.flinkConf["a.b"] == "x")
      #expect(versions[2].spec.sql != edited)
      #expect(await orders.update(Self.parallelism).warningCodes.contains("unchanged"))
      let first = await orders.update(["version": 1])
      #expect(first["outcome"] == "succeeded", "\(JSON.object(first).text)")
      #expect(orders.sql == versions[2].spec.sql)
      #expect(orders.deployment["flinkConf"]?["a.b"] == nil)
      let back = await orders.update(["version": 2])
      #expect(back["outcome"] == "succeeded", "\(JSON.object(back).text)")
      #expect(orders.sql == edited)
      #expect(orders.deployment["flinkConf"]?["a.b"] == "x")
    }
  }

  @Test("is none for other spellings and for defaults that the platform adds")
  func spellings() async throws {
    try await DeployedOrders.with(["resources": ["task_manager_memory": "16 GiB"]]) { orders in
      var setting = orders.deployment["streamingResourceSetting"]?["basicResourceSetting"]?.object ?? [:]
      setting["taskmanagerResourceSettingSpec"] = ["cpu": 1.0, "memory": "16GiB"]
      try await orders.edit([
        "streamingResourceSetting": ["resourceSettingMode": "BASIC", "basicResourceSetting": .object(setting)],
        "labels": ["team": "sales"],
      ])
      try await orders.edit(configuration: [
        "execution.checkpointing.interval": "3 min", "execution.checkpointing.mode": "EXACTLY_ONCE",
      ])
      let result = await orders.update(["resources": ["parallelism": 2]])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result["changes"]?.array?.map { $0["what"] } == ["resources.parallelism"])
      let versions = try await orders.versions()
      #expect(versions == ["2 CURRENT", "1 PREVIOUS"])
    }
  }

  @Test("of the draft alone is refused; on request the deployed SQL is recorded and the draft replaced")
  func draft() async throws {
    try await DeployedOrders.with { orders in
      let deployed = orders.sql
      try await orders.edit(sql: deployed.filtered, isDeployed: false)
      #expect(orders.sql == deployed)
      let refused = await orders.update(Self.parallelism)
      #expect(refused.errorCode == "drift", "\(JSON.object(refused).text)")
      #expect(orders.draftSQL == deployed.filtered)
      var arguments = Self.parallelism
      arguments["accept_drift"] = true
      let result = await orders.update(arguments)
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(orders.sql == deployed)
      #expect(orders.draftSQL == deployed)
      #expect(orders.parallelism == 2)
      let versions = try await orders.versions()
      #expect(versions == ["3 CURRENT", "2 PREVIOUS", "1 PREVIOUS"])
      #expect(result.warningCodes.contains("draft_replaced"))
    }
  }

  @Test("of a deployment that another client made is refused, and then recorded on request")
  func foreign() async throws {
    try await DeployedOrders.with { orders in
      let client = try orders.application.apiClient()
      let script = orders.sql.filtered
      let draft = try await client.call(
        .createDeploymentDraft(
          name: "foreign", sql: script, dependencies: [], engineVersion: "vvr-8.0.11-flink-1.17", labels: [:]))
      _ = try await client.call(
        .deployDeploymentDraftAsync(draft: draft.id, target: "default-queue", skipValidate: false))
      var id = ""
      while id.isEmpty { id = try await client.call(.getDeploymentsByName("foreign")).first?.id ?? "" }
      let foreign = DeployedOrders(fixture: orders.fixture, application: orders.application, id: id)
      let refused = await foreign.update(Self.parallelism)
      #expect(refused.errorCode == "drift", "\(JSON.object(refused).text)")
      #expect(refused["version"] == .null)
      #expect(foreign.parallelism == 1)
      var arguments = Self.parallelism
      arguments["accept_drift"] = true
      let result = await foreign.update(arguments)
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result["version"] == 2)
      #expect(result["previous_version"] == 1)
      #expect(foreign.parallelism == 2)
      let versions = try await foreign.recorded()
      #expect(versions.map(\.spec.sql) == [script, script])
      let unknown = await foreign.update(["columns": DeployedOrders.columns])
      #expect(unknown.errorCode == "pipeline_unknown", "\(JSON.object(unknown).text)")
    }
  }
}
