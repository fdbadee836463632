import FlinkSQL
import Testing

@Suite("The contract with the table")
struct ContractTests {
  private func mapping(_ messages: [String], _ table: TargetTable, engine: EngineVersion = Pipelines.vvr8) throws
    -> ColumnMapping
  {
    try ColumnMapping(Pipelines.schema(messages), into: table, engine: engine)
  }

  @Test("gives a field to the column of its very name before any column that is called nearly so")
  func globalPasses() throws {
    let mapping = try mapping([#"{"id":1}"#], Pipelines.table(["ID": "text", "id": "bigint!"], key: ["id"]))
    #expect(mapping.columns.map(\.name) == ["id"])
    let folded = try self.mapping(
      [#"{"orderId":1,"ORDER_ID":2}"#], Pipelines.table(["order-id": "bigint", "order_id": "bigint"]))
    #expect(folded.columns.map(\.field) == ["orderId", "ORDER_ID"])
  }

  @Test("says when two fields match a column alike")
  func ambiguous() throws {
    let mapping = try mapping([#"{"Id":1,"ID":2}"#], Pipelines.table(["id": "bigint"]))
    #expect(mapping.warnings.contains { $0.contains("would match as well") })
    #expect(try Pipelines.schema([#"{"Id":1,"ID":2}"#]).warnings.contains { $0.contains("COALESCE(`ID`, `Id`)") })
  }

  @Test("lists all that is missing and all that has no conversion at once")
  func listsAll() {
    let table = Pipelines.table(["a": "bigint", "b": "date", "must": "text!", "too": "text!"])
    let error = #expect(throws: SQLGenerationError.self) { try mapping([#"{"a":"x","b":true}"#], table) }
    #expect(error?.code == "missing_fields")
    for word in ["must, too", "'a' into 'a'", "'b' into 'b'"] { #expect(error?.message.contains(word) == true) }
  }

  @Test("tells of each column which way it goes or why it has none")
  func review() throws {
    let table = Pipelines.table(
      ["id": "bigint!", "a": "date", "b": "bigint", "must": "text!", "may": "text"], key: ["id"])
    let review = ColumnReview(try Pipelines.schema([#"{"id":1,"a":true,"b":2}"#]), into: table)
    #expect(review.possible.columns.map(\.name) == ["id", "b"])
    #expect(review.refused.map(\.name) == ["a", "must"])
    #expect(review.refused.map(\.field) == ["a", nil])
    #expect(review.refused.first?.reason == "it holds booleans")
    #expect(review.problem?.code == "missing_fields")
    #expect(review.possible.warnings.contains { $0.contains("same id replace each other") })
    let keyless = ColumnReview(try Pipelines.schema([#"{"b":2,"must":""}"#]), into: table)
    #expect(!keyless.possible.warnings.contains { $0.contains("counts id itself") || $0.contains("replace each") })
    #expect(ColumnReview(try Pipelines.schema([#"{"id":1,"must":""}"#]), into: table).problem == nil)
  }

  @Test(
    "writes no column whose name cannot stand in a statement, wherever it is from",
    arguments: ["a${secret_values.kafka_password}", "a\nb", "a\u{2028}b"])
  func names(_ name: String) throws {
    for type in ["text", "text!"] {
      let table = Pipelines.table(["id": "bigint", name: type])
      for schema in [try Pipelines.schema([#"{"id":1}"#]), MessageSchema(assuming: [table])] {
        let review = ColumnReview(schema, into: table)
        #expect(review.possible.columns.map(\.name) == ["id"])
        #expect(review.refused.map(\.name) == (type == "text" ? [] : [name]))
        #expect((review.problem == nil) == (type == "text"))
      }
    }
    let folded = Pipelines.table(["id": "bigint", "a${x}": "text"])
    let review = ColumnReview(try Pipelines.schema([#"{"id":1,"a$_{x}":"v"}"#]), into: folded)
    #expect(review.problem?.message.contains("cannot be written") == true)
  }

  @Test("takes metadata alone where the caller asks for nothing else")
  func onlyMetadata() throws {
    let schema = try MessageSchema(columns: [.init(name: "o", type: "BIGINT", metadata: .offset)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["o": "bigint", "v": "text"]))
    #expect(mapping.columns.map(\.name) == ["o"])
    let error = #expect(throws: SQLGenerationError.self) {
      try ColumnMapping(Pipelines.schema([#"{"x":1}"#]), into: Pipelines.table(["kafka_offset": "bigint"]))
    }
    #expect(error?.code == "no_common_columns")
  }

  @Test("refuses what cannot be written", arguments: ["view", "materialized view", "foreign table"])
  func readOnly(_ what: String) {
    let table = Pipelines.table(["a": "bigint"], kind: .readOnly(what))
    #expect(throws: SQLGenerationError.self) { try mapping([#"{"a":1}"#], table) }
  }

  @Test("leaves to the database what it fills in alone, and a sequence unless a field bears its name")
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
    #expect(mapping.warnings.contains { $0.contains("counts id itself") })
    #expect(mapping.warnings.contains { $0.contains("'id' is always filled in") })
    #expect(MessageSchema(assuming: [table]).fields.map(\.name) == ["v"])
  }

  @Test(
    "tells of nulls where the table takes none, and what is written in their place",
    arguments: [Pipelines.vvr8, Pipelines.vvr11])
  func nulls(_ engine: EngineVersion) throws {
    let table = Pipelines.table(["id": "bigint!", "n": "text!"], key: ["id"])
    let warnings = try mapping([#"{"id":1,"n":"a"}"#, #"{"id":null,"n":null}"#, #"{"id":2}"#], table, engine: engine)
      .warnings
    #expect(warnings.contains { $0.contains("2 of 3") && $0.contains("writes '', 0 or 1970-01-01") })
    #expect(warnings.contains { $0.contains("1 of 3") && $0.contains("part of the key") })
    #expect(warnings.contains { $0.contains("replace each other") })
  }

  @Test(
    "tells of conversions that can make NULL of a value where the table takes none",
    arguments: [
      (["1714557600"], "timestamp with time zone!", true), (["0", "1714557600"], "date!", true),
      (["\"2024-05-01T10:00:00+08:00\""], "timestamp with time zone!", true), (["12345"], "numeric(4,1)!", true),
      (["1"], "numeric!", true), (["\"2024-05-01T10:00:00Z\""], "timestamp with time zone!", false),
      (["1"], "bigint!", false), (["1714557600"], "timestamp with time zone", false),
    ])
  func newNulls(_ values: [String], _ type: String, _ isTold: Bool) throws {
    let schema = try Pipelines.schema(values: values)
    let warnings = try ColumnMapping(schema, into: Pipelines.table(["v": type])).warnings
    #expect(warnings.contains { $0.hasPrefix("'v' can become NULL; 'v' is NOT NULL") } == isTold)
    if type.hasSuffix("!") {
      let keyed = try ColumnMapping(schema, into: Pipelines.table(["v": type], key: ["v"])).warnings
      #expect(keyed.contains { $0.hasPrefix("'v' can become NULL; such messages are not written") } == isTold)
    }
  }

  @Test("has one sentence for all fields without a column")
  func extras() throws {
    let fields = (0..<1_000).map { "\"f\($0)\":\($0)" }.joined(separator: ",")
    let mapping = try mapping(["{\"a\":1,\(fields)}"], Pipelines.table(["a": "bigint"]))
    let about = mapping.warnings.filter { $0.contains("not written") }
    #expect(about.count == 1)
    #expect(about.first?.contains("and 990 more") == true)
  }

  @Test("says in one sentence which columns stay as they are")
  func unfilled() throws {
    let mapping = try mapping([#"{"a":1}"#], Pipelines.table(["a": "bigint", "b": "text", "c": "text"]))
    #expect(mapping.warnings.contains("Columns of public.t that no field fills: 'b', 'c'"))
  }

  @Test("asks for a value in the column that chooses the partition")
  func partitions() throws {
    let table = Pipelines.table(["id": "bigint", "ds": "text"], kind: .partitioned(by: ["ds"], isEmpty: false))
    #expect(throws: SQLGenerationError.self) { try mapping([#"{"id":1}"#], table) }
    let schema = try Pipelines.schema([#"{"id":1,"ds":"20240501"}"#])
    #expect(try Pipelines.sql(schema, into: table).contains("'partitionrouter' = 'true'"))
    #expect(try !Pipelines.sql(schema, into: table, engine: Pipelines.vvr11).contains("partitionrouter"))
  }

  @Test(
    "says what makes the partitions that are missing, by the name of the engine's option",
    arguments: [(true, "has no partition yet"), (false, "A row whose 'ds' has no partition")])
  func missingPartitions(_ isEmpty: Bool, _ words: String) {
    let table = Pipelines.table(["id": "bigint", "ds": "text"], kind: .partitioned(by: ["ds"], isEmpty: isEmpty))
    for (engine, option) in [
      (Pipelines.vvr8, "'createparttable'"), (Pipelines.vvr11, "'sink.create-missing-partition'"),
    ] {
      let note = table.partitionNote(for: engine)
      #expect(note?.contains(words) == true)
      #expect(note?.contains(option) == true)
    }
    #expect(Pipelines.table(["id": "bigint"]).partitionNote(for: Pipelines.vvr8) == nil)
  }

  @Test(
    "knows the database's types by their names",
    arguments: [
      ("character varying", "STRING"), ("character varying(20)", "STRING"),
      ("timestamp(3) without time zone", "TIMESTAMP(6)"),
      ("timestamp(3) with time zone", "TIMESTAMP_LTZ(3)"), ("time(3) without time zone", "TIME(0)"),
      ("public.roaringbitmap", "BYTES"), ("inet", "STRING"), ("myschema.mood", "STRING"), ("bigint[]", "ARRAY<BIGINT>"),
      ("character varying(5)[]", "ARRAY<STRING>"), ("smallint[]", nil), ("numeric(5,1)[]", nil), ("bigint[][]", nil),
      ("myschema.date", "STRING"), ("myschema.integer", "STRING"), ("\"my schema\".roaringbitmap", "BYTES"),
      ("time with time zone", nil), ("numeric(38,38)", "DECIMAL(38, 38)"), ("numeric(39,2)", "DECIMAL(38, 18)"),
    ])
  func types(_ name: String, _ type: String?) { #expect(DatabaseType(formatted: name).flinkType?.sql == type) }
}
