import FlinkSQL
import PipelineTypes
import Testing

@Suite("Types of suggested columns")
struct SuggestedTypeTests {
  private static let types: [(values: [String], type: String)] = [
    (["1", "-7"], "bigint"), (["9223372036854775807"], "bigint"), (["9223372036854775808"], "numeric(38,0)"),
    (["123456789012345678901234567890123456789"], "text"), (["12.50", "3"], "numeric(18,2)"),
    (["1.2345"], "numeric(18,4)"),
    (["21.375125"], "double precision"), (["1e30"], "double precision"), (["21.142857142857142"], "numeric(38,18)"),
    (["true"], "boolean"), (["\"a\""], "text"), (["\"12\"", "\"13\""], "text"), (["\"007\""], "text"),
    (["null"], "text"), (["1", "\"a\""], "text"), (["true", "1"], "text"), (["\"aGk=\""], "text"),
    (["\"2024-05-01T10:00:00Z\""], "timestamptz"), (["\"2024-05-01T10:00:00.123Z\""], "timestamptz"),
    // More digits of a second than Hologres keeps.
    (["\"2024-05-01T10:00:00.123456Z\""], "text"), (["\"2024-05-01T10:00:00+08:00\""], "timestamptz"),
    (["\"2024-05-01T10:00:00.123456\""], "timestamp"), (["\"2024-05-01 10:00:00\""], "timestamp"),
    (["\"2024-05-01\""], "date"), (["\"10:00:00\""], "time"), (["\"10:00:00.5\""], "text"),
    (["\"2024-05-01\"", "\"10:00:00\""], "text"), (["{\"a\":1}"], "jsonb"), (["{}"], "jsonb"), (["[]"], "jsonb"),
    (["[1,2]"], "bigint[]"), (["[\"a\"]"], "text[]"), (["[true]"], "boolean[]"), (["[1.5]"], "double precision[]"),
    (["[1,null]"], "jsonb"), (["[1,\"a\"]"], "jsonb"), (["[[1]]"], "jsonb"), (["[{\"a\":1}]"], "jsonb"),
    (["[21.142857142857142]"], "double precision[]"), (["{\"a\":\"\\u0000\"}"], "json"), (["1714557600000"], "bigint"),
    (["19845"], "bigint"), (["20240501"], "bigint"),
  ]

  @Test("hold what was seen", arguments: types)
  func values(_ values: [String], _ type: String) throws {
    #expect(try Suggestions.type(of: values) == type)
  }

  @Test(
    "are times where the name of numbers says so, and nothing is lost",
    arguments: [
      ("ts", "1714557600000", "timestamptz"), ("created_at", "1714557600", "timestamptz"),
      ("updateTime", "1714557600000", "timestamptz"), ("ts_ms", "1714557600000", "timestamptz"),
      ("下单时间", "1714557600000", "timestamptz"), ("day", "20240501", "date"),
      // Microseconds would be cut, and 0 would become NULL.
      ("ts", "1714557600000000", "bigint"), ("ts", "0", "bigint"), ("order_id", "1714557600", "bigint"),
      ("status", "1714557600", "bigint"),
    ])
  func numbers(_ field: String, _ value: String, _ type: String) throws {
    #expect(try Suggestions.type(of: [value], field: field) == type)
  }

  @Test(
    "are those that the caller declares",
    arguments: [
      ("BIGINT", "bigint"), ("INT", "integer"), ("TINYINT", "smallint"), ("SMALLINT", "smallint"), ("FLOAT", "real"),
      ("DOUBLE", "double precision"), ("DECIMAL(20, 4)", "numeric(20,4)"), ("BOOLEAN", "boolean"), ("STRING", "text"),
      ("BYTES", "bytea"), ("DATE", "date"), ("TIME", "time"), ("TIMESTAMP(3)", "timestamp"),
      ("TIMESTAMP_LTZ(3)", "timestamptz"), ("ARRAY<STRING>", "text[]"), ("ARRAY<SMALLINT>", "integer[]"),
      ("ARRAY<DECIMAL(10, 2)>", "double precision[]"), ("ARRAY<DATE>", "jsonb"), ("MAP<STRING, INT>", "jsonb"),
      ("ROW<a INT>", "jsonb"),
    ])
  func declared(_ declared: String, _ type: String) throws {
    let schema = try MessageSchema(columns: [(name: "v", type: declared)])
    let table = try #require(SuggestedTable(Suggestions.name, for: schema, []))
    #expect(table.columns.map(\.type.sql) == [type])
    #expect(try Suggestions.losses(of: schema, in: table.target).isEmpty)
  }

  @Test("of Kafka metadata are those that the connector gives it", arguments: KafkaMetadata.allCases)
  func metadata(_ metadata: KafkaMetadata) throws {
    let schema = try MessageSchema(columns: [
      .init(name: "id", type: "BIGINT"), .init(name: "m", type: metadata.type.sql, metadata: metadata),
    ])
    let table = try #require(SuggestedTable(Suggestions.name, for: schema, []))
    let types: [KafkaMetadata: String] = [
      .topic: "text", .partition: "integer", .offset: "bigint", .timestamp: "timestamptz", .timestampType: "text",
      .leaderEpoch: "integer", .headers: "jsonb",
    ]
    #expect(table.columns.last?.type.sql == types[metadata])
    #expect(table.columns.last?.comment == "kafka:\(metadata.rawValue)")
    #expect(try Suggestions.losses(of: schema, in: table.target).isEmpty)
  }

  @Test(
    "follow the schema beside the messages",
    arguments: [
      ("io.debezium.time.Date", "19845", "date"), ("io.debezium.time.Timestamp", "1714557600000", "timestamp"),
      ("io.debezium.time.MicroTimestamp", "1714557600000000", "bigint"),
      ("io.debezium.time.Time", "36000000", "bigint"),
    ])
  func logical(_ logical: String, _ value: String, _ type: String) throws {
    let message = """
      {"schema":{"type":"struct","fields":[{"type":"struct","field":"after","fields":[{"type":"int64","field":"id"},\
      {"type":"int64","field":"v","name":"\(logical)"}]}]},"payload":{"before":null,"after":{"id":1,"v":\(value)},\
      "source":{"db":"d","table":"t"},"op":"c","ts_ms":1}}
      """
    #expect(try Suggestions.columns([message]) == ["id bigint", "v \(type)"])
  }
}
