import FlinkSQL
import Testing

@Suite("Several tables of one topic")
struct SinkTests {
  private static let message = #"{"id":1,"v":2,"name":"a","at":"2024-05-01T10:00:00Z"}"#

  private func table(_ name: String, _ columns: KeyValuePairs<String, String>, key: [String] = []) -> TargetTable {
    let table = Pipelines.table(columns, key: key)
    return TargetTable(name: TableName(schema: "public", table: name), columns: table.columns, primaryKey: key)
  }

  private func pipeline(_ tables: [TargetTable], message: String = Self.message) throws -> PipelineSQL {
    try Pipelines.pipeline(Pipelines.schema([message]), into: tables, engine: Pipelines.vvr11)
  }

  @Test("are filled from one source that has what any of them needs, in one statement set")
  func union() throws {
    let pipeline = try pipeline([
      table("a", ["id": "bigint!", "v": "bigint"], key: ["id"]), table("b", ["v": "bigint", "kafka_offset": "bigint"]),
      table("c", ["name": "text", "kafkaOffset": "text"]),
    ])
    #expect(pipeline.warnings.isEmpty)
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

  @Test("that need a field as different types have the topic read once for each, by groups of their own")
  func disagreement() throws {
    let pipeline = try pipeline([
      table("a", ["id": "bigint", "v": "bigint"]), table("b", ["v": "integer"]), table("c", ["v": "bigint"]),
    ])
    #expect(pipeline.sources.map { $0.fields.map(\.type) } == [[.bigint, .bigint], [.int]])
    #expect(
      pipeline.warnings == [
        "The topic is read 2 times, since the tables need fields as different types: for public.a and public.c, for public.b"
      ])
    let sql = try pipeline.text()
    #expect(sql.contains("'properties.group.id' = 'g',"))
    #expect(sql.contains("'properties.group.id' = 'g/2',"))
    #expect(sql.contains("INSERT INTO `hologres_sink_3` (`v`)\nSELECT\n  `v`\nFROM `kafka_source_2`"))
  }

  @Test("get one event time, computed in each source")
  func eventTime() throws {
    let schema = try Pipelines.schema([Self.message])
    let tables = [table("a", ["v": "bigint"]), table("b", ["v": "text"])]
    let sql = try Pipelines.pipeline(schema, into: tables, eventTime: .named("at")).text()
    #expect(sql.ranges(of: "WATERMARK FOR `event_time`").count == 2)
  }

  @Test("share a source of changes only where they have the same key")
  func changes() throws {
    let message = #"{"before":null,"after":{"id":1,"name":"a"},"op":"c"}"#
    let first = table("a", ["id": "bigint!", "name": "text"], key: ["id"])
    let same = table("b", ["id": "bigint!"], key: ["id"])
    let other = table("c", ["id": "bigint!", "name": "text!"], key: ["name"])
    #expect(try pipeline([first, same], message: message).sources.count == 1)
    let apart = try pipeline([first, other], message: message)
    #expect(apart.sources.count == 2)
    #expect(
      apart.warnings == [
        "The topic is read 2 times, since changes find their rows in the tables by different keys: for public.a, for public.c"
      ])
  }

  @Test("stop the job at a message that any of their sources cannot read", arguments: FlinkJSONReader.allCases)
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
    #expect(parse.report.bent.map(\.field) == ["w"])
    #expect(parse.report.bent.map(\.count) == [1])
  }

  @Test("are assumed to hold the fields together, each very name once, where no message was seen")
  func assumed() throws {
    let tables = [
      table("a", ["order_id": "bigint", "a_b": "text", "ab": "text"]),
      table("b", ["orderId": "text", "ab": "text", "w": "text"]),
    ]
    let schema = MessageSchema(assuming: tables)
    #expect(schema.fields.map(\.name) == ["order_id", "a_b", "ab", "orderId", "w"])
    #expect(schema.warnings.first?.contains("public.a, public.b") == true)
    for table in tables {
      let columns = try ColumnMapping(schema, into: table).columns
      #expect(columns.map(\.name) == table.columns.map(\.name))
      #expect(columns.map(\.field) == columns.map(\.name))
    }
  }
}
