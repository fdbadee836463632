import FlinkSQL
import Testing

@Suite("SQL generation")
struct GenerationTests {
  private static func column(_ name: String, _ type: String, isNullable: Bool = true) -> TargetTable.Column {
    TargetTable.Column(name: name, databaseType: type, isNullable: isNullable)
  }

  private func sql(
    _ columns: [(String, String)], _ target: [TargetTable.Column], key: [String] = [],
    engine: EngineVersion = .assumed, startup: StartupMode = .earliestOffset,
    endpoints: PipelineEndpoints = Pipelines.endpoints
  ) throws -> String {
    let schema = try MessageSchema(columns: columns.map { (name: $0.0, type: $0.1) })
    let table = TargetTable(name: TableName(schema: "public", table: "t"), columns: target, primaryKey: key)
    return try Pipelines.sql(schema, into: table, engine: engine, startup: startup, endpoints: endpoints)
  }

  @Test("matches by name, never by position, and guards the key against null")
  func names() throws {
    let sql = try sql(
      [("b", "STRING"), ("orderId", "BIGINT"), ("EXTRA", "INT")],
      [Self.column("order_id", "bigint", isNullable: false), Self.column("B", "text")], key: ["order_id"])
    #expect(sql.contains("INSERT INTO `hologres_sink` (`order_id`, `B`)\nSELECT\n  `orderId`,\n  `b`\nFROM"))
    #expect(sql.contains("WHERE `orderId` IS NOT NULL"))
    #expect(sql.contains("PRIMARY KEY (`order_id`) NOT ENFORCED"))
    #expect(!sql.contains("EXTRA"))
  }

  @Test(
    "tells how much of a value survives",
    arguments: [
      ("BIGINT", "bigint", Verdict.exact), ("INT", "bigint", .widening), ("BIGINT", "integer", .converted),
      ("DOUBLE", "real", .lossy),
      ("INT", "numeric(18,2)", .widening), ("BIGINT", "numeric(10,2)", .lossy),
      ("DECIMAL(10, 2)", "numeric(18,2)", .widening),
      ("ROW<a INT>", "jsonb", .converted), ("BIGINT", "text", .converted),
      ("TIMESTAMP(3)", "timestamp with time zone", .converted),
      ("TIMESTAMP(3)", "timestamp without time zone", .widening), ("BIGINT", "timestamp with time zone", .converted),
      ("STRING", "integer", .converted), ("FLOAT", "double precision", .widening), ("BOOLEAN", "integer", .converted),
      ("STRING", "timestamp with time zone", .converted), ("STRING", "bytea", .converted),
      ("BIGINT", "boolean", .lossy), ("TIMESTAMP_LTZ(6)", "timestamp with time zone", .lossy),
      ("TIMESTAMP(6)", "timestamp with time zone", .lossy), ("TIMESTAMP(6)", "timestamp without time zone", .exact),
      ("STRING", "text", .exact), ("STRING", "character varying(9)", .converted),
      ("DECIMAL(10, 2)", "text", .lossy), ("ARRAY<DOUBLE>", "text", .converted),
      ("MAP<STRING, DECIMAL(20, 2)>", "text", .lossy),
      ("ARRAY<INT>", "bigint[]", .widening), ("DOUBLE", "integer", .lossy),
    ])
  func verdicts(_ from: String, _ to: String, _ verdict: Verdict) throws {
    let schema = try MessageSchema(columns: [("c", from)])
    let table = TargetTable(name: TableName(schema: "s", table: "t"), columns: [Self.column("c", to)], primaryKey: [])
    #expect(try ColumnMapping(schema, into: table).columns.first?.verdict == verdict)
  }

  @Test(
    "tells what a declared value loses, in words about the field",
    arguments: [
      ("BIGINT", "boolean", "counts as true"), ("TIMESTAMP_LTZ(3)", "date", "session's time zone"),
      ("BIGINT", "timestamp without time zone", "session's time zone"),
      ("BIGINT", "timestamp with time zone", "becomes NULL"), ("BIGINT", "date", "loses its time of day"),
      ("INT", "character varying(3)", "refuses more than 3"), ("DOUBLE", "text", "printed anew"),
    ])
  func notes(_ from: String, _ to: String, _ words: String) throws {
    let schema = try MessageSchema(columns: [("c", from)])
    let table = TargetTable(name: TableName(schema: "s", table: "t"), columns: [Self.column("c", to)], primaryKey: [])
    let warnings = try ColumnMapping(schema, into: table).warnings
    #expect(warnings.contains { $0.contains("'c'") && $0.contains(words) })
  }

