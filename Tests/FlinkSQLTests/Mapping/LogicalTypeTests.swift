import Testing

@testable import FlinkSQL

@Suite("What a schema beside the messages says of numbers")
struct LogicalTypeTests {
  private static let debezium = "io.debezium.time."
  private static let connect = "org.apache.kafka.connect.data."

  /// A change that inserts a row `{"v": VALUE}`, beside the schema of Debezium.
  private static func change(_ type: String, _ value: String) -> String {
    let row =
      #"{"type":"struct","fields":[{"type":"int64","field":"id"},{"type":"int64","field":"v","name":"\#(type)"}]"#
    return """
      {"schema":{"type":"struct","fields":[\(row),"field":"before"},\(row),"field":"after"}]},\
      "payload":{"before":null,"after":{"id":1,"v":\(value)},"op":"c"}}
      """
  }

  /// A row `{"v": VALUE}` in the envelope of Kafka Connect.
  private static func row(_ type: String, _ value: String) -> String {
    """
    {"schema":{"type":"struct","fields":[{"type":"int64","field":"v","name":"\(type)"}]},"payload":{"id":1,"v":\(value)}}
    """
  }

  private static func column(_ messages: [String], _ type: String) throws -> (ColumnMapping.Column?, [String]) {
    let mapping = try ColumnMapping(
      Pipelines.schema(messages), into: Pipelines.table(["id": "bigint", "v": type], key: ["id"]))
    return (mapping.columns.first { $0.name == "v" }, mapping.warnings)
  }

  @Test(
    "is heeded in columns of dates and times, whatever the values look like",
    arguments: [
      (
        change(debezium + "Date", "19844"), "date", "INT", Verdict.converted,
        "TIMESTAMPADD(DAY, `v`, DATE '1970-01-01')"
      ),
      (change(debezium + "Date", "-7305"), "date", "INT", .converted, "BETWEEN -719528 AND 2932896"),
      (change(debezium + "Date", "null"), "date", "INT", .converted, "TIMESTAMPADD"),
      (change(debezium + "Date", "19844"), "timestamp", "INT", .converted, "AS TIMESTAMP(6))"),
      (change(debezium + "Timestamp", "-1"), "timestamp", "BIGINT", .converted, "INTERVAL '0.001' SECOND * `v` END"),
      (
        change(debezium + "MicroTimestamp", "5"), "timestamp", "BIGINT", .lossy,
        "* CAST(FLOOR(`v` * 0.001) AS BIGINT) END"
      ),
      (
        change(debezium + "NanoTimestamp", "5"), "timestamp", "BIGINT", .lossy,
        "* CAST(FLOOR(`v` * 0.000001) AS BIGINT)"
      ),
      (change(debezium + "Timestamp", "5"), "timestamp with time zone", "BIGINT", .converted, "AS TIMESTAMP_LTZ(3))"),
      (change(debezium + "Timestamp", "5"), "date", "BIGINT", .lossy, "TO DAY) AS DATE)"),
      (change(debezium + "Time", "5"), "time", "BIGINT", .lossy, "TIMESTAMPADD(SECOND, CAST(`v` / 1000 AS INT)"),
      (change(debezium + "MicroTime", "5"), "time", "BIGINT", .lossy, "BETWEEN 0 AND 86399999999"),
      (change(connect + "Timestamp", "5"), "timestamp", "BIGINT", .converted, "INTERVAL '0.001' SECOND * `v` END"),
      (
        row(connect + "Timestamp", "5"), "timestamp with time zone", "BIGINT", .converted,
        "TO_TIMESTAMP_LTZ(`payload`.`v`, 3)"
      ),
      (row(connect + "Date", "5"), "date", "INT", .converted, "TIMESTAMPADD(DAY, `payload`.`v`"),
      (row(connect + "Time", "5"), "time", "BIGINT", .lossy, "`payload`.`v` / 1000"),
    ])
  func heeded(_ message: String, _ type: String, _ source: String, _ verdict: Verdict, _ expression: String) throws {
    let type = type == "timestamp" || type == "time" ? "\(type) without time zone" : type
    let (column, warnings) = try Self.column([message], type)
    #expect(column?.sourceType.sql == source)
    #expect(column?.verdict == verdict)
    #expect(column?.expression.contains(expression) == true, "\(column?.expression ?? "")")
    #expect(warnings.contains { $0.contains("'v' is declared as") })
  }

