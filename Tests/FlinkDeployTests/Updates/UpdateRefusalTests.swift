import AliyunFlinkEmulator
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

/// What is known to fail before anything is changed.
@Suite("A refused update", .endsIfStuck)
struct UpdateRefusalTests {
  private static let arguments: [(JSONObject, String)] = [
    (["engine_version": "vvr-99"], "unknown_engine_version"),
    (["columns": [["name": "order_id", "type": "JSON"]]], "invalid_type"),
    (["columns": [["name": "status", "type": "STRING"]]], "missing_fields"),
    (["hologres_table": "nope", "columns": DeployedOrders.columns], "unknown_table"),
    (["topic": "no such topic", "columns": DeployedOrders.columns], "invalid_topic"),
    (["startup_mode": "timestamp", "columns": DeployedOrders.columns], "invalid_arguments"),
    (["checkpoint_interval_seconds": 1e300], "invalid_arguments"),
    (["sql": "SELECT 1", "state": "DISCARD"], "invalid_sql"),
  ]

  @Test("has a code and a remedy, and changes nothing", arguments: arguments)
  func refused(_ arguments: JSONObject, _ code: String) async throws {
    try await DeployedOrders.with { orders in
      let (effects, before) = (orders.effects, orders.deployment)
      let result = await orders.update(arguments)
      #expect(result["outcome"] == "failed", "\(JSON.object(result).text)")
      #expect(result.errorCode == code, "\(JSON.object(result).text)")
      #expect(result["error"]?["rolled_back"] == .null)
      #expect(!result.remedy.isEmpty)
      #expect(result["deployment_id"]?.string == orders.id)
      #expect(orders.effects == effects)
      #expect(orders.deployment["flinkConf"] == before["flinkConf"])
      #expect(orders.jobStates == ["RUNNING"])
      let versions = try await orders.versions()
      #expect(versions == ["1 CURRENT"])
    }
  }

  @Test("names a secret that does not exist before the job is stopped", arguments: [false, true])
  func missingSecret(_ isDryRun: Bool) async throws {
    try await DeployedOrders.with { orders in
      let effects = orders.effects
      let script = orders.sql.replacing("secret_values.hologres_password", with: "secret_values.nobody_made_it")
      #expect(script != orders.sql)
      let result = await orders.update(["sql": .string(script), "dry_run": .bool(isDryRun)])
      #expect(result.errorCode == "missing_secret", "\(JSON.object(result).text)")
      #expect(result["error"]?["message"]?.string?.contains("nobody_made_it") == true)
      #expect(orders.effects == effects)
    }
  }

  @Test("repeats and stores no literal secret")
  func literalSecret() async throws {
    try await DeployedOrders.with { orders in
      let script = orders.sql.replacing("${secret_values.hologres_password}", with: "sesame-4711")
      let result = await orders.update(["sql": .string(script)])
      #expect(result.errorCode == "sql_lint", "\(JSON.object(result).text)")
      #expect(!JSON.object(result).text.contains("sesame-4711"))
      #expect(!orders.sql.contains("sesame-4711"))
      let kept = try await orders.fixture.store.query(
        "select 1 from flink_audit a where a::text like '%sesame-4711%' limit 1")
      #expect(kept.isEmpty)
    }
  }

  @Test("of given SQL for the committed offsets does not begin at another place")
  func offsetsOfGivenSQL() async throws {
    try await DeployedOrders.with { orders in
      try await orders.waitForCheckpoint()
      let effects = orders.effects
      // The script begins at the earliest offset, so that all messages would be read again.
      let result = await orders.update(["sql": .string(orders.sql.filtered), "state": "OFFSETS"])
      #expect(result["outcome"] == "failed", "\(JSON.object(result).text)")
      #expect(orders.effects == effects)
    }
  }
}
