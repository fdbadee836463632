import AliyunFlink
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("What an export writes, applied", .endsIfStuck)
struct ManifestRoundTripTests {
  /// What has happened to a deployment before it is exported.
  enum Past: CaseIterable {
    case deployed, updated, updatedTwice, returned, withGivenSQL, stopped, notStarted, foreign, foreignStopped

    var isForeign: Bool { self == .foreign || self == .foreignStopped }
  }

  private static let settings: JSONObject = [
    "name": "my orders", "resources": ["parallelism": 2, "task_manager_cpu": 1.5], "checkpoint_interval_seconds": 60,
    "restart_strategy": ["type": "fixed-delay", "attempts": 3], "flink_conf": ["table.exec.state.ttl": "36 h"],
  ]

  @Test("changes nothing, whether deployments are kept or updated", arguments: Past.allCases)
  func unchanged(_ past: Past) async throws {
    var arguments = Self.settings
    if past == .notStarted { arguments["start"] = false }
    try await DeployedOrders.with(arguments) { orders in
      try await Self.live(past, orders)
      let export = try await ExportReader(orders.application).named(["my orders"])
      let text = export.text(Voice(.english, .commands))
      for policy in ["KEEP", "UPDATE"] {
        let plan = await Self.apply(text, ["if_exists": .string(policy), "dry_run": true], orders)
        #expect(plan["outcome"] == "succeeded", "\(policy) \(plan.shown)\n\(text)")
        #expect(plan.results("action") == ["unchanged"], "\(policy) \(plan.shown)\n\(text)")
        #expect(plan.results("deployment_id") == [orders.id])
        #expect(plan["results"]?.array?.first?["warnings"]?.array?.contains { $0["code"] == "kept" } == false)
        let before = orders.effects
        let applied = await Self.apply(text, ["if_exists": .string(policy), "wait_seconds": 60], orders)
        #expect(applied["counts"]?["unchanged"] == 1, "\(policy) \(applied.shown)")
        #expect(orders.effects == before)
      }
    }
  }

  @Test("of several deployments that write the same rows changes nothing", arguments: ["KEEP", "UPDATE"])
  func sameRows(_ policy: String) async throws {
    try await DeployedOrders.with(Self.settings) { orders in
      for (name, topic) in [("again", "orders"), ("other topic", "clicks")] {
        let arguments: JSONObject = [
          "topic": .string(topic), "hologres_table": "orders", "name": .string(name), "columns": DeployedOrders.columns,
          "wait_seconds": 30,
        ]
        let made = await GenerateAndDeploy(application: orders.application, caller: orders.caller).run(arguments)
        #expect(made.outcome == .succeeded)
      }
      let text = try await ExportReader(orders.application).all().text(Voice(.english, .commands))
      let before = orders.effects
      let plan = await Self.apply(text, ["if_exists": .string(policy), "dry_run": true], orders)
      #expect(plan.results("action") == ["unchanged", "unchanged", "unchanged"], "\(plan.shown)\n\(text)")
      let applied = await Self.apply(text, ["if_exists": .string(policy), "wait_seconds": 60], orders)
      #expect(applied["counts"]?["unchanged"] == 3, "\(applied.shown)")
      let more = text + "  - {topic: members, hologres_table: orders}\n"
      let refused = await Self.apply(more, ["if_exists": .string(policy)], orders)
      #expect(refused.errorCode == "duplicate_pipeline", "\(refused.shown)")
      #expect(orders.effects == before)
    }
  }

  @Test("is refused for a deployment of others that is another one", arguments: ["KEEP", "UPDATE"])
  func foreign(_ policy: String) async throws {
    try await DeployedOrders.with(Self.settings) { orders in
      try await Self.live(.foreign, orders)
      let text = try await ExportReader(orders.application).named(["my orders"]).text(Voice(.english, .commands))
      let other = text.replacing("parallelism: 2", with: "parallelism: 4")
      #expect(other != text)
      let before = orders.effects
      let plan = await Self.apply(other, ["if_exists": .string(policy), "dry_run": true], orders)
      #expect(plan.results("action") == ["refused"], "\(plan.shown)")
      #expect(plan.resultCodes == ["name_taken"])
      let applied = await Self.apply(other, ["if_exists": .string(policy), "wait_seconds": 60], orders)
      #expect(applied.resultCodes == ["name_taken"], "\(applied.shown)")
      #expect(orders.effects == before)
      #expect(orders.fixture.cloud == (1, 1, 1))
    }
  }

  private static func updates(_ past: Past, _ orders: DeployedOrders) -> [JSONObject] {
    let first: JSONObject = ["columns": DeployedOrders.moreColumns, "resources": ["parallelism": 4]]
    return switch past {
    case .updated: [first]
    case .updatedTwice: [first, ["checkpoint_interval_seconds": 30]]
    case .returned: [first, ["version": 1]]
    case .withGivenSQL: [["sql": .string(orders.sql.filtered)]]
    default: []
    }
  }

  private static func live(_ past: Past, _ orders: DeployedOrders) async throws {
    switch past {
    case .deployed, .notStarted: break
    case .updated, .updatedTwice, .returned, .withGivenSQL:
      for change in Self.updates(past, orders) {
        let updated = await orders.update(change)
        #expect(updated["success"] == true, "\(updated.shown)")
      }
    case .stopped: _ = await orders.stop()
    case .foreign, .foreignStopped:
      if past == .foreignStopped { _ = await orders.stop() }
      // As if a person had created it.
      try await orders.edit(["labels": [:]])
      for table in ["aliyun_flink_job_versions", "aliyun_flink_jobs", "flink_operations"] {
        let own = orders.fixture.workspaceID
        try await orders.fixture.store.query(
          "update \(table) set workspace_id = 'not \(own)' where workspace_id = '\(own)'")
      }
    }
  }

  private static func apply(
    _ text: String, _ options: JSONObject, _ orders: DeployedOrders
  ) async -> JSONObject {
    await DeployPipelines(application: orders.application, caller: orders.caller, queue: nil)
      .run(options) { () async throws(Failure) in
        try await ManifestFile(text).arguments(options, beside: orders.application)
      }.document
  }
}
