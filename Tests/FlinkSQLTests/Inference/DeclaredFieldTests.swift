import FlinkSQL
import Testing

@Suite("Given columns")
struct DeclaredFieldTests {
  private func schema(_ columns: [String], _ messages: [String]) throws -> MessageSchema {
    try MessageSchema(
      columns: columns.map { .init(name: $0, type: "STRING") },
      messages: messages.map { SampledMessage(position: nil, value: Array($0.utf8)) })
  }

  private static let row = #"{"id":1,"name":"a"}"#
  private static let connect =
    #"{"schema":{"type":"struct","fields":[{"type":"int64","field":"id"}]},"payload":\#(row)}"#
  private static let debezium = #"{"before":null,"after":\#(row),"op":"c"}"#
  private static let canal =
    #"{"data":[\#(row)],"database":"d","table":"t","type":"INSERT","es":1,"ts":1,"old":null}"#

  @Test(
    "are read in the envelope where they stand in it, and as plain JSON where they are its members",
    arguments: [
      (row, ["id"], MessageFormat.json), (connect, ["id", "name"], .connectJSON), (connect, ["payload"], .json),
      (debezium, ["id"], .debeziumJSON(includesSchema: false)), (debezium, ["after", "op"], .json),
      (canal, ["id", "type"], .json), (canal, ["id", "name", "type"], .canalJSON),
    ])
  func format(_ message: String, _ columns: [String], _ format: MessageFormat) throws {
    let schema = try schema(columns, [message])
    #expect(schema.format == format)
    #expect(schema.warnings.contains { $0.contains("in the envelope of") } == (message != Self.row))
  }

  @Test("are read below payload from what Kafka Connect writes")
  func container() throws {
    let schema = try MessageSchema(
      columns: [.init(name: "id", type: "BIGINT")],
      messages: [SampledMessage(position: nil, value: Array(Self.connect.utf8))])
    let sql = try Pipelines.sql(schema, into: Pipelines.table(["id": "bigint!"], key: ["id"]))
    #expect(sql.contains("`payload` ROW<`id` BIGINT>"))
    #expect(sql.contains("WHERE `payload`.`id` IS NOT NULL"))
  }

  @Test("that no message has are told of, with the field that may be meant")
  func missing() throws {
    let warnings = try schema(["id", "nane", "zzzzzz"], [Self.row, #"{"id":2}"#]).warnings
    #expect(warnings == ["No message that was seen has 'nane' (is 'name' meant?), 'zzzzzz'; what is missing is NULL"])
    #expect(try schema(["id", "name"], [Self.row]).warnings.isEmpty)
  }

  @Test(
    "are refused when no message has any of them",
    arguments: [
      (row, ["ID"], "is 'id' meant?"), (row, ["nane", "x"], "is 'name' meant?"), (connect, ["Id"], "Kafka Connect"),
      (debezium, ["nam"], "Debezium"),
    ])
  func unknown(_ message: String, _ columns: [String], _ word: String) {
    let error = #expect(throws: SQLGenerationError.self) { try schema(columns, [message]) }
    #expect(error?.code == "unknown_fields")
    #expect(error?.message.contains(word) == true)
    #expect(error?.message.hasSuffix("The fields are: id, name") == true)
  }

  @Test("are taken as they are where no message can be read, or only metadata is asked for")
  func unread() throws {
    #expect(try schema(["id"], []).warnings.isEmpty)
    #expect(try schema(["id"], ["no JSON"]).warnings.isEmpty)
    let message = SampledMessage(position: nil, value: Array(Self.row.utf8))
    let columns = [MessageSchema.GivenColumn(name: "o", type: "BIGINT", metadata: .offset)]
    #expect(try MessageSchema(columns: columns, messages: [message]).warnings.isEmpty)
  }

  @Test(
    "say where their type gives way to the table's",
    arguments: [
      ("BOOLEAN", "text", "read as STRING"), ("BIGINT", "character varying(9)", "sent as text"),
      ("DATE", "jsonb", "read as STRING"), ("STRING", "text", nil), ("BIGINT", "bigint", nil),
      ("ROW<a INT>", "jsonb", nil),
    ])
  func overruled(_ declared: String, _ column: String, _ word: String?) throws {
    let schema = try MessageSchema(columns: [(name: "v", type: declared)])
    let notes = try ColumnMapping(schema, into: Pipelines.table(["v": column])).warnings.filter { $0.contains("'v'") }
    #expect(notes.count == (word == nil ? 0 : 1))
    if let word { #expect(notes.first?.contains(word) == true) }
  }

  @Test(
    "say where a type given for Kafka's own gives way", arguments: [("STRING", true), ("BIGINT", false), ("INT", true)])
  func overruledMetadata(_ type: String, _ isTold: Bool) throws {
    let schema = try MessageSchema(columns: [.init(name: "o", type: type, metadata: .offset)])
    let warnings = try ColumnMapping(schema, into: Pipelines.table(["o": "bigint"])).warnings
    #expect(warnings.contains { $0.hasPrefix("'o' is given as \(type)") } == isTold)
  }
}
