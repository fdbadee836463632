import PipelineTypes
import Testing

@testable import FlinkSQL

@Suite("Logical types of numbers in a schema beside the messages")
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

  /// The conversion of `v` to a column of this type, and the facts about it.
  private static func column(_ messages: [String], _ type: String) throws -> (ColumnMapping.Column?, [FieldFact]) {
    let mapping = try ColumnMapping(
      Pipelines.schema(messages), into: Pipelines.table(["id": "bigint", "v": type], key: ["id"]))
    return (mapping.columns.first { $0.name == "v" }, mapping.notes.facts(about: "v"))
  }

  @Test(
    "A logical type decides how numbers are written to columns of dates and times",
    arguments: [
      (
        change(debezium + "Date", "19844"), "date", "INT", .converted,
        "TIMESTAMPADD(DAY, `v`, DATE '1970-01-01')", .days
      ),
      (change(debezium + "Date", "-7305"), "date", "INT", .converted, "BETWEEN -719528 AND 2932896", .days),
      (change(debezium + "Date", "null"), "date", "INT", .converted, "TIMESTAMPADD", .days),
      (change(debezium + "Date", "19844"), "timestamp", "INT", .converted, "AS TIMESTAMP(6))", .days),
      (
        change(debezium + "Timestamp", "-1"), "timestamp", "BIGINT", .converted, "INTERVAL '0.001' SECOND * `v` END",
        .local(.milliseconds)
      ),
      (
        change(debezium + "MicroTimestamp", "5"), "timestamp", "BIGINT", .lossy,
        "* CAST(FLOOR(`v` * 0.001) AS BIGINT) END", .local(.microseconds)
      ),
      (
        change(debezium + "NanoTimestamp", "5"), "timestamp", "BIGINT", .lossy,
        "* CAST(FLOOR(`v` * 0.000001) AS BIGINT)", .local(.nanoseconds)
      ),
      (
        change(debezium + "Timestamp", "5"), "timestamp with time zone", "BIGINT", .converted,
        "AS TIMESTAMP_LTZ(3))", .local(.milliseconds)
      ),
      (
        change(debezium + "Timestamp", "5"), "date", "BIGINT", .lossy, "TO DAY) AS DATE)", .local(.milliseconds)
      ),
      (
        change(debezium + "Time", "5"), "time", "BIGINT", .lossy, "TIMESTAMPADD(SECOND, CAST(`v` / 1000 AS INT)",
        .timeOfDay(.milliseconds)
      ),
      (
        change(debezium + "MicroTime", "5"), "time", "BIGINT", .lossy, "BETWEEN 0 AND 86399999999",
        .timeOfDay(.microseconds)
      ),
      (
        change(connect + "Timestamp", "5"), "timestamp", "BIGINT", .converted, "INTERVAL '0.001' SECOND * `v` END",
        .local(.milliseconds)
      ),
      (
        row(connect + "Timestamp", "5"), "timestamp with time zone", "BIGINT", .converted,
        "TO_TIMESTAMP_LTZ(`payload`.`v`, 3)", .instant(.milliseconds)
      ),
      (row(connect + "Date", "5"), "date", "INT", .converted, "TIMESTAMPADD(DAY, `payload`.`v`", .days),
      (row(connect + "Time", "5"), "time", "BIGINT", .lossy, "`payload`.`v` / 1000", .timeOfDay(.milliseconds)),
    ] as [(String, String, String, Verdict, String, TimeMeaning)])
  func decides(
    _ message: String, _ type: String, _ source: String, _ verdict: Verdict, _ expression: String,
    _ meaning: TimeMeaning
  ) throws {
    let type = type == "timestamp" || type == "time" ? "\(type) without time zone" : type
    let (column, facts) = try Self.column([message], type)
    #expect(column?.sourceType.sql == source)
    #expect(column?.verdict == verdict)
    #expect(column?.expression.contains(expression) == true, "\(column?.expression ?? "")")
    #expect(facts.contains(.timeRead(meaning, .declared)))
  }

  @Test("A note says that a time is written as its number", arguments: ["bigint", "text", "jsonb"])
  func noted(_ type: String) throws {
    let (column, facts) = try Self.column([Self.change(Self.debezium + "Date", "19844")], type)
    #expect(column?.expression == "`v`")
    #expect(facts == [.timeWrittenAsNumber(.days)])
  }

  @Test(
    "Decimals in base64 are not read as numbers, even if they consist of digits",
    arguments: [change(connect + "Decimal", "\"AfQ=\""), row(connect + "Decimal", "\"1234\"")])
  func decimals(_ message: String) throws {
    let error = #expect(throws: PipelineProblem.self) { try Self.column([message], "numeric(10,2)") }
    guard case .incompatibleTypes(let refused, _, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refused.map(\.reason) == [.encodedDecimals])
    #expect(try Self.column([message], "text").1.isEmpty)
    #expect(try Pipelines.schema([message]).notes.contains(.field("v", .decimalsEncoded)))
  }

  @Test("A logical type is ignored if two schemas differ, or if values contradict it")
  func ignored() throws {
    let messages = [Self.change(Self.debezium + "Date", "1"), Self.change(Self.debezium + "Timestamp", "1")]
    #expect(throws: PipelineProblem.self) { try Self.column(messages, "date") }
    let (column, _) = try Self.column([Self.change(Self.debezium + "Date", "\"2024-05-01\"")], "date")
    #expect(column?.expression == "`v`")
  }

  @Test("A logical type decides for declared columns too, if they are integers")
  func given() throws {
    let message = SampledMessage(position: nil, value: Array(Self.change(Self.debezium + "Date", "19844").utf8))
    let schema = try MessageSchema(
      columns: [.init(name: "id", type: "BIGINT"), .init(name: "v", type: "INT")], messages: [message])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["id": "bigint", "v": "date"], key: ["id"]))
    #expect(mapping.columns.last?.expression.contains("TIMESTAMPADD(DAY, `v`") == true)
  }

  @Test("Numbers of Debezium are local times where the column has no zone")
  func local() throws {
    let change = #"{"before":null,"after":{"id":1,"v":1714557600000},"op":"c"}"#
    let (column, facts) = try Self.column([change], "timestamp without time zone")
    #expect(column?.expression.contains("INTERVAL '0.001' SECOND * `v`") == true)
    #expect(facts == [.timeRead(.local(.milliseconds), .debezium)])
    let instant = try Self.column([change], "timestamp with time zone").0
    #expect(instant?.expression == "TO_TIMESTAMP_LTZ(`v`, 3)")
  }
}
