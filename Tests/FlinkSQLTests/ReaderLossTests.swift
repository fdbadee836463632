import FlinkSQL
import Notices
import PipelineTypes
import Testing

@Suite("What the reader drops, and what the database makes of a value")
struct ReaderLossTests {
  @Test(
    "Text behind the first value is counted, by each reader",
    arguments: [
      [#"{"id":1} {"id":2}"#, #"{"id":3}"#, #"{"id":4}trailing"#], ["{\"id\":1}\n{\"id\":2}", "{\"id\":1}\r\n"],
      [#"{"id":1}{"id":2}"#, #"{"id":1}}"#],
    ], FlinkJSONReader.allCases)
  func behindTheValue(_ messages: [String], _ reader: FlinkJSONReader) throws {
    let cut = messages.filter { !$0.hasSuffix("{\"id\":3}") && !$0.hasSuffix("\r\n") }.count
    let schema = try Pipelines.schema(messages)
    #expect(schema.notes.topicFacts == [.textAfterValue(count: cut, total: messages.count)])
    var parse = DryParse(columns: [("id", .bigint)], standard: .iso8601, reader: reader)
    for message in messages { parse.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    #expect(parse.report.overlong == cut)
    #expect(parse.report.failed == 0)
  }

  @Test(
    "Behind a change it is counted too",
    arguments: [Envelopes.debezium, Envelopes.canal, Envelopes.maxwell, [Envelopes.connect(#"{"id":1}"#)]])
  func behindAChange(_ messages: [String]) throws {
    let schema = try Pipelines.schema(messages.map { "\($0) \($0)" })
    #expect(schema.format != .json)
    #expect(schema.notes.topicFacts.contains(.textAfterValue(count: messages.count, total: messages.count)))
  }

  @Test("It is noted for columns that are declared too")
  func declared() throws {
    let messages = [#"{"id":1,"__deleted":true}{"id":2}"#].map { SampledMessage(position: nil, value: Array($0.utf8)) }
    let schema = try MessageSchema(columns: [.init(name: "id", type: "BIGINT")], messages: messages)
    #expect(schema.notes.topicFacts.map(\.code) == ["text_after_value", "deletions_stay"])
  }

  @Test(
    "What becomes of U+0000 depends on where it is and on the column",
    arguments: [
      (#""a\u0000b""#, "text", "null_character_removed"), (#""a\u0000b""#, "varchar(9)", "null_character_removed"),
      (#"{"a":"\u0000"}"#, "jsonb", "null_character_rejected"), (#"{"a\u0000":1}"#, "jsonb", "null_character_rejected"),
      (#"[["\u0000"]]"#, "jsonb", "null_character_rejected"), (#""a\u0000b""#, "jsonb", "null_character_rejected"),
      (#""{\"a\":\"\\u0000\"}""#, "jsonb", "null_character_rejected"),
      (#"["a\u0000b"]"#, "text[]", "null_character_rejected"), (#"{"a":"\u0000"}"#, "json", nil),
      (#""a\u0000b""#, "json", nil), (#"{"a":"\u0000"}"#, "text", nil), (#"{"a":"\\u0000"}"#, "jsonb", nil),
      (#""{\"a\":\"\\\\u0000\"}""#, "jsonb", nil), (#""a""#, "text", nil),
    ],
    [Pipelines.vvr8, Pipelines.vvr11])
  func nullCharacters(_ input: (value: String, type: String, code: String?), _ engine: EngineVersion) throws {
    let messages = [#"{"v":\#(input.value)}"#, #"{"v":null}"#]
    let table = Pipelines.table(["v": input.type])
    for messages in [messages, messages.map(Envelopes.connect)] {
      let schema = try Pipelines.schema(messages)
      let mapping = try ColumnMapping(schema, into: table, engine: engine)
      let codes = mapping.notes.facts(about: "v").map(\.code).filter { $0.hasPrefix("null_character") }
      #expect(codes == [input.code].compactMap { $0 })
      let report = try Self.report(messages, schema, mapping, table, engine)
      #expect(report.failed == (input.code == "null_character_rejected" ? 1 : 0))
      #expect(report.altered.count == (input.code == "null_character_removed" ? 1 : 0))
    }
  }

  @Test("In a key two values become one")
  func keys() throws {
    let schema = try Pipelines.schema([#"{"v":"B\u0000"}"#, #"{"v":"B"}"#])
    let table = Pipelines.table(["v": "text!"], key: ["v"])
    let mapping = try ColumnMapping(schema, into: table)
    #expect(mapping.notes.facts(about: "v").contains(.nullCharacterRemoved(messages: 1, inKey: true)))
    let report = try Self.report([#"{"v":"B\u0000"}"#, #"{"v":"B"}"#], schema, mapping, table, Pipelines.vvr11)
    #expect(report.altered.map(\.becomes) == [.withoutNullCharacters("B", inKey: true)])
    #expect(report.altered.map(\.value) == [#""B\u0000""#])
  }

  private static func report(
    _ messages: [String], _ schema: MessageSchema, _ mapping: ColumnMapping, _ table: TargetTable,
    _ engine: EngineVersion
  ) throws -> DryParseReport {
    let pipeline = try Pipelines.pipeline(schema, into: [table], engine: engine)
    var parse = DryParse(
      sources: pipeline.sources.map { ($0.fields, $0.primaryKey) }, stored: mapping.storage(in: table),
      standard: schema.timestampStandard, format: schema.format,
      reader: FlinkJSONReader(of: schema.format, on: engine))
    for message in messages { parse.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    return parse.report
  }
}
