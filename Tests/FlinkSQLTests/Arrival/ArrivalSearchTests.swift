import FlinkSQL
import PipelineTypes
import Testing

@Suite("The message that is looked up")
struct ArrivalSearchTests {
  private static func write(_ id: Int) -> String {
    #"{"before":null,"after":{"id":\#(id),"n":"x"},"source":{"db":"d"},"op":"c","ts_ms":1}"#
  }

  private static func delete(_ id: Int) -> String {
    #"{"before":{"id":\#(id),"n":"x"},"after":null,"source":{"db":"d"},"op":"d","ts_ms":1}"#
  }

  private static func plain(_ id: String) -> String { #"{"id":\#(id),"n":"x"}"# }

  private static func changes() throws -> ArrivalKeys { try ArrivalKeys(Envelopes.debezium, into: [Envelopes.table]) }

  private static func search(
    _ keys: ArrivalKeys, _ messages: [String], later: [String] = [], isOnly: Bool = true, key: String? = nil
  ) -> ArrivalSearch {
    let all = (messages + later).enumerated().map { SampledMessage.at(100 + $0.offset, $0.element, key: key) }
    return ArrivalSearch(
      keys, Array(all.prefix(messages.count)), later: Array(all.dropFirst(messages.count)), isOnlyPartition: isOnly)
  }

  /// Messages of changes, those behind the committed ones, and the offset that is looked up.
  static let histories: [(messages: [String], later: [String], offset: Int?)] = [
    ([write(1), write(2)], [], 101), ([write(1), ""], [], 100), ([write(1), write(2), delete(2)], [], 100),
    ([write(1), delete(1)], [], nil), ([write(1), delete(1), write(1)], [], 102),
    ([write(1), write(2)], [delete(2)], 100), ([write(1)], [delete(1), write(1)], 100),
    ([write(1)], [write(1), delete(1)], nil), ([delete(1)], [], nil), ([], [], nil),
  ]

  @Test("It is the newest whose row is not deleted later", arguments: histories)
  func newest(_ history: (messages: [String], later: [String], offset: Int?)) throws {
    let search = Self.search(try Self.changes(), history.messages, later: history.later)
    #expect(search.candidate?.position.offset == history.offset)
    #expect(search.candidate?.position.partition ?? 3 == 3)
    #expect((search.refusal == nil) == (history.offset != nil || history.messages.isEmpty))
  }

  @Test("Without one the newest message has the reason")
  func refusals() throws {
    let changes = try Self.changes()
    #expect(Self.search(changes, [Self.write(1), Self.delete(1)]).refusal?.obstacle == .deletion)
    #expect(Self.search(changes, [Self.write(1)], later: [Self.delete(1)]).refusal?.obstacle == .deletedLater)
    #expect(Self.search(changes, [Self.delete(1), ""]).refusal?.obstacle == .noRow)
    let refusal = Self.search(changes, [Self.delete(1), "{"]).refusal
    #expect(refusal?.obstacle == .unreadable)
    #expect(refusal?.position == .init(partition: 3, offset: 101))
    #expect(refusal?.table == Pipelines.tableName)
  }

  @Test("The absence of its row only proves something if no other message can have deleted it")
  func certainty() throws {
    let (changes, messages) = (try Self.changes(), [Self.write(1)])
    #expect(Self.search(changes, messages).candidate?.isCertain == true)
    #expect(Self.search(changes, messages, later: ["{"]).candidate?.isCertain == false)
    #expect(Self.search(changes, messages, isOnly: false).candidate?.isCertain == false)
    #expect(Self.search(changes, messages, isOnly: false, key: "1").candidate?.isCertain == true)
    let rows = try ArrivalKeys([Self.plain("1")], into: [Envelopes.table])
    #expect(!rows.hasDeletions)
    #expect(Self.search(rows, [Self.plain("1"), "{"], isOnly: false).candidate?.isCertain == true)
  }

  @Test("It has a row in each table that can be searched")
  func tables() throws {
    func table(_ name: String, _ key: [String]) -> TargetTable {
      TargetTable(
        name: TableName(schema: "public", table: name),
        columns: [
          .init(name: "id", databaseType: "bigint", isNullable: !key.contains("id")),
          .init(name: "n", databaseType: "text", isNullable: !key.contains("n")),
        ], primaryKey: key)
    }
    let tables = [table("a", ["id"]), table("b", ["n"]), table("c", [])]
    let keys = try ArrivalKeys([Self.plain("1")], into: tables)
    let search = Self.search(keys, [Self.plain("1"), #"{"id":2,"n":null}"#])
    #expect(search.candidate?.position.offset == 100)
    #expect(search.candidate?.rows.map(\.table) == [tables[0].name, tables[1].name])
    #expect(search.candidate?.rows.map(\.key) == [RowKey(["id": "1"]), RowKey(["n": "x"])])
    #expect(keys.unsearchable.map(\.table) == [tables[2].name])
    let refusal = Self.search(keys, [#"{"id":2,"n":null}"#]).refusal
    #expect(refusal?.table == tables[1].name)
    #expect(refusal?.obstacle == .keyNull(column: "n"))
  }
}