  @Test(
    "puts into quotes what JSON has in quotes, and nothing else",
    arguments: ["DATE", "TIMESTAMP(3)", "BYTES", "TIME(0)"])
  func bareText(_ type: String) throws {
    #expect(try sql([("c", type)], [Self.column("c", "jsonb")]).contains("JSON_STRING(`c`)"))
    #expect(try !sql([("c", "ROW<a \(type)>")], [Self.column("c", "jsonb")]).contains("JSON_STRING"))
  }

  @Test("makes a date of a local time in a way that holds before 1970 too")
  func dates() throws {
    #expect(
      try sql([("c", "TIMESTAMP(3)")], [Self.column("c", "date")]).contains("CAST(FLOOR(`c` TO DAY) AS DATE)"))
  }

  @Test("reads declared numbers straight into the column's type, never by CAST", arguments: ["FLOAT", "INT", "DOUBLE"])
  func declaredNumbers(_ type: String) throws {
    #expect(try !sql([("c", type)], [Self.column("c", "double precision")]).contains("CAST"))
  }

  @Test("says what is impossible, missing or without any match")
  func refusals() {
    func code(_ columns: [(String, String)], _ target: [TargetTable.Column]) -> String? {
      #expect(throws: SQLGenerationError.self) { try sql(columns, target) }?.code
    }
    #expect(code([("c", "BOOLEAN")], [Self.column("c", "date")]) == "incompatible_types")
    #expect(
      code([("c", "INT")], [Self.column("c", "integer"), Self.column("must", "text", isNullable: false)])
        == "missing_fields")
    #expect(code([("c", "INT")], [Self.column("d", "integer")]) == "no_common_columns")
    #expect(code([("c", "INT")], [Self.column("c", "money")]) == "incompatible_types")
  }

  @Test(
    "quotes names of every kind",
    arguments: ["select", "a b", "a`b", "a.b", "a'b", "a\"b", "中文", "😀", "1st", "a;--", "\\", "$x"])
  func quoting(_ name: String) throws {
    let sql = try sql([(name, "BIGINT")], [Self.column(name, "bigint")])
    #expect(sql.contains("`\(name.replacing("`", with: "``"))` BIGINT"))
  }

  @Test(
    "refuses names that no quoting makes safe",
    arguments: ["a\nb", "", "${secret_values.x}", "a\u{0}", String(repeating: "x", count: 257)])
  func unsafe(_ name: String) {
    #expect(throws: SQLGenerationError.self) { try MessageSchema(columns: [(name, "INT")]) }
  }

  @Test(
    "refuses what is no topic",
    arguments: ["", "a b", "中文", "a;b", "a/b", "..", "o'", String(repeating: "x", count: 250)])
  func topics(_ name: String) { #expect(throws: SQLGenerationError.self) { try TopicName(parsing: name) } }

  @Test(
    "reads table names with quotes and dots",
    arguments: [
      ("t", "public.t"), ("s.t", "s.t"), ("\"S\".\"a.b\"", "\"S\".\"a.b\""), ("会员", "public.\"会员\""),
      ("\"a\"\"b\"", "public.\"a\"\"b\""),
    ])
  func tables(_ text: String, _ expected: String) throws {
    #expect(try TableName(parsing: text).description == expected)
  }

  @Test(
    "refuses table names that are none",
    arguments: ["", "a.b.c", ".", "a.", "\"a", "${x}", "\"a\"b", "\"a\"\"", "\"a\".b.\"c"])
  func badTables(_ text: String) { #expect(throws: SQLGenerationError.self) { try TableName(parsing: text) } }

  @Test("writes secrets as variables only, and Kafka's classes by the platform's names")
  func secrets() throws {
    var endpoints = Pipelines.endpoints
    let login = KafkaLogin(mechanism: .scramSHA256, usernameSecret: "ku", passwordSecret: "kp")
    endpoints.kafkaSecurity = .sasl(login, tls: KafkaTLS())
    let sql = try sql([("id", "BIGINT")], [Self.column("id", "bigint")], endpoints: endpoints)
    #expect(sql.contains("'password' = '${secret_values.p}'"))
    #expect(sql.contains("org.apache.flink.kafka.shaded.org.apache.kafka.common.security.scram.ScramLoginModule"))
    #expect(sql.contains("password=\"${secret_values.kp}\""))
  }

  @Test("gives the group a place to begin, and the same bytes for the same input")
  func startup() throws {
    let grouped = try sql([("id", "BIGINT")], [Self.column("id", "bigint")], startup: .groupOffsets)
    #expect(grouped.contains("'properties.auto.offset.reset' = 'earliest'"))
    let timed = try sql([("id", "BIGINT")], [Self.column("id", "bigint")], startup: .timestamp(milliseconds: 5))
    #expect(timed.contains("'scan.startup.timestamp-millis' = '5'"))
    #expect(try sql([("id", "BIGINT")], [Self.column("id", "bigint")], startup: .groupOffsets) == grouped)
  }
}
