import FlinkSQL
import PipelineTypes
import Testing

@Suite("Notes on the constraints of the table")
struct ContractNoteTests {
  private func mapping(_ messages: [String], _ table: TargetTable, engine: EngineVersion = Pipelines.vvr8) throws
    -> ColumnMapping
  {
    try ColumnMapping(Pipelines.schema(messages), into: table, engine: engine)
  }

  @Test("The database fills its own columns, and a sequence unless a field has its name")
  func filledIn() throws {
    let table = TargetTable(
      name: TableName(schema: "public", table: "t"),
      columns: [
        .init(name: "id", databaseType: "bigint", isNullable: false, filling: .alwaysBySequence),
        .init(name: "seq_no", databaseType: "integer", isNullable: false, filling: .bySequence),
        .init(name: "n", databaseType: "integer", isNullable: false, filling: .bySequence),
        .init(name: "v", databaseType: "bigint", isNullable: true),
      ], primaryKey: ["id"])
    let mapping = try mapping([#"{"id":1,"seqNo":2,"n":3,"v":4}"#], table)
    #expect(mapping.columns.map(\.name) == ["n", "v"])
    #expect(mapping.primaryKey.isEmpty)
    #expect(mapping.notes.tableFacts == [.keyGenerated(key: ["id"])])
    #expect(mapping.notes.columnFacts(about: "id") == [.alwaysFilledByDatabase])
    #expect(MessageSchema(assuming: [table]).fields.map(\.name) == ["v"])
  }

  @Test(
    "NULL is noted where the table takes none",
    arguments: [Pipelines.vvr8, Pipelines.vvr11])
  func nulls(_ engine: EngineVersion) throws {
    let table = Pipelines.table(["id": "bigint!", "n": "text!"], key: ["id"])
    let notes = try mapping([#"{"id":1,"n":"a"}"#, #"{"id":null,"n":null}"#, #"{"id":2}"#], table, engine: engine)
      .notes
    #expect(notes.columnFacts(about: "n") == [.nullStopsJob(field: "n", .missing(count: 2, total: 3))])
    #expect(notes.columnFacts(about: "id") == [.nullKeySkipped(field: "id", .missing(count: 1, total: 3))])
    #expect(notes.tableFacts == [.upserted(key: ["id"], .withinPartition)])
  }

  @Test(
    "A conversion that can make a value NULL is noted where the table takes none",
    arguments: [
      (["1714557600"], "timestamp with time zone!", true), (["0", "1714557600"], "date!", true),
      (["\"2024-05-01T10:00:00+08:00\""], "timestamp with time zone!", true), (["12345"], "numeric(4,1)!", true),
      (["1"], "numeric!", true), (["\"2024-05-01T10:00:00Z\""], "timestamp with time zone!", false),
      (["1"], "bigint!", false), (["1714557600"], "timestamp with time zone", false),
    ])
  func newNulls(_ values: [String], _ type: String, _ isNoted: Bool) throws {
    let schema = try Pipelines.schema(values: values)
    let notes = try ColumnMapping(schema, into: Pipelines.table(["v": type])).notes
    #expect(notes.columnFacts(about: "v") == (isNoted ? [.nullStopsJob(field: "v", .becomesNull)] : []))
    if type.hasSuffix("!") {
      let keyed = try ColumnMapping(schema, into: Pipelines.table(["v": type], key: ["v"])).notes
      #expect(keyed.columnFacts(about: "v") == (isNoted ? [.nullKeySkipped(field: "v", .becomesNull)] : []))
    }
  }

  @Test("One note names all fields without a column")
  func extras() throws {
    let fields = (0..<1_000).map { "\"f\($0)\":\($0)" }.joined(separator: ",")
    let mapping = try mapping(["{\"a\":1,\(fields)}"], Pipelines.table(["a": "bigint"]))
    let about = mapping.notes.filter { $0.code == "not_written" }
    #expect(about.map(\.names) == [(0..<1_000).map { "f\($0)" }])
  }

  @Test("One note names all columns that no field fills")
  func unfilled() throws {
    let mapping = try mapping([#"{"a":1}"#], Pipelines.table(["a": "bigint", "b": "text", "c": "text"]))
    #expect(mapping.notes.contains(.column(["b", "c"], .filledByNoField, table: Pipelines.tableName)))
  }

  @Test("The column that chooses the partition needs a value")
  func partitions() throws {
    let table = Pipelines.table(["id": "bigint", "ds": "text"], kind: .partitioned(by: ["ds"], isEmpty: false))
    let error = #expect(throws: PipelineProblem.self) { try mapping([#"{"id":1}"#], table) }
    #expect(error?.code == "missing_fields")
    let schema = try Pipelines.schema([#"{"id":1,"ds":"20240501"}"#])
    #expect(try Pipelines.sql(schema, into: table).contains("'partitionrouter' = 'true'"))
    #expect(try !Pipelines.sql(schema, into: table, engine: Pipelines.vvr11).contains("partitionrouter"))
  }

  @Test(
    "A note names the engine's option that creates missing partitions",
    arguments: [true, false],
    [(Pipelines.vvr8, "createparttable"), (Pipelines.vvr11, "sink.create-missing-partition")])
  func missingPartitions(_ isEmpty: Bool, _ engine: (version: EngineVersion, option: String)) throws {
    let columns: KeyValuePairs = ["id": "bigint", "ds": "text"]
    let table = Pipelines.table(columns, kind: .partitioned(by: ["ds"], isEmpty: isEmpty))
    let message = #"{"id":1,"ds":"20240501"}"#
    let facts = try mapping([message], table, engine: engine.version).notes.tableFacts
    #expect(facts == [.appended, .partitionsMissing(columns: ["ds"], isEmpty: isEmpty, option: engine.option)])
    #expect(try mapping([message], Pipelines.table(columns), engine: engine.version).notes.tableFacts == [.appended])
  }
}
