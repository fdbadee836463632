import FlinkSQL
import PipelineTypes
import Testing

@Suite("Several tables of one topic")
struct SinkTests {
  private static let message = #"{"id":1,"v":2,"name":"a","at":"2024-05-01T10:00:00Z"}"#

  private func table(_ name: String, _ columns: KeyValuePairs<String, String>, key: [String] = []) -> TargetTable {
    TargetTable(name: self.name(name), columns: Pipelines.table(columns).columns, primaryKey: key)
  }

  private func name(_ table: String) -> TableName { TableName(schema: "public", table: table) }

  private func pipeline(_ tables: [TargetTable], message: String = Self.message) throws -> PipelineSQL {
    try Pipelines.pipeline(Pipelines.schema([message]), into: tables, engine: Pipelines.vvr11)
  }

  @Test("One source with all fields fills several tables in one statement set")
  func union() throws {
    let pipeline = try pipeline([
      table("a", ["id": "bigint!", "v": "bigint"], key: ["id"]), table("b", ["v": "bigint", "kafka_offset": "bigint"]),
      table("c", ["name": "text", "kafkaOffset": "text"]),
    ])
    #expect(pipeline.notes.isEmpty)
    #expect(pipeline.sources.map { $0.fields.map(\.name) } == [["id", "v", "name"]])
    let sql = try pipeline.text()
    #expect(sql.contains("-- Kafka topic orders into Hologres table public.a, public.b, public.c\n"))
    #expect(sql.ranges(of: "'connector' = 'kafka'").count == 1)
    #expect(sql.ranges(of: "METADATA FROM 'offset'").count == 1)
    #expect(sql.contains("BEGIN STATEMENT SET;\n\nINSERT INTO `hologres_sink` (`id`, `v`)"))
    #expect(sql.contains("INSERT INTO `hologres_sink_2` (`v`, `kafka_offset`)"))
    #expect(sql.contains("INSERT INTO `hologres_sink_3` (`name`, `kafkaOffset`)"))
    #expect(sql.hasSuffix("FROM `kafka_source`;\n\nEND;\n"))
    #expect(sql.ranges(of: "WHERE `id` IS NOT NULL").count == 1)
  }

  @Test("The topic is read once for each type that tables need a field as, by separate consumer groups")
  func disagreement() throws {
    let pipeline = try pipeline([
      table("a", ["id": "bigint", "v": "bigint"]), table("b", ["v": "integer"]), table("c", ["v": "bigint"]),
    ])
    #expect(pipeline.sources.map { $0.fields.map(\.type) } == [[.bigint, .bigint], [.int]])
    #expect(
      pipeline.notes == [
        .topic(.readSeveralTimes(count: 2, .differentTypes, tables: [[name("a"), name("c")], [name("b")]]))
      ])
    let sql = try pipeline.text()
    #expect(sql.contains("'properties.group.id' = 'g',"))
    #expect(sql.contains("'properties.group.id' = 'g/2',"))
    #expect(sql.contains("INSERT INTO `hologres_sink_3` (`v`)\nSELECT\n  `v`\nFROM `kafka_source_2`"))
  }

  @Test("Each source computes the one event time")
  func eventTime() throws {
    let schema = try Pipelines.schema([Self.message])
    let tables = [table("a", ["v": "bigint"]), table("b", ["v": "text"])]
    let sql = try Pipelines.pipeline(schema, into: tables, eventTime: .named("at")).text()
    #expect(sql.ranges(of: "WATERMARK FOR `event_time`").count == 2)
  }

  @Test("Tables share a source of changes only if they have the same key")
  func changes() throws {
    let message = #"{"before":null,"after":{"id":1,"name":"a"},"op":"c"}"#
    let first = table("a", ["id": "bigint!", "name": "text"], key: ["id"])
    let same = table("b", ["id": "bigint!"], key: ["id"])
    let other = table("c", ["id": "bigint!", "name": "text!"], key: ["name"])
    #expect(try pipeline([first, same], message: message).sources.count == 1)
    let apart = try pipeline([first, other], message: message)
    #expect(apart.sources.count == 2)
    #expect(
      apart.notes == [.topic(.readSeveralTimes(count: 2, .differentKeys, tables: [[name("a")], [name("c")]]))])
  }

  @Test("A message that any source cannot read stops the job", arguments: FlinkJSONReader.allCases)
  func dryParse(_ reader: FlinkJSONReader) {
    var parse = DryParse(
      sources: [([("v", .string), ("w", .boolean)], []), ([("v", .bigint), ("w", .boolean)], [])], standard: .sql,
      reader: reader)
    func observe(_ text: String) -> DryParse.Outcome {
      parse.observe(SampledMessage(position: nil, value: Array(text.utf8)))
    }
    #expect(observe(#"{"v":"x","w":true}"#) != .row([.string("x"), .boolean(true)]))
    #expect(observe(#"{"v":"5","w":1}"#) == .row([.string("5"), .boolean(false)]))
    #expect(parse.report.failed == 1)
    #expect(parse.report.altered.map(\.field) == ["w"])
    #expect(parse.report.altered.map(\.count) == [1])
  }

  @Test("Without messages the tables together are assumed to hold the fields, each exact name once")
  func assumed() throws {
    let tables = [
      table("a", ["order_id": "bigint", "a_b": "text", "ab": "text"]),
      table("b", ["orderId": "text", "ab": "text", "w": "text"]),
    ]
    let schema = MessageSchema(assuming: tables)
    #expect(schema.fields.map(\.name) == ["order_id", "a_b", "ab", "orderId", "w"])
    #expect(schema.notes == [.topic(.columnsAssumed(tables: [name("a"), name("b")]))])
    for table in tables {
      let columns = try ColumnMapping(schema, into: table).columns
      #expect(columns.map(\.name) == table.columns.map(\.name))
      #expect(columns.map(\.field) == columns.map(\.name))
    }
  }
}
