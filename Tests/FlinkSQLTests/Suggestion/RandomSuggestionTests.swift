import FlinkSQL
import PipelineTypes
import TestSupport
import Testing

/// Random topics in each envelope: the suggested table takes all of their messages as they are.
@Suite("Tables suggested for random topics")
struct RandomSuggestionTests {
  /// Values of one kind, as JSON.
  private static let kinds: [[String]] = [
    ["1", "-7", "9223372036854775807"], ["1714557600", "1714557601"], ["1714557600000", "0"], ["12.50", "7", "0.1234"],
    ["0.000125", "1e30", "-2.5"], ["21.142857142857142", "1.5"], ["123456789012345678901234567890", "5"],
    ["true", "false"], ["\"text\"", "\"\"", "\"字\""], ["\"12\"", "\"-3\""], ["\"1.50\"", "\"2\""],
    ["\"007\"", "\"12\""],
    ["\"2024-05-01\""], ["\"10:00:00\"", "\"10:00:00.25\""],
    ["\"2024-05-01T10:00:00Z\"", "\"2024-05-01T10:00:00.123Z\""],
    ["\"2024-05-01T10:00:00.123456Z\""], ["\"2024-05-01 10:00:00\"", "\"2024-05-01 10:00:00.5\""],
    ["\"2024-05-01T10:00:00\""], ["\"2024-05-01T10:00:00+08:00\""], ["\"2024-05-01T10:00:00.123456+08:00\""],
    ["\"aGk=\"", "\"YWJj\""], ["\"{\\\"a\\\":1}\""], ["{\"a\":1,\"b\":[1.5,null]}", "{\"a\":null}"], ["{}"], ["[]"],
    ["[1,2]", "[]"], ["[\"a\"]", "[null]"], ["[1.5]"], ["[[1]]"], ["[{\"a\":1}]"], ["1", "\"a\"", "true"], ["null"],
    ["20240501", "20240502"], ["19845", "19846"], ["\"true\"", "\"false\""], ["0", "1"],
  ]

  private static let names = [
    "orderId", "user_id", "userId", "created_at", "ts", "amount", "地址", "a.b", "x y", "group", "a`b", "x'y", "xmin",
    "ID", "day", "updateTime", "HTTPStatus", "order-id", "O'Neil",
  ]

  /// The rows of a topic, each with a field `id` that is unique.
  private static func rows(_ random: inout Seeded) -> [String] {
    let fields = names.shuffled(using: &random).prefix(Int.random(in: 1..<9, using: &random)).map {
      (name: $0, values: random.pick(kinds))
    }
    return (0..<Int.random(in: 1..<25, using: &random)).map { index in
      let members = fields.compactMap { field -> String? in
        if Int.random(in: 0..<10, using: &random) == 0 { return nil }
        let isNull = Int.random(in: 0..<10, using: &random) == 0
        return "\"\(field.name)\":\(isNull ? "null" : random.pick(field.values))"
      }
      return "{\((["\"id\":\(index)"] + members).joined(separator: ","))}"
    }
  }

  /// How rows stand in messages.
  private enum Envelope: CaseIterable {
    case plain, connect, debezium, canal, maxwell

    func message(_ row: String) -> String {
      switch self {
      case .plain: row
      case .connect: Envelopes.connect(row)
      case .debezium: #"{"before":null,"after":\#(row),"source":{"db":"d","table":"t"},"op":"c","ts_ms":1}"#
      case .canal: #"{"data":[\#(row)],"database":"d","table":"t","type":"INSERT","es":1,"isDdl":false,"old":null}"#
      case .maxwell: #"{"database":"d","table":"t","type":"insert","ts":1,"xid":1,"data":\#(row)}"#
      }
    }
  }

  @Test("take the messages without loss, with a key that no two rows share", arguments: 0..<400)
  func noLoss(_ seed: Int) throws {
    var random = Seeded(seed: UInt64(seed))
    let envelope = random.pick(Envelope.allCases)
    let engine = random.pick([Pipelines.vvr8, Pipelines.vvr11])
    let messages = Suggestions.messages(Self.rows(&random).map(envelope.message))
    let schema = try SchemaInference(messages).schema()
    let table = try #require(SuggestedTable(Suggestions.name, for: schema, messages, engine: engine))
    #expect(table.columns.count == schema.fields.count)
    #expect(Set(table.columns.map(\.name)).count == table.columns.count)
    #expect(!table.primaryKey.isEmpty)
    #expect(try Suggestions.losses(of: schema, in: table.target, engine: engine) == [])
  }

  @Test("without some columns get them back by the suggested ones", arguments: 0..<200)
  func missingColumns(_ seed: Int) throws {
    var random = Seeded(seed: UInt64(seed))
    let messages = Suggestions.messages(Self.rows(&random))
    let schema = try SchemaInference(messages).schema()
    let whole = try #require(SuggestedTable(Suggestions.name, for: schema, messages)).target
    let kept = whole.columns.filter { whole.primaryKey.contains($0.name) || Bool.random(using: &random) }
    let table = TargetTable(name: whole.name, columns: kept, primaryKey: whole.primaryKey)
    let unwritten = try ColumnMapping(schema, into: table).notes.filter { $0.code == "not_written" }.flatMap(\.names)
    guard !unwritten.isEmpty else { return }
    let added = try #require(SuggestedColumns(for: unwritten, of: schema, in: table))
    let changed = TargetTable(
      name: table.name,
      columns: kept + added.columns.map { .init(name: $0.name, databaseType: $0.type.catalogName, isNullable: true) },
      primaryKey: table.primaryKey)
    #expect(try Suggestions.losses(of: schema, in: changed) == [])
  }
}
