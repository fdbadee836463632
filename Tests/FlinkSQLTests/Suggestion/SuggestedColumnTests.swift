import FlinkSQL
import PipelineTypes
import Testing

@Suite("Suggested columns")
struct SuggestedColumnTests {
  private static func unwritten(_ schema: MessageSchema, _ table: TargetTable) throws -> [String] {
    try ColumnMapping(schema, into: table).notes.filter { $0.code == "not_written" }.flatMap(\.names)
  }

  private static func adding(_ columns: SuggestedColumns, to table: TargetTable) -> TargetTable {
    TargetTable(
      name: table.name,
      columns: table.columns
        + columns.columns.map { .init(name: $0.name, databaseType: $0.type.catalogName, isNullable: true) },
      primaryKey: table.primaryKey)
  }

  @Test("are added for fields without a column in one statement, and then every field is written")
  func statement() throws {
    let schema = try Pipelines.schema([#"{"id":1,"userId":7,"note":"a","items":[{"sku":"a"}]}"#])
    let table = Pipelines.table(["id": "bigint!", "note": "text"], key: ["id"])
    let names = try Self.unwritten(schema, table)
    let columns = try #require(SuggestedColumns(for: names, of: schema, in: table))
    #expect(
      columns.statement == """
        ALTER TABLE "public"."t"
          ADD COLUMN "user_id" bigint,
          ADD COLUMN "items" jsonb;
        """)
    let changed = Self.adding(columns, to: table)
    #expect(try Self.unwritten(schema, changed).isEmpty)
    #expect(try Suggestions.losses(of: schema, in: changed).isEmpty)
  }

  @Test("keep the name of a field where a column with nearly the same name has another field")
  func similar() throws {
    let schema = try Pipelines.schema([#"{"user_id":1,"userId":7}"#])
    let table = Pipelines.table(["user_id": "bigint"])
    let names = try Self.unwritten(schema, table)
    let columns = try #require(SuggestedColumns(for: names, of: schema, in: table))
    #expect(columns.columns.map(\.name) == ["userId"])
    #expect(try Self.unwritten(schema, Self.adding(columns, to: table)).isEmpty)
  }

  @Test("are added to the partitioned table that the target is a part of, and to no view")
  func kinds() throws {
    let schema = try Pipelines.schema([#"{"id":1,"n":2}"#])
    let parent = TableName(schema: "public", table: "parent")
    let columns = [TargetTable.Column(name: "id", databaseType: "bigint", isNullable: true)]
    let partition = TargetTable(
      name: Pipelines.tableName, columns: columns, primaryKey: [],
      memberships: [
        PartitionMembership(parent: Pipelines.tableName, columns: ["id"], bound: "DEFAULT"),
        PartitionMembership(parent: parent, columns: ["id"], bound: "DEFAULT"),
      ])
    #expect(SuggestedColumns(for: ["n"], of: schema, in: partition)?.table == parent)
    let view = TargetTable(name: parent, kind: .readOnly(.view), columns: columns, primaryKey: [])
    #expect(SuggestedColumns(for: ["n"], of: schema, in: view) == nil)
  }

  @Test("do not exist where a name is too long for a column")
  func long() throws {
    let name = String(repeating: "x", count: 64)
    let schema = try Pipelines.schema(["{\"id\":1,\"\(name)\":2}"])
    let table = Pipelines.table(["id": "bigint"])
    #expect(SuggestedColumns(for: [name], of: schema, in: table) == nil)
  }
}
