import FlinkSQL
import PipelineTypes
import Testing

@Suite("Messages that show nothing")
struct ArrivalObstacleTests {
  /// A value that the topic has, the type of the key column, a message, and why it shows nothing.
  static let cases: [(sample: String, type: String, message: String, obstacle: ArrivalObstacle)] = [
    ("1", "bigint!", "", .noRow), ("1", "bigint!", "{", .unreadable), ("1", "bigint!", "{\"k\":\"x\"}", .unreadable),
    ("1", "bigint!", "{\"k\":null}", .keyNull(column: "k")), ("1", "bigint!", "{}", .keyNull(column: "k")),
    ("1", "bigint!", "{\"k\":1.5}", .keyChanged(column: "k")),
    ("1", "bigint!", "{\"k\":\"007\"}", .keyChanged(column: "k")),
    ("1.25", "numeric(10,2)!", "{\"k\":1.255}", .keyChanged(column: "k")),
    ("1.25", "numeric(10,2)!", "{\"k\":123456789.5}", .keyChanged(column: "k")),
    ("1", "numeric(40,2)!", "{\"k\":1.255}", .keyChanged(column: "k")),
    ("\"abc\"", "character varying(3)!", "{\"k\":\"abcd\"}", .keyChanged(column: "k")),
    ("\"abc\"", "character(3)!", "{\"k\":\"a \"}", .keyChanged(column: "k")),
    ("\"abc\"", "text!", "{\"k\":\"a\\u0000\"}", .keyChanged(column: "k")),
    ("true", "boolean!", "{\"k\":\"yes\"}", .keyChanged(column: "k")),
    (
      "\"2024-05-01T10:00:00.123Z\"", "timestamp with time zone!", "{\"k\":\"2024-05-01T10:00:00.1234Z\"}",
      .keyChanged(column: "k")
    ),
    (
      "\"2024-05-01T10:00:00.123\"", "timestamp(3) without time zone!", "{\"k\":\"2024-05-01T10:00:00.1234\"}",
      .keyChanged(column: "k")
    ),
    ("1714557600123456", "timestamp with time zone!", "{\"k\":1714557600123456}", .keyChanged(column: "k")),
    ("20240501", "date!", "{\"k\":20240231}", .keyChanged(column: "k")),
  ]

  @Test("Each has its reason", arguments: cases, [Pipelines.vvr8, Pipelines.vvr11])
  func obstacles(
    _ example: (sample: String, type: String, message: String, obstacle: ArrivalObstacle), _ engine: EngineVersion
  ) throws {
    let table = Pipelines.table(["k": example.type, "v": "bigint"], key: ["k"])
    let keys = try ArrivalKeys(["{\"k\":\(example.sample),\"v\":1}"], into: [table], engine: engine)
    #expect(keys.unsearchable.map(\.obstacle) == [])
    #expect(keys.effects(of: example.message) == [.unknown(example.obstacle)])
  }

  @Test("A number that stands for a time that is not set has no key")
  func unset() throws {
    let table = Pipelines.table(["k": "timestamp with time zone!", "v": "bigint"], key: ["k"])
    let keys = try ArrivalKeys(["{\"k\":0,\"v\":1}", "{\"k\":1714557600000,\"v\":1}"], into: [table])
    #expect(keys.effects(of: "{\"k\":0}") == [.unknown(.keyNull(column: "k"))])
    #expect(
      keys.effects(of: "{\"k\":1714557600000}") == [.written(RowKey(["k": "2024-05-01 10:00:00.000000+00"]))])
  }

  @Test("A change of another field does not matter")
  func otherField() throws {
    let table = Pipelines.table(["k": "bigint!", "v": "numeric(5,2)"], key: ["k"])
    let keys = try ArrivalKeys(["{\"k\":1,\"v\":1.25}"], into: [table])
    #expect(keys.effects(of: "{\"k\":2,\"v\":1.255}") == [.written(RowKey(["k": "2"]))])
  }
}
