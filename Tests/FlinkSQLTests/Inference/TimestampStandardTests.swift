import FlinkSQL
import PipelineTypes
import Testing

@Suite("The standard of declared timestamps")
struct TimestampStandardTests {
  private func schema(_ columns: [(name: String, type: String)], _ messages: [String]) throws -> MessageSchema {
    try MessageSchema(
      columns: columns.map { .init(name: $0.name, type: $0.type) },
      messages: messages.map { SampledMessage(position: nil, value: Array($0.utf8)) })
  }

  @Test(
    "Most fields that are declared as timestamps decide the standard",
    arguments: [
      (#""2024-05-01 10:00:00","a":null"#, TimestampStandard.sql),
      (#""2024-05-01T10:00:00.5","a":null"#, .iso8601),
      (#""2024-05-01 10:00:00","a":"2024-05-01T10:00:00""#, .sql),
    ])
  func found(_ value: String, _ standard: TimestampStandard) throws {
    let schema = try schema([("t", "TIMESTAMP(3)"), ("a", "STRING")], ["{\"t\":\(value)}"])
    #expect(schema.timestampStandard == standard)
    #expect(schema.notes.isEmpty)
  }

  @Test("The majority of values decides the standard, inside of rows and arrays too")
  func nested() throws {
    let columns = [(name: "r", type: "ROW<at TIMESTAMP(3)>"), (name: "l", type: "ARRAY<TIMESTAMP_LTZ(3)>")]
    #expect(try schema(columns, [#"{"r":{"at":"2024-05-01 10:00:00"}}"#]).timestampStandard == .sql)
    #expect(try schema(columns, [#"{"l":["2024-05-01 10:00:00Z"]}"#]).timestampStandard == .sql)
    let mixed = [#"{"r":{"at":"2024-05-01 10:00:00"}}"#, #"{"l":["2024-05-01T10:00:00Z","2024-05-01T10:00:01Z"]}"#]
    #expect(try schema(columns, mixed).timestampStandard == .iso8601)
  }

  @Test(
    "The standard is assumed and noted if no message shows it",
    arguments: [[], [#"{"t":null,"d":null,"v":null}"#], ["no JSON"]])
  func assumed(_ messages: [String]) throws {
    let schema = try schema([("t", "TIMESTAMP(3)")], messages)
    #expect(schema.timestampStandard == .iso8601)
    #expect(schema.notes.contains(.topic(.timestampsAssumed)))
    #expect(try self.schema([("d", "DATE"), ("v", "STRING")], messages).notes.isEmpty)
  }

  @Test("The standard is assumed for the columns of a table that replace the messages")
  func assumedTable() {
    let columns = PipelineNote.topic(.columnsAssumed(tables: [Pipelines.tableName]))
    let timestamps = MessageSchema(assuming: [Pipelines.table(["t": "timestamp without time zone"])])
    #expect(timestamps.notes == [columns, .topic(.timestampsAssumed)])
    #expect(MessageSchema(assuming: [Pipelines.table(["d": "date"])]).notes == [columns])
  }
}
