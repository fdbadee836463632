import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The plan of a batch", .endsIfStuck)
struct BatchPlanTests {
  /// What can become of a deployment that exists.
  enum Outcome: String, CaseIterable { case unchanged, update, adopt, drifted }

  @Test("shows for each pipeline what would become of it, and in sum", arguments: Outcome.allCases)
  func actions(_ outcome: Outcome) async throws {
    try await DeployedOrders.with { orders in
      var pipeline: JSONObject = ["topic": "orders", "hologres_table": "orders"]
      if outcome == .update || outcome == .adopt { pipeline["resources"] = ["parallelism": 3] }
      if outcome == .drifted { try await orders.edit(sql: orders.sql.filtered) }
      // As an earlier release has left it.
      if outcome == .adopt {
        try await orders.fixture.store.query(
          "delete from aliyun_flink_job_versions where deployment_id = '\(orders.id)'")
      }
      let before = orders.effects
      let plan = await BatchCalls.run(
        orders.application, [pipeline, BatchCalls.good(1), BatchCalls.bad(2)],
        ["if_exists": "UPDATE", "dry_run": true])
      #expect(plan.results("action") == [outcome.rawValue, "create", "refused"], "\(plan.shown)")
      #expect(plan.errorCode == "pipelines_failed")
      #expect(plan.resultCodes == [outcome == .drifted ? "drift" : "", "", "unknown_table"])
      for action in BatchPlan.Action.allCases {
        let expected = [outcome.rawValue, "create", "refused"].count { $0 == action.rawValue }
        #expect(plan["plan"]?[action.rawValue] == .int(expected), "\(action)")
      }
      if outcome == .update {
        let result = plan["results"]?.array?.first
        #expect(result?["changes"]?.array?.map { $0["what"] } == ["resources.parallelism"], "\(plan.shown)")
        #expect(result?["compatibility"]?["verdict"]?.string?.isEmpty == false)
      }
      #expect(orders.effects == before)
    }
  }
}