  @Test("is told where the number goes somewhere as it is", arguments: ["bigint", "text", "jsonb"])
  func told(_ type: String) throws {
    let (column, warnings) = try Self.column([Self.change(Self.debezium + "Date", "19844")], type)
    #expect(column?.expression == "`v`")
    #expect(warnings.contains { $0.contains("'v' is declared as days since 1970-01-01, and written as that number") })
  }

  @Test(
    "keeps decimals in base64 out of numbers, those of digits only too",
    arguments: [change(connect + "Decimal", "\"AfQ=\""), row(connect + "Decimal", "\"1234\"")])
  func decimals(_ message: String) throws {
    let error = #expect(throws: SQLGenerationError.self) { try Self.column([message], "numeric(10,2)") }
    #expect(error?.message.contains("decimal.handling.mode = string") == true)
    #expect(try Self.column([message], "text").1.contains { $0.contains("bytes in base64") } == false)
    #expect(try Pipelines.schema([message]).warnings.contains { $0.contains("'v' are bytes in base64") })
  }

  @Test("counts for nothing where two schemas differ, or values are not what it says")
  func ignored() throws {
    let messages = [Self.change(Self.debezium + "Date", "1"), Self.change(Self.debezium + "Timestamp", "1")]
    #expect(throws: SQLGenerationError.self) { try Self.column(messages, "date") }
    let (column, _) = try Self.column([Self.change(Self.debezium + "Date", "\"2024-05-01\"")], "date")
    #expect(column?.expression == "`v`")
  }

  @Test("counts for columns that are given, if they are integers")
  func given() throws {
    let message = SampledMessage(position: nil, value: Array(Self.change(Self.debezium + "Date", "19844").utf8))
    let schema = try MessageSchema(
      columns: [.init(name: "id", type: "BIGINT"), .init(name: "v", type: "INT")], messages: [message])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["id": "bigint", "v": "date"], key: ["id"]))
    #expect(mapping.columns.last?.expression.contains("TIMESTAMPADD(DAY, `v`") == true)
  }

  @Test(
    "is guessed where there is none and the numbers are evident",
    arguments: [
      (["19844", "0"], "date", "TIMESTAMPADD(DAY, `v`", "taken for days since 1970-01-01"),
      (["\"19844\""], "date", "TIMESTAMPADD(DAY, `v`", "other text stops the job"),
      (["20240501", "0"], "date", "TRY_CAST(SUBSTRING(`v`, 1, 4)", "taken for dates such as 20240501"),
      (["\"20240501\""], "timestamp without time zone", "TRY_CAST(SUBSTRING(`v`, 1, 4)", "becomes NULL"),
      (
        ["1714557600000000000"], "timestamp with time zone",
        "TO_TIMESTAMP_LTZ(CAST(FLOOR(`v` * 0.000001) AS BIGINT), 3)", "in nanoseconds"
      ),
    ])
  func guessed(_ values: [String], _ type: String, _ expression: String, _ note: String) throws {
    let mapping = try ColumnMapping(Pipelines.schema(values: values), into: Pipelines.table(["v": type]))
    #expect(mapping.columns[0].expression.contains(expression))
    #expect(mapping.warnings.contains { $0.contains(note) }, "\(mapping.warnings)")
  }

  @Test("is guessed of Debezium's times without a zone, which the session's zone must not move")
  func local() throws {
    let change = #"{"before":null,"after":{"id":1,"v":1714557600000},"op":"c"}"#
    let (column, warnings) = try Self.column([change], "timestamp without time zone")
    #expect(column?.expression.contains("INTERVAL '0.001' SECOND * `v`") == true)
    #expect(warnings.contains { $0.contains("milliseconds since 1970 in local time, as Debezium writes it") })
    let instant = try Self.column([change], "timestamp with time zone").0
    #expect(instant?.expression == "TO_TIMESTAMP_LTZ(`v`, 3)")
  }
}
