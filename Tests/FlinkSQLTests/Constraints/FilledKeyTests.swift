import FlinkSQL
import PipelineTypes
import Testing

@Suite("Keys that the database fills in")
struct FilledKeyTests {
  private typealias Filling = TargetTable.Column.Filling

  private func table(_ tenant: TargetTable.Column.Filling, key: [String], id: TargetTable.Column.Filling = .none)
    -> TargetTable
  {
    TargetTable(
      name: Pipelines.tableName,
      columns: [
        .init(name: "tenant", databaseType: "text", isNullable: false, filling: tenant),
        .init(name: "id", databaseType: "bigint", isNullable: false, filling: id),
        .init(name: "v", databaseType: "text", isNullable: true),
      ], primaryKey: key)
  }

  @Test(
    "The written columns are the key where the database makes no new one",
    arguments: [Pipelines.vvr8, Pipelines.vvr11], [Filling.byDefault, .alwaysByExpression])
  func written(_ engine: EngineVersion, _ filling: TargetTable.Column.Filling) throws {
    let schema = try Pipelines.schema([#"{"id":1,"v":"a"}"#])
    let table = table(filling, key: ["tenant", "id"])
    let mapping = try ColumnMapping(schema, into: table, engine: engine)
    #expect(mapping.primaryKey == ["id"])
    #expect(mapping.keyFilledIn == ["tenant"])
    #expect(mapping.notes.tableFacts == [.keyFilledIn(written: ["id"], filled: ["tenant"])])
    let sql = try Pipelines.sql(schema, into: table, engine: engine)
    #expect(sql.contains("PRIMARY KEY (`id`) NOT ENFORCED"))
    #expect(sql.contains(engine == Pipelines.vvr8 ? "'insertorupdate'" : "'INSERT_OR_UPDATE'"))
  }

  @Test(
    "Only columns that count are said to be generated",
    arguments: [Filling.bySequence, .alwaysBySequence, .byVolatileDefault])
  func generated(_ filling: TargetTable.Column.Filling) throws {
    let schema = try Pipelines.schema([#"{"v":"a"}"#])
    let mapping = try ColumnMapping(schema, into: table(.byDefault, key: ["tenant", "id"], id: filling))
    #expect(mapping.primaryKey.isEmpty)
    #expect(mapping.notes.tableFacts == [.keyGenerated(key: ["id"])])
  }

  @Test(
    "A key of which nothing is written is refused",
    arguments: [(Filling.byDefault, ConversionFault.keyRepeats), (.alwaysByExpression, .keyComputed)])
  func refused(_ filling: TargetTable.Column.Filling, _ reason: ConversionFault) throws {
    let review = ColumnReview(try Pipelines.schema([#"{"id":1,"v":"a"}"#]), into: table(filling, key: ["tenant"]))
    #expect(review.refused.map(\.name) == ["tenant"])
    #expect(review.refused.map(\.reason) == [reason])
    #expect(review.problem?.code == "missing_fields")
  }

  @Test("Changes need the whole key")
  func changes() throws {
    let schema = try Pipelines.schema([
      #"{"op":"c","before":null,"after":{"id":1,"v":"a"},"source":{"db":"d","table":"t"},"ts_ms":1}"#
    ])
    #expect(throws: PipelineProblem.changesWithoutKey(Pipelines.tableName, .debezium, .filledIn(["tenant"]))) {
      try Pipelines.sql(schema, into: table(.byDefault, key: ["tenant", "id"]))
    }
  }

  @Test(
    "Kinds of types that the connector refuses are refused by name",
    arguments: [TypeKind.domain, .composite, .range, .multirange, .pseudo])
  func kinds(_ kind: TypeKind) throws {
    let table = TargetTable(
      name: Pipelines.tableName,
      columns: [
        .init(name: "id", databaseType: "bigint", isNullable: false),
        .init(name: "v", databaseType: "integer", isNullable: true, typeKind: kind),
      ], primaryKey: ["id"])
    let review = ColumnReview(try Pipelines.schema([#"{"id":1,"v":1}"#]), into: table)
    #expect(review.refused.map(\.reason) == [.typeKindRefused(kind)])
    #expect(review.refused.map(\.databaseType) == ["integer"])
    #expect(ColumnReview(try Pipelines.schema([#"{"id":1}"#]), into: table).problem == nil)
  }

  @Test("Enums are sent as text and checked")
  func enums() throws {
    let table = TargetTable(
      name: Pipelines.tableName,
      columns: [.init(name: "v", databaseType: "integer", isNullable: true, typeKind: .enumeration)], primaryKey: [])
    let mapping = try ColumnMapping(Pipelines.schema(values: ["\"G\""]), into: table)
    #expect(mapping.columns.map(\.type) == [.string])
    #expect(mapping.notes.facts(about: "v") == [.checkedByDatabase])
  }
}
