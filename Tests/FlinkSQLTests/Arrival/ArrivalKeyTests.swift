import FlinkSQL
import PipelineTypes
import Testing

@Suite("Keys of messages in their tables")
struct ArrivalKeyTests {
  /// A value of a message, the type of the key column, and the value that the column gets.
  static let exact: [(sample: String, type: String, value: String)] = [
    ("77", "bigint!", "77"), ("7", "integer!", "7"), ("-7", "smallint!", "-7"), ("\"77\"", "bigint!", "77"),
    ("12.5", "numeric(10,2)!", "12.50"), ("5", "numeric(10,2)!", "5.00"), ("7", "numeric!", "7.000000000000000000"),
    ("7", "numeric(40,2)!", "7.000000000000000000"), ("\"A-1\"", "text!", "A-1"), ("\"张伟\"", "text!", "张伟"),
    ("\"abc\"", "character varying(3)!", "abc"), ("\"abc\"", "character(3)!", "abc"), ("7", "text!", "7"),
    ("true", "boolean!", "true"), ("true", "integer!", "1"), ("false", "bigint!", "0"),
    ("\"AQL/\"", "bytea!", "\\x0102ff"),
    ("\"2024-05-01\"", "date!", "2024-05-01"), ("19844", "date!", "2024-05-01"), ("20240501", "date!", "2024-05-01"),
    ("\"10:20:30\"", "time without time zone!", "10:20:30"),
    ("\"2024-05-01T10:00:00Z\"", "timestamp with time zone!", "2024-05-01 10:00:00.000000+00"),
    ("\"2024-05-01T10:00:00.123Z\"", "timestamp with time zone!", "2024-05-01 10:00:00.123000+00"),
    ("\"2024-05-01T10:00:00.123456\"", "timestamp without time zone!", "2024-05-01 10:00:00.123456"),
    ("\"2024-05-01 10:00:00\"", "timestamp without time zone!", "2024-05-01 10:00:00.000000"),
    ("\"2024-05-01T10:00:00+08:00\"", "timestamp with time zone!", "2024-05-01 02:00:00.000000+00"),
    ("\"2024-05-01T10:00:00.5-0130\"", "timestamp with time zone!", "2024-05-01 11:30:00.500000+00"),
    ("1714557600", "timestamp with time zone!", "2024-05-01 10:00:00.000000+00"),
    ("1714557600123", "timestamp with time zone!", "2024-05-01 10:00:00.123000+00"),
    ("1714557600123000", "timestamp with time zone!", "2024-05-01 10:00:00.123000+00"),
    ("\"11111111-2222-3333-4444-555555555555\"", "uuid!", "11111111-2222-3333-4444-555555555555"),
  ]

  @Test(
    "The value of a key is known where the conversion is exact", arguments: exact, [Pipelines.vvr8, Pipelines.vvr11])
  func values(_ exact: (sample: String, type: String, value: String), _ engine: EngineVersion) throws {
    let message = "{\"k\":\(exact.sample),\"v\":1}"
    let table = Pipelines.table(["k": exact.type, "v": "bigint"], key: ["k"])
    let keys = try ArrivalKeys([message], into: [table], engine: engine)
    #expect(keys.unsearchable.map(\.obstacle) == [])
    #expect(keys.effects(of: message) == [.written(RowKey(["k": exact.value]))])
  }

  /// A value, the type of the key column, and why no message can be looked up.
  static let inexact: [(sample: String, type: String, obstacle: ArrivalObstacle)] = [
    ("1.5", "double precision!", .keyInexact(column: "k")), ("1.5", "real!", .keyInexact(column: "k")),
    ("\"a\"", "citext!", .keyInexact(column: "k")), ("\"a\"", "name!", .keyInexact(column: "k")),
    ("\"a\"", "bpchar!", .keyInexact(column: "k")), ("{\"a\":1}", "jsonb!", .keyInexact(column: "k")),
    ("\"1 day\"", "interval!", .keyInexact(column: "k")), ("[1]", "bigint[]!", .keyInexact(column: "k")),
    ("\"2024-05-01T10:00:00Z\"", "date!", .keyConverted(column: "k")),
    ("\"2024-05-01T10:00:00\"", "date!", .keyConverted(column: "k")),
    ("\"2024-05-01T10:00:00\"", "timestamp with time zone!", .keyConverted(column: "k")),
    ("\"2024-05-01T10:00:00Z\"", "timestamp without time zone!", .keyConverted(column: "k")),
    ("1714557600000", "timestamp without time zone!", .keyConverted(column: "k")),
    ("1714557600.5", "timestamp with time zone!", .keyConverted(column: "k")),
    ("1", "boolean!", .keyConverted(column: "k")),
  ]

