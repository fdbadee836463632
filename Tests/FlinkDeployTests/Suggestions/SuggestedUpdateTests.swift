import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("New fields in an update", .endsIfStuck)
struct SuggestedUpdateTests {
  private static let fields: JSONObject = [
    "sample_messages": [["order_id": 1, "status": "NEW", "couponCode": "a"], ["order_id": 2, "status": "NEW"]]
  ]
  private static let statement = "ALTER TABLE \"public\".\"orders\"\n  ADD COLUMN \"coupon_code\" text;"

  @Test("without a column are shown with the statement that adds one, whether something changes or not")
  func shown() async throws {
    try await DeployedOrders.with([
      "columns": .null, "sample_messages": [["order_id": 1, "status": "NEW"]],
    ]) { orders in
      var arguments = Self.fields
      arguments["dry_run"] = true
      let plan = await orders.update(arguments)
      #expect(plan["outcome"] == "succeeded", "\(JSON.object(plan).text)")
      #expect(plan["suggested_ddl"]?.string == Self.statement)
      #expect(plan.warningCodes.contains("columns_suggested"))
      let unchanged = await orders.update(Self.fields)
      #expect(unchanged.warningCodes.contains("unchanged"), "\(JSON.object(unchanged).text)")
      #expect(unchanged["suggested_ddl"]?.string == Self.statement)
      arguments = Self.fields
      arguments["resources"] = ["parallelism": 2]
      let changed = await orders.update(arguments)
      #expect(changed["version"] == 2, "\(JSON.object(changed).text)")
      #expect(changed["suggested_ddl"]?.string == Self.statement)
      #expect(changed.warningCodes.contains("columns_suggested"))
      let status = await orders.status()
      #expect(!status.warningCodes.contains("columns_suggested"))
    }
  }

  @Test("of a table that does not exist are shown with the statement that creates it")
  func missing() async throws {
    try await DeployedOrders.with { orders in
      let result = await orders.update(["hologres_table": "nope", "dry_run": true])
      #expect(result.errorCode == "unknown_table", "\(JSON.object(result).text)")
      #expect(result["suggested_ddl"]?.string?.contains("CREATE TABLE \"public\".\"nope\" (") == true)
    }
  }
}
