import FlinkSQL
import PipelineTypes
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
    "A field that the caller names is the event time, whether or not a table takes it",
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
    "The event time is computed from the field as a table needs it",
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

  @Test(
    "Kafka's own timestamp can be the event time, by any of its names",
    arguments: ["kafka_timestamp", "kafkaTimestamp"])
  func metadata(_ name: String) throws {
    let sql = try sql(["id": "bigint"], .named(name))
    #expect(sql.contains("  `kafka_timestamp` TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL,\n"))
    #expect(sql.contains("COALESCE(`kafka_timestamp`, "))
  }

  @Test(
    "A field that holds no time is rejected, and the error lists the fields that hold one",
    arguments: [
      ("n", PipelineProblem.EventTimeFault.noTime), ("text", .noTime), ("none", .noTime), ("id", .noTime),
      ("gone", .unknownField), ("kafka_offset", .unknownField),
    ])
  func unusable(_ name: String, _ fault: PipelineProblem.EventTimeFault) {
    let candidates = ["ts", "at", "zoned", "local", "day", "seconds", "exact", "basic", "kafka_timestamp"]
    #expect(throws: PipelineProblem.invalidEventTime(name, fault, candidates: candidates)) {
      try sql(["id": "bigint"], .named(name))
    }
  }

  @Test("By default the only evident field is the event time, and of two neither")
  func evident() throws {
    #expect(try sql(["ts": "bigint"], .evident).contains(Self.watermark))
    #expect(try !sql(["at": "timestamp with time zone"], .evident).contains("WATERMARK"))
    let two = try Pipelines.schema([#"{"ts":1714557600000,"event_ts":1714557600000}"#])
    let table = Pipelines.table(["ts": "bigint", "event_ts": "bigint"])
    #expect(try !Pipelines.sql(two, into: table).contains("WATERMARK"))
    #expect(try Pipelines.sql(two, into: table, eventTime: .named("event_ts")).contains(Self.watermark))
  }

  @Test(
    "A note says what is assumed where only the declared type is known",
    arguments: [
      ("STRING", FieldFact.eventTimeTextAssumed),
      ("BIGINT", .timeRead(.instant(.milliseconds), .assumed(hasUnset: false))),
      ("INT", .timeRead(.instant(.seconds), .assumed(hasUnset: false))),
    ])
  func assumed(_ type: String, _ fact: FieldFact) throws {
    let schema = try MessageSchema(columns: [(name: "id", type: "BIGINT"), (name: "at", type: type)])
    let tables = [Pipelines.table(["id": "bigint"])]
    #expect(try Pipelines.pipeline(schema, into: tables, eventTime: .named("at")).notes == [.field("at", fact)])
    let seen = try Pipelines.schema([Self.message])
    #expect(try Pipelines.pipeline(seen, into: tables, eventTime: .named("zoned")).notes.isEmpty)
  }

  @Test(
    "The declared type decides, also where a table takes the field as text",
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

  @Test(
    "No other Kafka metadata can be the event time", arguments: [KafkaMetadata.offset, .topic, .partition, .headers])
  func otherMetadata(_ metadata: KafkaMetadata) throws {
    let schema = try MessageSchema(columns: [
      .init(name: "id", type: "BIGINT"), .init(name: "own", type: metadata.type.sql, metadata: metadata),
    ])
    for table in [Pipelines.table(["id": "bigint"]), Pipelines.table(["id": "bigint", "own": "text"])] {
      #expect(throws: PipelineProblem.self) {
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
    "Thousands of fields and several tables take little time, with and without an event time",
    .timeLimit(.minutes(1)))
  func many() throws {
    let names = (0..<8000).map { "field_\($0)" }
    let schema = try MessageSchema(columns: names.map { .init(name: $0, type: "BOOLEAN") })
    let columns = names.map { TargetTable.Column(name: $0, databaseType: "boolean", isNullable: true) }
    let tables = ["a", "b"].map {
      TargetTable(name: TableName(schema: "public", table: $0), columns: columns, primaryKey: [])
    }
    #expect(try Pipelines.pipeline(schema, into: tables).sources.map(\.fields.count) == [8000])
    #expect(throws: PipelineProblem.invalidEventTime("field_7", .noTime, candidates: ["kafka_timestamp"])) {
      try Pipelines.pipeline(schema, into: tables, eventTime: .named("field_7"))
    }
  }

  @Test("The column of the event time gets a name that no field has")
  func name() throws {
    let schema = try Pipelines.schema([#"{"Event_Time":"x","ts":1714557600000}"#])
    let sql = try Pipelines.sql(schema, into: Pipelines.table(["ts": "bigint"]))
    #expect(sql.contains("WATERMARK FOR `event_time_`"))
  }
}
