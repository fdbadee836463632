import FlinkSQL
import Testing

@Suite("How given timestamps are written")
struct TimestampStandardTests {
  private func schema(_ columns: [(name: String, type: String)], _ messages: [String]) throws -> MessageSchema {
    try MessageSchema(
      columns: columns.map { .init(name: $0.name, type: $0.type) },
      messages: messages.map { SampledMessage(position: nil, value: Array($0.utf8)) })
  }

  @Test(
    "is found in the fields that are given as timestamps, in most of them",
    arguments: [
      (#""2024-05-01 10:00:00","a":null"#, MessageSchema.TimestampStandard.sql),
      (#""2024-05-01T10:00:00.5","a":null"#, .iso8601),
      (#""2024-05-01 10:00:00","a":"2024-05-01T10:00:00""#, .sql),
    ])
  func found(_ value: String, _ standard: MessageSchema.TimestampStandard) throws {
    let schema = try schema([("t", "TIMESTAMP(3)"), ("a", "STRING")], ["{\"t\":\(value)}"])
    #expect(schema.timestampStandard == standard)
    #expect(schema.warnings.isEmpty)
  }

  @Test("is found inside of rows and arrays, and by the majority of values")
  func nested() throws {
    let columns = [(name: "r", type: "ROW<at TIMESTAMP(3)>"), (name: "l", type: "ARRAY<TIMESTAMP_LTZ(3)>")]
    #expect(try schema(columns, [#"{"r":{"at":"2024-05-01 10:00:00"}}"#]).timestampStandard == .sql)
    #expect(try schema(columns, [#"{"l":["2024-05-01 10:00:00Z"]}"#]).timestampStandard == .sql)
    let mixed = [#"{"r":{"at":"2024-05-01 10:00:00"}}"#, #"{"l":["2024-05-01T10:00:00Z","2024-05-01T10:00:01Z"]}"#]
    #expect(try schema(columns, mixed).timestampStandard == .iso8601)
  }

  @Test(
    "is assumed, and said to be, where no message shows it",
    arguments: [[], [#"{"t":null,"d":null,"v":null}"#], ["no JSON"]])
  func assumed(_ messages: [String]) throws {
    let schema = try schema([("t", "TIMESTAMP(3)")], messages)
    #expect(schema.timestampStandard == .iso8601)
    #expect(schema.warnings.contains { $0.hasPrefix("Timestamps are assumed") })
    #expect(try self.schema([("d", "DATE"), ("v", "STRING")], messages).warnings.isEmpty)
  }

  @Test("is assumed for the columns of a table that stand for the messages")
  func assumedTable() {
    #expect(MessageSchema(assuming: [Pipelines.table(["t": "timestamp without time zone"])]).warnings.count == 2)
    #expect(MessageSchema(assuming: [Pipelines.table(["d": "date"])]).warnings.count == 1)
  }
}
