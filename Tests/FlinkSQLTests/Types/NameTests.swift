import FlinkSQL
import PipelineTypes
import Testing

/// Names that are one to Swift and two to Flink.
@Suite("Names by their code units")
struct NameTests {
  private static let composed = "caf\u{E9}"
  private static let decomposed = "cafe\u{301}"

  private static func text(_ units: String) -> [UInt16] { Array(units.utf16) }

  @Test("Fields that differ in how an accent is composed stay apart, with a note")
  func fields() throws {
    let schema = try Pipelines.schema(["{\"\(Self.composed)\":1,\"\(Self.decomposed)\":\"x\"}"])
    #expect(schema.fields.map(\.type.sql) == ["BIGINT", "STRING"])
    #expect(schema.fields.map { Self.text($0.name) } == [Self.text(Self.composed), Self.text(Self.decomposed)])
    let names = [Self.decomposed, Self.composed]
    let similar = FieldFact.similarNames(isCaseOnly: false, expressions: names.map { "`\($0)`" })
    #expect(schema.notes == [.field(names, similar, table: nil)])
  }

  @Test("Fields stay apart when inferences are merged")
  func merged() throws {
    var inference = SchemaInference()
    for name in [Self.composed, Self.decomposed] {
      var other = SchemaInference()
      other.observe(SampledMessage(position: nil, value: Array("{\"\(name)\":1}".utf8)))
      inference.merge(other)
    }
    #expect(try inference.schema().fields.count == 2)
  }

  @Test("Each column gets the field of its exact name, in any order", arguments: [false, true])
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

  @Test("A field whose accent is composed differently matches if no other field has the column's name")
  func loosely() throws {
    let schema = try Pipelines.schema(["{\"\(Self.decomposed)\":1}"])
    let column = try ColumnMapping(schema, into: Pipelines.table(["CAF\u{C9}": "bigint"])).columns.first
    #expect(column.map { Self.text($0.field) } == Self.text(Self.decomposed))
  }

  @Test("Columns that are declared under both names are two, and one declared twice is rejected")
  func given() throws {
    #expect(try MessageSchema(columns: [(Self.composed, "INT"), (Self.decomposed, "INT")]).fields.count == 2)
    #expect(throws: PipelineProblem.invalidColumn(Self.decomposed, .duplicate)) {
      try MessageSchema(columns: [(Self.decomposed, "INT"), (Self.decomposed, "INT")])
    }
  }

  @Test("Tables stay apart")
  func tables() throws {
    let names = Set([try TableName(parsing: Self.composed), try TableName(parsing: Self.decomposed)])
    #expect(names.count == 2)
  }

  @Test("The dry parse reads each field by its own name", arguments: [FlinkJSONReader.tree, .token])
  func dryParse(_ reader: FlinkJSONReader) {
    var parse = DryParse(
      columns: [(Self.composed, .bigint), (Self.decomposed, .string)], standard: .iso8601, reader: reader)
    let message = "{\"\(Self.decomposed)\":\"x\",\"\(Self.composed)\":1}"
    let outcome = parse.observe(SampledMessage(position: nil, value: Array(message.utf8)))
    #expect(outcome == .row([.integer(1), .string("x")]))
  }

  @Test("Altered values of both fields stay apart")
  func altered() {
    var parse = DryParse(
      columns: [(Self.composed, .bigint), (Self.decomposed, .bigint)], standard: .iso8601, reader: .token)
    let message = "{\"\(Self.decomposed)\":1.5,\"\(Self.composed)\":2.5}"
    parse.observe(SampledMessage(position: nil, value: Array(message.utf8)))
    #expect(parse.report.altered.map(\.value) == ["1.5", "2.5"])
  }

  @Test(
    "A quote with an accent is doubled, and a character that only looks like one is not",
    arguments: [("a`\u{301}b", "`a``\u{301}b`"), ("a\u{1FEF}b", "`a\u{1FEF}b`")])
  func quoting(_ name: String, _ quoted: String) throws {
    let schema = try MessageSchema(columns: [(name, "INT")])
    let sql = try Pipelines.sql(schema, into: Pipelines.table([name: "integer"]))
    #expect(sql.unicodeScalars.contains(Array("  \(quoted) INT".unicodeScalars)))
  }

  @Test(
    "A variable of the platform behind an accent is rejected", arguments: ["${\u{301}x}", "a$\u{200D}${\u{308}"])
  func variables(_ name: String) {
    #expect(throws: PipelineProblem.invalidColumn(name, .name(.variable))) {
      try MessageSchema(columns: [(name, "INT")])
    }
  }

  @Test("The quotes of a table's name are read as code points")
  func tableQuotes() throws {
    #expect(try TableName(parsing: "\"a\"\"\u{301}\"").table.unicodeScalars.elementsEqual("a\"\u{301}".unicodeScalars))
  }
}
