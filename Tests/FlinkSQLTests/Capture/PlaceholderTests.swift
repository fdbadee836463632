import FlinkSQL
import Notices
import PipelineTypes
import Testing

@Suite("Debezium's placeholder for unavailable values")
struct PlaceholderTests {
  private static let text = #""__debezium_unavailable_value""#
  private static let bytes = #""X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==""#
  private static let numbers = "[\("__debezium_unavailable_value".utf8.map(String.init).joined(separator: ","))]"

  @Test(
    "Each form is noted with the column and the messages, in each type of column",
    arguments: [
      (text, #""a""#, "text"), (text, #""a""#, "varchar(100)"), (text, #""{\"a\":1}""#, "jsonb"),
      (bytes, #""AQI=""#, "bytea"), (bytes, #""AQI=""#, "text"), ("[\(text)]", #"["a"]"#, "text[]"),
      ("[1,\(text)]", "[1]", "jsonb"), (numbers, "[1]", "integer[]"), (#"{"k":\#(text)}"#, #"{"k":1}"#, "json"),
      ("{\(text):\(text)}", "{}", "jsonb"),
    ],
    [Pipelines.vvr8, Pipelines.vvr11])
  func noted(_ values: (placeholder: String, other: String, type: String), _ engine: EngineVersion) throws {
    let table = Pipelines.table(["id": "bigint!", "v": values.type], key: ["id"])
    let rows = [values.other, values.placeholder, values.other].map { #"{"id":1,"v":\#($0)}"# }
    let changes = rows.map { #"{"before":{"id":1},"after":\#($0),"op":"u"}"# }
    let option = engine == Pipelines.vvr8 ? "ignorenullwhenupdate" : "sink.ignore-null-when-update.enabled"
    for messages in [rows, changes, rows.map(Envelopes.connect)] {
      let mapping = try ColumnMapping(Pipelines.schema(messages), into: table, engine: engine)
      let facts = mapping.notes.facts(about: "v")
      #expect(facts.contains(.placeholderWritten(messages: 1, option: option)))
      #expect(mapping.columns.last?.verdict == .lossy)
    }
  }

  @Test("A placeholder in the row before an update is not written")
  func before() throws {
    let update = #"{"before":{"id":1,"n":\#(Self.text)},"after":{"id":1,"n":"a"},"op":"u"}"#
    let mapping = try ColumnMapping(Pipelines.schema([update]), into: Envelopes.table)
    #expect(mapping.notes.facts(about: "n") == [])
  }

  @Test("A field that no column takes is not noted")
  func unwritten() throws {
    let schema = try Pipelines.schema([#"{"id":1,"n":"a","x":\#(Self.text)}"#])
    #expect(try ColumnMapping(schema, into: Envelopes.table).notes.facts(about: "x") == [.notWritten])
  }

  @Test("A column that cannot take the placeholder is refused for it")
  func refused() throws {
    let schema = try Pipelines.schema(values: ["1", Self.text, Self.text])
    let review = ColumnReview(schema, into: Pipelines.table(["v": "numeric(10,2)"]))
    #expect(review.refused.map(\.reason) == [.placeholders(messages: 2)])
  }

  @Test("A placeholder does not make JSON strings of JSON that is text")
  func jsonText() throws {
    let column = try Pipelines.conversion(of: [#""{\"a\":1}""#, Self.text], to: "jsonb")
    #expect(column?.expression == "`v`")
  }

  @Test("Columns that are declared, and tables that are not read, are noted too")
  func withoutTable() throws {
    let messages = [#"{"v":\#(Self.text)}"#].map { SampledMessage(position: nil, value: Array($0.utf8)) }
    let declared = try MessageSchema(columns: [.init(name: "v", type: "STRING")], messages: messages)
    for schema in [declared, try SchemaInference(messages).schema()] {
      let mapping = try ColumnMapping(copying: schema, to: Pipelines.tableName)
      #expect(mapping.notes.facts(about: "v").map(\.code).contains("placeholder_written"))
    }
  }

  @Test("Text that only looks like it is not noted", arguments: [#""__debezium_unavailable""#, #""__debezium""#, "1"])
  func others(_ value: String) throws {
    let mapping = try ColumnMapping(Pipelines.schema(values: [value]), into: Pipelines.table(["v": "text"]))
    #expect(!mapping.notes.contains { $0.code == "placeholder_written" })
  }
}
