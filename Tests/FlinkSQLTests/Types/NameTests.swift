import FlinkSQL
import Testing

/// Names that Swift takes for one and Flink for two.
@Suite("Names by their code units")
struct NameTests {
  private static let composed = "caf\u{E9}"
  private static let decomposed = "cafe\u{301}"

  private static func text(_ units: String) -> [UInt16] { Array(units.utf16) }

  @Test("keep fields apart that differ in how an accent is composed, and say so")
  func fields() throws {
    let schema = try Pipelines.schema(["{\"\(Self.composed)\":1,\"\(Self.decomposed)\":\"x\"}"])
    #expect(schema.fields.map(\.type.sql) == ["BIGINT", "STRING"])
    #expect(schema.fields.map { Self.text($0.name) } == [Self.text(Self.composed), Self.text(Self.decomposed)])
    #expect(schema.warnings.contains { $0.contains("how their accents are composed") })
  }

  @Test("keep fields apart when inferences are merged")
  func merged() throws {
    var inference = SchemaInference()
    for name in [Self.composed, Self.decomposed] {
      var other = SchemaInference()
      other.observe(SampledMessage(position: nil, value: Array("{\"\(name)\":1}".utf8)))
      inference.merge(other)
    }
    #expect(try inference.schema().fields.count == 2)
  }

  @Test("give each column the field of its very name, in whatever order", arguments: [false, true])
  func columns(isReversed: Bool) throws {
    let schema = try Pipelines.schema(["{\"\(Self.decomposed)\":\"x\",\"\(Self.composed)\":1}"])
    let columns = [(Self.composed, "bigint"), (Self.decomposed, "text")].map {
      TargetTable.Column(name: $0.0, databaseType: $0.1, isNullable: true)
    }
    let table = TargetTable(
      name: TableName(schema: "public", table: "t"), columns: isReversed ? columns.reversed() : columns,
      primaryKey: [Self.composed])
    let mapping = try ColumnMapping(schema, into: table)
    #expect(mapping.columns.count == 2)
    for column in mapping.columns { #expect(Self.text(column.name) == Self.text(column.field)) }
    let sql = try Pipelines.sql(schema, into: table)
    #expect(sql.utf16.split(separator: 10).filter { $0.starts(with: "WHERE".utf16) }.count == 1)
    #expect(!sql.contains("\n  AND "))
  }

  @Test("match a field whose accent is composed otherwise where no other field has the column's name")
  func loosely() throws {
    let schema = try Pipelines.schema(["{\"\(Self.decomposed)\":1}"])
    let column = try ColumnMapping(schema, into: Pipelines.table(["CAF\u{C9}": "bigint"])).columns.first
    #expect(column.map { Self.text($0.field) } == Self.text(Self.decomposed))
  }

  @Test("take columns that are given under both for two, and one given twice for one")
  func given() throws {
    #expect(try MessageSchema(columns: [(Self.composed, "INT"), (Self.decomposed, "INT")]).fields.count == 2)
    #expect(throws: SQLGenerationError.self) {
      try MessageSchema(columns: [(Self.decomposed, "INT"), (Self.decomposed, "INT")])
    }
  }

  @Test("tell tables apart")
  func tables() throws {
    let names = Set([try TableName(parsing: Self.composed), try TableName(parsing: Self.decomposed)])
    #expect(names.count == 2)
  }

  @Test("let each field be read by its own name in the dry parse", arguments: [FlinkJSONReader.tree, .token])
  func dryParse(_ reader: FlinkJSONReader) {
    var parse = DryParse(
      columns: [(Self.composed, .bigint), (Self.decomposed, .string)], standard: .iso8601, reader: reader)
    let message = "{\"\(Self.decomposed)\":\"x\",\"\(Self.composed)\":1}"
    let outcome = parse.observe(SampledMessage(position: nil, value: Array(message.utf8)))
    #expect(outcome == .row([.integer(1), .string("x")]))
  }

  @Test("are told apart where their values are bent")
  func bent() {
    var parse = DryParse(
      columns: [(Self.composed, .bigint), (Self.decomposed, .bigint)], standard: .iso8601, reader: .token)
    let message = "{\"\(Self.decomposed)\":1.5,\"\(Self.composed)\":2.5}"
    parse.observe(SampledMessage(position: nil, value: Array(message.utf8)))
    #expect(parse.report.bent.map(\.value) == ["1.5", "2.5"])
  }

  @Test(
    "double a quote that bears an accent, and none that only looks like one",
    arguments: [("a`\u{301}b", "`a``\u{301}b`"), ("a\u{1FEF}b", "`a\u{1FEF}b`")])
  func quoting(_ name: String, _ quoted: String) throws {
    let schema = try MessageSchema(columns: [(name, "INT")])
    let sql = try Pipelines.sql(schema, into: Pipelines.table([name: "integer"]))
    #expect(sql.unicodeScalars.contains(Array("  \(quoted) INT".unicodeScalars)))
  }

  @Test(
    "refuse a variable of the platform that hides behind an accent", arguments: ["${\u{301}x}", "a$\u{200D}${\u{308}"])
  func variables(_ name: String) {
    #expect(throws: SQLGenerationError.self) { try MessageSchema(columns: [(name, "INT")]) }
  }

  @Test("read the quotes of a table's name as code points")
  func tableQuotes() throws {
    #expect(try TableName(parsing: "\"a\"\"\u{301}\"").table.unicodeScalars.elementsEqual("a\"\u{301}".unicodeScalars))
  }
}
