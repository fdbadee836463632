import FlinkSQL
import Testing

@Suite("The event time")
struct EventTimeTests {
  private static let message =
    #"{"id":1,"ts":1714557600000,"at":"2024-05-01T10:00:00Z","zoned":"2024-05-01T10:00:00+08:00","#
    + #""local":"2024-05-01 10:00:00","day":"2024-05-01","n":5,"text":"x","seconds":"1714557600","none":null,"#
    + #""exact":1714557600.5,"basic":"2024-05-01T10:00:00+0800"}"#
  private static let watermark = "  WATERMARK FOR `event_time` AS `event_time` - INTERVAL '5' SECOND\n"

  private func sql(_ columns: KeyValuePairs<String, String>, _ choice: EventTimeChoice) throws -> String {
    try Pipelines.sql(
      Pipelines.schema([Self.message]), into: Pipelines.table(columns), engine: Pipelines.vvr11, eventTime: choice)
  }

  @Test(
    "is the field that is asked for, whether or not a table takes it",
    arguments: [
      ("ts", "`ts` BIGINT", "COALESCE(TO_TIMESTAMP_LTZ(`ts`, 3), "),
      ("at", "`at` TIMESTAMP_LTZ(3)", "COALESCE(`at`, "), ("day", "`day` DATE", "CAST(`day` AS TIMESTAMP_LTZ(3))"),
      ("zoned", "`zoned` STRING", "UNIX_TIMESTAMP("), ("local", "`local` STRING", "TRY_CAST(REPLACE(`local`"),
      ("seconds", "`seconds` BIGINT", "TO_TIMESTAMP_LTZ(`seconds`, 0)"),
      ("exact", "`exact` DECIMAL(26, 6)", "TO_TIMESTAMP_LTZ(CAST(FLOOR(`exact` * 1000) AS BIGINT), 3)"),
      ("basic", "`basic` STRING", "ssXX')"),
    ])
  func asked(_ name: String, _ column: String, _ expression: String) throws {
    let sql = try sql(["id": "bigint"], .named(name))
    #expect(sql.contains("  \(column),\n"))
    #expect(sql.contains(expression))
    #expect(sql.contains(Self.watermark))
    #expect(sql.hasSuffix("SELECT\n  `id`\nFROM `kafka_source`;\n"))
  }

  @Test(
    "is computed from the field as a table needs it",
    arguments: [
      ("at", "text", "`at` STRING", "UNIX_TIMESTAMP("), ("ts", "text", "`ts` STRING", "TRY_CAST(`ts` AS BIGINT)"),
      ("local", "text", "`local` STRING", "TRY_CAST("),
      ("ts", "numeric(20,0)", "`ts` DECIMAL(20, 0)", "COALESCE(TO_TIMESTAMP_LTZ(CAST(`ts` AS BIGINT), 3), "),
      ("exact", "bigint", "`exact` BIGINT", "COALESCE(TO_TIMESTAMP_LTZ(`exact`, 0), "),
      (
        "exact", "numeric(20,3)", "`exact` DECIMAL(20, 3)", "TO_TIMESTAMP_LTZ(CAST(FLOOR(`exact` * 1000) AS BIGINT), 3)"
      ),
      ("exact", "text", "`exact` STRING", "FLOOR(TRY_CAST(`exact` AS DECIMAL(26, 6)) * 1000)"),
      ("ts", "double precision", "`ts` DOUBLE", "COALESCE(TO_TIMESTAMP_LTZ(CAST(`ts` AS BIGINT), 3), "),
    ])
  func declared(_ name: String, _ type: String, _ column: String, _ expression: String) throws {
    let sql = try sql([name: type], .named(name))
    #expect(sql.contains("  \(column),\n"))
    #expect(sql.contains(expression))
  }

  @Test("can be Kafka's own timestamp, by any of its names", arguments: ["kafka_timestamp", "kafkaTimestamp"])
  func metadata(_ name: String) throws {
    let sql = try sql(["id": "bigint"], .named(name))
    #expect(sql.contains("  `kafka_timestamp` TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL,\n"))
    #expect(sql.contains("COALESCE(`kafka_timestamp`, "))
  }

