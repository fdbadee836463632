import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Fields without a column", .endsIfStuck)
struct SuggestedColumnsTests {
  private static let table = "create table orders (order_id bigint primary key, status text)"
  private static let messages = [
    #"{"order_id":1,"status":"NEW","userId":7,"items":[{"sku":"a"}]}"#, #"{"order_id":2,"status":"PAID","userId":8}"#,
  ]

  @Test("are added by one statement, which a dry run shows and a deploy does not")
  func dryRun() async throws {
    try await MissingTarget.with("columns", tables: [Self.table]) { target in
      let plan = await target.dryRun(Self.messages, into: "orders")
      #expect(plan["outcome"] == "succeeded", "\(JSON.object(plan).text)")
      #expect(
        plan.suggestedDDL == """
          ALTER TABLE "public"."orders"
            ADD COLUMN "user_id" bigint,
            ADD COLUMN "items" jsonb;
          """)
      #expect(plan.warning("columns_suggested")?["subject"] == "public.orders")
      #expect(plan.warning("columns_suggested")?["message"]?.string?.contains("suggested_ddl") == true)
      let deployed = await target.deploy(Self.messages, into: "orders").document
      #expect(deployed["outcome"] == "succeeded", "\(JSON.object(deployed).text)")
      #expect(deployed.suggestedDDL == nil)
      #expect(!deployed.warningCodes.contains("columns_suggested"))
      try await target.run(try #require(plan.suggestedDDL))
      let again = await target.dryRun(Self.messages, into: "orders", ["name": "again"])
      #expect(again.suggestedDDL == nil)
      #expect(!again.warningCodes.contains("not_written"))
      #expect(again.lossyColumns.isEmpty)
    }
  }

  @Test("are not suggested where another table takes them")
  func otherTable() async throws {
    let tables = [Self.table, "create table users (user_id bigint, items jsonb)"]
    try await MissingTarget.with("columns of two tables", tables: tables) { target in
      let plan = await target.dryRun(Self.messages, into: "orders", ["more_tables": ["users"]])
      #expect(plan["outcome"] == "succeeded", "\(JSON.object(plan).text)")
      #expect(plan.suggestedDDL == nil)
    }
  }

  @Test("of a call that is refused for another column are suggested all the same")
  func refused() async throws {
    try await MissingTarget.with("refused", tables: [Self.table]) { target in
      let messages = [#"{"order_id":true,"note":"a"}"#]
      let result = await target.deploy([#"{"order_id":"x","note":"a"}"#] + messages, into: "orders").document
      #expect(result.errorCode == "incompatible_types", "\(JSON.object(result).text)")
      #expect(result.suggestedDDL?.contains("ADD COLUMN \"note\" text") == true)
    }
  }
}
