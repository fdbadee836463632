import PipelineTypes
import Testing

@testable import FlinkSQL

@Suite("Declared columns")
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
    "Columns inside an envelope are read there, and members of the envelope as plain JSON",
    arguments: [
      (row, ["id"], MessageFormat.json, nil), (connect, ["id", "name"], .connectJSON, .envelopeUnpacked),
      (connect, ["payload"], .json, .envelopeKept(.connect)),
      (debezium, ["id"], .debeziumJSON(includesSchema: false), .changesRead(.debezium)),
      (debezium, ["after", "op"], .json, .envelopeKept(.debezium)),
      (canal, ["id", "type"], .json, .envelopeKept(.canal)),
      (canal, ["id", "name", "type"], .canalJSON, .changesRead(.canal)),
    ] as [(String, [String], MessageFormat, TopicFact?)])
  func format(_ message: String, _ columns: [String], _ format: MessageFormat, _ fact: TopicFact?) throws {
    let schema = try schema(columns, [message])
    #expect(schema.format == format)
    #expect(schema.notes.topicFacts == [fact].compactMap { $0 })
  }

  @Test("Columns in messages of Kafka Connect are read below payload")
  func container() throws {
    let schema = try MessageSchema(
      columns: [.init(name: "id", type: "BIGINT")],
      messages: [SampledMessage(position: nil, value: Array(Self.connect.utf8))])
    let sql = try Pipelines.sql(schema, into: Pipelines.table(["id": "bigint!"], key: ["id"]))
    #expect(sql.contains("`payload` ROW<`id` BIGINT>"))
    #expect(sql.contains("WHERE `payload`.`id` IS NOT NULL"))
  }

  @Test("A note names each column that no message has, with the field that may be meant")
  func missing() throws {
    let notes = try schema(["id", "nane", "zzzzzz"], [Self.row, #"{"id":2}"#]).notes
    #expect(
      notes == [
        .field("nane", .missingInMessages(suggestion: "name")),
        .field("zzzzzz", .missingInMessages(suggestion: nil)),
      ])
    #expect(try schema(["id", "name"], [Self.row]).notes.isEmpty)
  }

  @Test(
    "Columns are rejected if no message has any of them",
    arguments: [
      (row, ["ID"], ["id"], nil), (row, ["nane", "x"], ["name", nil], nil), (connect, ["Id"], ["id"], .connect),
      (debezium, ["nam"], ["name"], .debezium),
    ] as [(String, [String], [String?], Envelope?)])
  func unknown(_ message: String, _ columns: [String], _ suggestions: [String?], _ envelope: Envelope?) {
    let error = #expect(throws: PipelineProblem.self) { try schema(columns, [message]) }
    #expect(error?.code == "unknown_fields")
    let missing = zip(columns, suggestions).map { PipelineProblem.MissingField(name: $0, suggestion: $1) }
    #expect(error == .unknownFields(missing, envelope, known: ["id", "name"]))
  }

  @Test("Columns are accepted as they are if no message can be read, or if all are Kafka metadata")
  func unread() throws {
    #expect(try schema(["id"], []).notes.isEmpty)
    #expect(try schema(["id"], ["no JSON"]).notes.isEmpty)
    let message = SampledMessage(position: nil, value: Array(Self.row.utf8))
    let columns = [MessageSchema.DeclaredColumn(name: "o", type: "BIGINT", metadata: .offset)]
    #expect(try MessageSchema(columns: columns, messages: [message]).notes.isEmpty)
  }

  @Test(
    "A note says where the table's type overrules the declared one",
    arguments: [
      ("BOOLEAN", "text", .readAsString(declared: "BOOLEAN")), ("BIGINT", "character varying(9)", .lengthLimited(9)),
      ("DATE", "jsonb", .readAsString(declared: "DATE")), ("STRING", "text", nil), ("BIGINT", "bigint", nil),
      ("ROW<a INT>", "jsonb", nil),
    ] as [(String, String, FieldFact?)])
  func overruled(_ declared: String, _ column: String, _ fact: FieldFact?) throws {
    let schema = try MessageSchema(columns: [(name: "v", type: declared)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": column]))
    #expect(mapping.notes.facts(about: "v") == [fact].compactMap { $0 })
  }

  @Test(
    "A note says where the table's type overrules the one declared for Kafka metadata",
    arguments: [("STRING", true), ("BIGINT", false), ("INT", true)])
  func overruledMetadata(_ type: String, _ isOverruled: Bool) throws {
    let schema = try MessageSchema(columns: [.init(name: "o", type: type, metadata: .offset)])
    let notes = try ColumnMapping(schema, into: Pipelines.table(["o": "bigint"])).notes
    let overruled = FieldFact.typeOverruled(given: type, written: "BIGINT", metadata: .offset)
    #expect(notes.facts(about: "o") == (isOverruled ? [overruled] : []))
  }
}