  @Test(
    "is none that is no time, and the error names what is",
    arguments: [
      ("n", "holds no time"), ("text", "holds no time"), ("none", "holds no time"), ("id", "holds no time"),
      ("gone", "no field 'gone'"), ("kafka_offset", "no field"),
    ])
  func unusable(_ name: String, _ word: String) {
    let error = #expect(throws: SQLGenerationError.self) { try sql(["id": "bigint"], .named(name)) }
    #expect(error?.code == "invalid_event_time")
    #expect(error?.message.contains(word) == true)
    #expect(
      error?.remedy == "Pass event_time as one of ts, at, zoned, local, day, seconds, exact, basic, kafka_timestamp")
  }

  @Test("is by default the one field that is evidently such, and none of two")
  func evident() throws {
    #expect(try sql(["ts": "bigint"], .evident).contains(Self.watermark))
    #expect(try !sql(["at": "timestamp with time zone"], .evident).contains("WATERMARK"))
    let two = try Pipelines.schema([#"{"ts":1714557600000,"event_ts":1714557600000}"#])
    let table = Pipelines.table(["ts": "bigint", "event_ts": "bigint"])
    #expect(try !Pipelines.sql(two, into: table).contains("WATERMARK"))
    #expect(try Pipelines.sql(two, into: table, eventTime: .named("event_ts")).contains(Self.watermark))
  }

  @Test(
    "is told of where it rests on the declared type alone",
    arguments: [("STRING", "is text"), ("BIGINT", "in milliseconds"), ("INT", "in seconds")])
  func assumed(_ type: String, _ word: String) throws {
    let schema = try MessageSchema(columns: [(name: "id", type: "BIGINT"), (name: "at", type: type)])
    let tables = [Pipelines.table(["id": "bigint"])]
    let warnings = try Pipelines.pipeline(schema, into: tables, eventTime: .named("at")).warnings
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains(word) == true)
    let seen = try Pipelines.schema([Self.message])
    #expect(try Pipelines.pipeline(seen, into: tables, eventTime: .named("zoned")).warnings.isEmpty)
  }

  @Test(
    "rests on what is declared, also where a table takes the field as text",
    arguments: [
      ("BIGINT", "TO_TIMESTAMP_LTZ(TRY_CAST(`at` AS BIGINT), 3)"),
      ("INT", "TO_TIMESTAMP_LTZ(TRY_CAST(`at` AS BIGINT), 0)"),
      ("TIMESTAMP(3)", "CAST(TRY_CAST(REPLACE(`at`"), ("TIMESTAMP_LTZ(3)", "UNIX_TIMESTAMP("),
      ("STRING", "UNIX_TIMESTAMP("),
    ])
  func declaredText(_ type: String, _ expression: String) throws {
    let schema = try MessageSchema(columns: [(name: "at", type: type)])
    let sql = try Pipelines.sql(schema, into: Pipelines.table(["at": "text"]), eventTime: .named("at"))
    #expect(sql.contains("  `at` STRING,\n"))
    #expect(sql.contains(expression))
  }

  @Test("is no other metadata of Kafka", arguments: [KafkaMetadata.offset, .topic, .partition, .headers])
  func otherMetadata(_ metadata: KafkaMetadata) throws {
    let schema = try MessageSchema(columns: [
      .init(name: "id", type: "BIGINT"), .init(name: "own", type: metadata.type.sql, metadata: metadata),
    ])
    for table in [Pipelines.table(["id": "bigint"]), Pipelines.table(["id": "bigint", "own": "text"])] {
      #expect(throws: SQLGenerationError.self) {
        try Pipelines.sql(schema, into: table, engine: Pipelines.vvr11, eventTime: .named("own"))
      }
    }
    let asked = try MessageSchema(columns: [
      .init(name: "id", type: "BIGINT"), .init(name: "own", type: "STRING", metadata: .timestamp),
    ])
    let sql = try Pipelines.sql(asked, into: Pipelines.table(["id": "bigint"]), eventTime: .named("own"))
    #expect(sql.contains("COALESCE(`own`, "))
  }

  @Test(
    "is found in time among thousands of fields, or not, and so are fields of several tables", .timeLimit(.minutes(1)))
  func many() throws {
    let names = (0..<8000).map { "field_\($0)" }
    let schema = try MessageSchema(columns: names.map { .init(name: $0, type: "BOOLEAN") })
    let columns = names.map { TargetTable.Column(name: $0, databaseType: "boolean", isNullable: true) }
    let tables = ["a", "b"].map {
      TargetTable(name: TableName(schema: "public", table: $0), columns: columns, primaryKey: [])
    }
    #expect(try Pipelines.pipeline(schema, into: tables).sources.map(\.fields.count) == [8000])
    let error = #expect(throws: SQLGenerationError.self) {
      try Pipelines.pipeline(schema, into: tables, eventTime: .named("field_7"))
    }
    #expect(error?.remedy == "Pass event_time as one of kafka_timestamp")
  }

  @Test("takes a name that no field has")
  func name() throws {
    let schema = try Pipelines.schema([#"{"Event_Time":"x","ts":1714557600000}"#])
    let sql = try Pipelines.sql(schema, into: Pipelines.table(["ts": "bigint"]))
    #expect(sql.contains("WATERMARK FOR `event_time_`"))
  }
}