  @Test("A key that the job converts beyond recognition is named", arguments: inexact)
  func converted(_ inexact: (sample: String, type: String, obstacle: ArrivalObstacle)) throws {
    let table = Pipelines.table(["k": inexact.type], key: ["k"])
    let keys = try ArrivalKeys(["{\"k\":\(inexact.sample)}"], into: [table])
    #expect(keys.searchable == [])
    #expect(keys.unsearchable.map(\.table) == [Pipelines.tableName])
    #expect(keys.unsearchable.map(\.obstacle) == [inexact.obstacle])
  }

  @Test("An engine that shifts instants by a zone makes no exact ones")
  func oldEngine() throws {
    let table = Pipelines.table(["k": "timestamp with time zone!"], key: ["k"])
    let message = "{\"k\":\"2024-05-01T10:00:00Z\"}"
    let keys = try ArrivalKeys([message], into: [table], engine: EngineVersion(8, 0, 5))
    #expect(keys.unsearchable.map(\.obstacle) == [.keyConverted(column: "k")])
  }

  @Test("A table without a key, or that was not read, is named")
  func keyless() throws {
    let message = "{\"id\":1,\"v\":\"a\"}"
    let keyless = try ArrivalKeys([message], into: [Pipelines.table(["id": "bigint", "v": "text"])])
    #expect(keyless.unsearchable.map(\.obstacle) == [.keyMissing])
    let table = Pipelines.table(["id": "bigint!"], key: ["id"])
    let unread = try ArrivalKeys([message], into: [table], readable: false)
    #expect(unread.unsearchable.map(\.obstacle) == [.tableNotRead])
  }

  @Test("A key that the database fills in is named")
  func filled() throws {
    let table = TargetTable(
      name: Pipelines.tableName,
      columns: [
        .init(name: "tenant", databaseType: "text", isNullable: false, filling: .byDefault),
        .init(name: "id", databaseType: "bigint", isNullable: false),
      ], primaryKey: ["tenant", "id"])
    let keys = try ArrivalKeys(["{\"id\":1}"], into: [table])
    #expect(keys.unsearchable.map(\.obstacle) == [.keyFilledIn(columns: ["tenant"])])
  }

  @Test("The columns of a key are in key order, whatever the order of the fields is")
  func order() throws {
    let table = Pipelines.table(["seq": "bigint!", "Sensor": "text!", "v": "bigint"], key: ["Sensor", "seq"])
    let message = "{\"v\":1,\"seq\":149,\"sensor\":\"s-5\"}"
    let keys = try ArrivalKeys([message], into: [table])
    #expect(keys.effects(of: message) == [.written(RowKey(["Sensor": "s-5", "seq": "149"]))])
  }

  @Test("Kafka metadata is a key that the position of a message tells")
  func metadata() throws {
    let table = Pipelines.table(
      ["kafka_partition": "integer!", "kafka_offset": "numeric(20,0)!", "kafka_topic": "text!", "v": "bigint"],
      key: ["kafka_topic", "kafka_partition", "kafka_offset"])
    let keys = try ArrivalKeys(["{\"v\":1}"], into: [table])
    let key = RowKey(["kafka_topic": "orders", "kafka_partition": "3", "kafka_offset": "1042"])
    #expect(keys.effects(of: "{\"v\":2}") == [.written(key)])
  }

  @Test("A row in the envelope of Kafka Connect has its key")
  func connect() throws {
    let message = Envelopes.connect("{\"id\":7,\"n\":\"a\"}")
    let keys = try ArrivalKeys([message], into: [Envelopes.table])
    #expect(keys.effects(of: message) == [.written(RowKey(["id": "7"]))])
    #expect(keys.effects(of: Envelopes.connect("null")) == [.unknown(.noRow)])
  }

  @Test("Each table has the key of its own")
  func tables() throws {
    let other = TargetTable(
      name: TableName(schema: "public", table: "other"),
      columns: [.init(name: "n", databaseType: "text", isNullable: false)], primaryKey: ["n"])
    let keys = try ArrivalKeys(["{\"id\":1,\"n\":\"a\"}"], into: [Envelopes.table, other])
    let effects = keys.effects(of: .at(1, "{\"id\":7,\"n\":\"b\"}"))
    #expect(effects.map(\.table) == [Pipelines.tableName, other.name])
    #expect(effects.map(\.effects) == [[.written(RowKey(["id": "7"]))], [.written(RowKey(["n": "b"]))]])
  }
}
