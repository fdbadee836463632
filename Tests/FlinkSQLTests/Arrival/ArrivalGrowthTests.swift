import FlinkSQL
import JSONCoding
import PipelineTypes
import Testing

@Suite("Growth of tables without a key")
struct ArrivalGrowthTests {
  private static let table = Pipelines.table([
    "seq": "bigint", "at": "timestamp with time zone", "kafka_offset": "bigint", "v": "text",
  ])

  private static func message(_ seq: String, minute: Int = 0) -> String {
    "{\"seq\":\(seq),\"at\":\"2024-05-01T10:\(minute < 10 ? "0" : "")\(minute):00Z\",\"v\":\"x\"}"
  }

  private static func keys() throws -> ArrivalKeys { try ArrivalKeys([message("1")], into: [table]) }

  private static func marks(_ partitions: [[String]], isOnly: Bool = false) throws -> [GrowthMark] {
    let messages = partitions.enumerated().map { number, values in
      values.enumerated().map { index, value in
        SampledMessage(position: .init(partition: number, offset: 40 + index), value: Array(value.utf8))
      }
    }
    return try keys().marks(in: Pipelines.tableName, messages, isOnlyPartition: isOnly)
  }

  private static func mark(_ column: String, _ value: String, _ partition: Int, _ offset: Int) -> GrowthMark {
    GrowthMark(column: column, value: value, position: .init(partition: partition, offset: offset))
  }

  @Test("Columns whose values grow with the messages have reached those of the newest one, times first")
  func grows() throws {
    let messages = [Self.message("9"), Self.message("10", minute: 1), Self.message("10", minute: 2)]
    #expect(
      try Self.marks([messages]) == [
        Self.mark("at", "2024-05-01 10:02:00.000000+00", 0, 42), Self.mark("seq", "10", 0, 42),
      ])
    #expect(try Self.marks([messages], isOnly: true).first == Self.mark("kafka_offset", "42", 0, 42))
  }

  @Test("Of several partitions, the largest of the newest values counts")
  func partitions() throws {
    let (few, many) = ([Self.message("3"), Self.message("4")], [Self.message("1"), Self.message("12")])
    #expect(try Self.marks([few, many]) == [Self.mark("seq", "12", 1, 41)])
    #expect(try Self.marks([many, few]) == [Self.mark("seq", "12", 0, 41)])
    #expect(try Self.marks([many, [Self.message("7")]]) == [Self.mark("seq", "12", 0, 41)])
  }

  @Test(
    "A column that stands, falls or is not known shows nothing",
    arguments: [
      [], [[]], [["1"]], [["2", "2"]], [["2", "3", "1"]], [["1", "2"], ["6", "5"]], [["null", "null"]],
      [["\"a\"", "3"]],
    ] as [[[String]]])
  func standing(_ values: [[String]]) throws {
    #expect(try Self.marks(values.map { $0.map { Self.message($0) } }) == [])
  }

  @Test("Messages without a value are passed over")
  func gaps() throws {
    let messages = [Self.message("1"), Self.message("null"), Self.message("2"), Self.message("null")]
    #expect(try Self.marks([messages]) == [Self.mark("seq", "2", 0, 42)])
  }

  @Test("Kafka's time of a message grows, and is a key too")
  func timestamps() throws {
    let messages = (0..<3).map { index in
      SampledMessage(
        position: .init(partition: 0, offset: index), value: Array("{\"v\":\"x\"}".utf8),
        timestamp: 1_714_557_600_123 + index)
    }
    let columns: KeyValuePairs = ["kafka_timestamp": "timestamp with time zone", "v": "text"]
    let keys = try ArrivalKeys(["{\"v\":\"x\"}"], into: [Pipelines.table(columns)])
    #expect(
      keys.marks(in: Pipelines.tableName, [messages], isOnlyPartition: false)
        == [Self.mark("kafka_timestamp", "2024-05-01 10:00:00.125000+00", 0, 2)])
    let keyed = Pipelines.table(columns, key: ["kafka_timestamp"])
    let effects = try ArrivalKeys(["{\"v\":\"x\"}"], into: [keyed]).effects(of: messages[0]).first?.effects
    #expect(effects == [.written(RowKey(["kafka_timestamp": "2024-05-01 10:00:00.123000+00"]))])
    let record = ArrivalRecord.keys(keys)
    #expect(ArrivalRecord(json: try JSON.parse(record.json.text)) == record)
  }

  @Test("Only tables in which no message can be looked up have such columns, which are stored")
  func stored() throws {
    #expect(try Self.keys().hasGrowth)
    let keyed = Pipelines.table(["seq": "bigint!", "v": "text"], key: ["seq"])
    let keys = try ArrivalKeys([Self.message("1")], into: [keyed])
    #expect(!keys.hasGrowth)
    let messages = [SampledMessage.at(1, Self.message("1")), .at(2, Self.message("2"))]
    #expect(keys.marks(in: Pipelines.tableName, [messages], isOnlyPartition: true) == [])
    let texts = try ArrivalKeys(["{\"v\":\"a\"}"], into: [Pipelines.table(["v": "text", "b": "boolean"])])
    #expect(!texts.hasGrowth)
    let record = ArrivalRecord.keys(try Self.keys())
    #expect(ArrivalRecord(json: try JSON.parse(record.json.text)) == record)
    // What an earlier release stored has none.
    let earlier = try JSON.parse(record.json.text.replacing("\"growing\"", with: "\"other\""))
    guard case .keys(let old) = ArrivalRecord(json: earlier) else {
      Issue.record("not read")
      return
    }
    #expect(!old.hasGrowth && old.unsearchable.map(\.obstacle) == [.keyMissing])
  }
}
