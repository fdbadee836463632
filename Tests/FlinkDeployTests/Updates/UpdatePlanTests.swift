import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// What an update would do, and calls that are bound to it.
@Suite("The plan of an update", .endsIfStuck)
struct UpdatePlanTests {
  private static let columns: JSONObject = ["columns": DeployedOrders.moreColumns]

  private static func plan(_ orders: DeployedOrders, _ arguments: JSONObject = columns) async throws -> JSONObject {
    var arguments = arguments
    arguments["dry_run"] = true
    return await orders.update(arguments)
  }

  private static func apply(
    _ digest: JSON?, _ orders: DeployedOrders, _ arguments: JSONObject = columns
  ) async -> JSONObject {
    var arguments = arguments
    arguments["plan_digest"] = digest
    return await orders.update(arguments)
  }

  @Test("shows changes, SQL and compatibility, and changes nothing")
  func dryRun() async throws {
    try await DeployedOrders.with { orders in
      let (sql, effects) = (orders.sql, orders.effects)
      let plan = try await Self.plan(orders)
      #expect(plan["outcome"] == "succeeded", "\(JSON.object(plan).text)")
      #expect(plan["deployment_id"]?.string == orders.id)
      #expect(plan["version"] == 1)
      #expect(plan["compatibility"]?["verdict"] == "FULL")
      #expect(plan["changes"]?.array?.map { $0["what"] } == ["sql"])
      #expect(plan["flink_sql"]?.string?.contains("`amount`") == true)
      #expect(plan["sql_diff"]?.string?.contains("\n+  `amount` DECIMAL(18, 2),\n") == true)
      #expect(plan["plan_digest"]?.string?.count == 64)
      #expect(plan["next_step"]?.string?.isEmpty == false)
      #expect(orders.sql == sql)
      #expect(orders.effects == effects)
      let versions = try await orders.versions()
      #expect(versions == ["1 CURRENT"])
    }
  }

  @Test("has an empty difference for settings, and one in settings for an earlier version")
  func settingsAndVersions() async throws {
    try await DeployedOrders.with(["start": false]) { orders in
      let settings = try await Self.plan(orders, ["resources": ["parallelism": 2]])
      #expect(settings["sql_diff"] == "", "\(JSON.object(settings).text)")
      _ = await orders.update(Self.columns)
      let earlier = try await Self.plan(orders, ["version": 1])
      #expect(earlier["sql_diff"]?.string?.contains("\n-  `amount` DECIMAL(18, 2),\n") == true)
    }
  }

  @Test("shows a refusal with what would be refused")
  func refused() async throws {
    try await DeployedOrders.with { orders in
      let plan = try await Self.plan(orders, ["topic": "other"])
      #expect(plan.errorCode == "incompatible_state", "\(JSON.object(plan).text)")
      #expect(plan["compatibility"]?["verdict"] == "INCOMPATIBLE")
      #expect(plan["compatibility"]?["reasons"]?.array?.isEmpty == false)
      #expect(plan["sql_diff"]?.string?.contains("+  'topic' = 'other',") == true)
    }
  }

  @Test("of SQL that Alibaba Cloud rejects says so")
  func invalid() async throws {
    try await DeployedOrders.with(["start": false]) { orders in
      let plan = try await Self.plan(
        orders, ["sql": "CREATE TEMPORARY TABLE t (a INT) WITH ('connector' = 'print');", "state": "DISCARD"])
      #expect(plan.errorCode == "invalid_sql", "\(JSON.object(plan).text)")
    }
  }

  @Test("binds a call; the same call after success answers that nothing changes")
  func bound() async throws {
    try await DeployedOrders.with { orders in
      let digest = try await Self.plan(orders)["plan_digest"]
      let result = await Self.apply(digest, orders)
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result["version"] == 2)
      let jobs = orders.jobs.count
      let again = await Self.apply(digest, orders)
      #expect(again["outcome"] == "succeeded", "\(JSON.object(again).text)")
      #expect(again.warningCodes.contains("unchanged"))
      #expect(again["version"] == 2)
      #expect(orders.jobs.count == jobs)
    }
  }

  /// What happens between a dry run and the call.
  enum Meanwhile: CaseIterable {
    case settings, sql, version, otherArguments
  }

  @Test("is another one after a change, and the call is refused", arguments: Meanwhile.allCases)
  func changed(_ meanwhile: Meanwhile) async throws {
    try await DeployedOrders.with { orders in
      let digest = try await Self.plan(orders)["plan_digest"]
      var arguments = Self.columns
      switch meanwhile {
      case .settings: try await orders.edit(configuration: ["a.b": "c"])
      case .sql: try await orders.edit(sql: orders.sql.filtered)
      case .version: _ = await orders.update(["resources": ["parallelism": 2]])
      case .otherArguments: arguments["resources"] = ["parallelism": 2]
      }
      let effects = orders.effects
      let result = await Self.apply(digest, orders, arguments)
      #expect(result.errorCode == "plan_changed", "\(JSON.object(result).text)")
      #expect(result["error"]?["rolled_back"] == .null)
      #expect(!result.remedy.isEmpty)
      #expect(orders.effects == effects)
    }
  }

  @Test("does not depend on whether the job runs")
  func stopped() async throws {
    try await DeployedOrders.with { orders in
      let digest = try await Self.plan(orders)["plan_digest"]
      _ = await orders.stop()
      let result = await Self.apply(digest, orders)
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(orders.jobStates == ["CANCELLED"])
    }
  }

  @Test("of what is there already changes nothing, however often", arguments: [false, true])
  func unchanged(_ isDryRun: Bool) async throws {
    try await DeployedOrders.with { orders in
      var arguments = Self.columns
      arguments["resources"] = ["parallelism": 2]
      let first = await orders.update(arguments)
      let effects = orders.effects
      arguments["dry_run"] = .bool(isDryRun)
      for _ in 0..<2 {
        let again = await orders.update(arguments)
        #expect(again["outcome"] == "succeeded", "\(JSON.object(again).text)")
        #expect(again.warningCodes.contains("unchanged"))
        #expect(again["version"] == 2)
        #expect(again["changes"] == [])
        #expect(again["compatibility"]?["verdict"] == "FULL")
        if !isDryRun { #expect(again["job_id"] == first["job_id"]) }
      }
      #expect(orders.effects == effects)
      let versions = try await orders.versions()
      #expect(versions == ["2 CURRENT", "1 PREVIOUS"])
    }
  }
}
