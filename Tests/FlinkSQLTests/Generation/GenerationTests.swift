import FlinkSQL
import PipelineTypes
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

  @Test("Fields match columns by name, never by position, and the key is guarded against NULL")
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
    "Each conversion says how much of a value is kept",
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
    "A note says what a declared value loses",
    arguments: [
      ("BIGINT", "boolean", FieldFact.nonzeroIsTrue),
      ("TIMESTAMP_LTZ(3)", "date", .timeOfDayDropped(bySessionZone: true)),
      ("BIGINT", "timestamp without time zone", .sessionZoneApplied),
      ("BIGINT", "timestamp with time zone", .timeRead(.instant(.milliseconds), .assumed(hasUnset: false))),
      ("BIGINT", "date", .timeOfDayDropped(bySessionZone: true)), ("INT", "character varying(3)", .lengthLimited(3)),
      ("DOUBLE", "text", .numbersReformatted),
    ])
  func notes(_ from: String, _ to: String, _ fact: FieldFact) throws {
    let schema = try MessageSchema(columns: [("c", from)])
    let table = TargetTable(name: TableName(schema: "s", table: "t"), columns: [Self.column("c", to)], primaryKey: [])
    #expect(try ColumnMapping(schema, into: table).notes.facts(about: "c").contains(fact))
  }

  @Test(
    "Values that JSON has in quotes are quoted for JSON columns, and no others",
    arguments: ["DATE", "TIMESTAMP(3)", "BYTES", "TIME(0)"])
  func bareText(_ type: String) throws {
    #expect(try sql([("c", type)], [Self.column("c", "jsonb")]).contains("JSON_STRING(`c`)"))
    #expect(try !sql([("c", "ROW<a \(type)>")], [Self.column("c", "jsonb")]).contains("JSON_STRING"))
  }

  @Test("The date of a local time is right before 1970 too")
  func dates() throws {
    #expect(
      try sql([("c", "TIMESTAMP(3)")], [Self.column("c", "date")]).contains("CAST(FLOOR(`c` TO DAY) AS DATE)"))
  }

  @Test("Declared numbers are read as the column's type, never by CAST", arguments: ["FLOAT", "INT", "DOUBLE"])
  func declaredNumbers(_ type: String) throws {
    #expect(try !sql([("c", type)], [Self.column("c", "double precision")]).contains("CAST"))
  }

  @Test("The error code tells impossible columns from missing ones and from no match at all")
  func refusals() {
    func code(_ columns: [(String, String)], _ target: [TargetTable.Column]) -> String? {
      #expect(throws: PipelineProblem.self) { try sql(columns, target) }?.code
    }
    #expect(code([("c", "BOOLEAN")], [Self.column("c", "date")]) == "incompatible_types")
    #expect(
      code([("c", "INT")], [Self.column("c", "integer"), Self.column("must", "text", isNullable: false)])
        == "missing_fields")
    #expect(code([("c", "INT")], [Self.column("d", "integer")]) == "no_common_columns")
    #expect(code([("c", "INT")], [Self.column("c", "money")]) == "incompatible_types")
  }

  @Test("Secrets are written as variables only, and Kafka's classes by the platform's names")
  func secrets() throws {
    var endpoints = Pipelines.endpoints
    let login = KafkaLogin(mechanism: .scramSHA256, usernameSecret: "ku", passwordSecret: "kp")
    endpoints.kafkaSecurity = .sasl(login, tls: KafkaTLS())
    let sql = try sql([("id", "BIGINT")], [Self.column("id", "bigint")], endpoints: endpoints)
    #expect(sql.contains("'password' = '${secret_values.p}'"))
    #expect(sql.contains("org.apache.flink.kafka.shaded.org.apache.kafka.common.security.scram.ScramLoginModule"))
    #expect(sql.contains("password=\"${secret_values.kp}\""))
  }

  @Test("A consumer group gets a start offset, and the same input gives the same bytes")
  func startup() throws {
    let grouped = try sql([("id", "BIGINT")], [Self.column("id", "bigint")], startup: .groupOffsets)
    #expect(grouped.contains("'properties.auto.offset.reset' = 'earliest'"))
    let timed = try sql([("id", "BIGINT")], [Self.column("id", "bigint")], startup: .timestamp(milliseconds: 5))
    #expect(timed.contains("'scan.startup.timestamp-millis' = '5'"))
    #expect(try sql([("id", "BIGINT")], [Self.column("id", "bigint")], startup: .groupOffsets) == grouped)
  }
}
