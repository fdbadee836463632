import FlinkSQL
import PipelineTypes
import Testing

@Suite("Keys of suggested tables")
struct SuggestedKeyTests {
  private static func key(_ messages: [String], table: String = "orders") throws -> [String]? {
    let name = TableName(schema: "public", table: table)
    return try Suggestions.table(Suggestions.messages(messages), name: name)?.primaryKey
  }

  private static func key(_ messages: [(key: String, value: String)]) throws -> [String]? {
    try Suggestions.table(Suggestions.keyed(messages))?.primaryKey
  }

  @Test("are the keys of the messages")
  func messageKeys() throws {
    #expect(
      try Self.key([("a", #"{"code":"a","n":1}"#), ("b", #"{"code":"b","n":1}"#), ("a", #"{"code":"a","n":2}"#)])
        == ["code"])
    let objects = [1, 2].map { (key: "{\"b\":\"x\",\"a\":\($0)}", value: "{\"a\":\($0),\"n\":5,\"b\":\"x\"}") }
    #expect(try Self.key(objects) == ["a", "b"])
  }

  @Test("are an ID of the events where the keys of the messages only choose the partition")
  func partitioned() throws {
    let messages = (0..<4).map { (key: "u\($0 % 2)", value: "{\"userId\":\"u\($0 % 2)\",\"eventId\":\"e\($0)\"}") }
    #expect(try Self.key(messages) == ["event_id"])
  }

  @Test("are fields that were unique and never null, whose names say that they identify something")
  func unique() throws {
    #expect(try Self.key([#"{"n":1,"order_id":7}"#, #"{"n":1,"order_id":8}"#]) == ["order_id"])
    #expect(try Self.key([#"{"user_id":1,"id":7}"#, #"{"user_id":2,"id":8}"#]) == ["id"])
    #expect(try Self.key([#"{"user_id":1,"order_id":7}"#, #"{"user_id":2,"order_id":8}"#]) == ["order_id"])
    #expect(try Self.key([#"{"会员号":1}"#, #"{"会员号":2}"#]) == ["会员号"])
    #expect(try Self.key([#"{"order_id":7,"n":1}"#, #"{"order_id":7,"n":2}"#]) == [])
    #expect(try Self.key([#"{"order_id":7}"#, #"{"order_id":null}"#]) == [])
    #expect(try Self.key([#"{"order_id":7}"#, #"{"n":1}"#]) == [])
    #expect(try Self.key([#"{"order_id":7.5}"#, #"{"order_id":8}"#]) == [])
    // The same message twice is one row.
    #expect(try Self.key([#"{"order_id":7}"#, #"{"order_id":7}"#]) == ["order_id"])
  }

  @Test("are the first field or a number of a large sample, and no measure", arguments: [19, 20])
  func large(_ count: Int) throws {
    let isLarge = count == 20
    #expect(try Self.key((0..<count).map { "{\"name\":\"n\($0)\",\"x\":1}" }) == (isLarge ? ["name"] : []))
    #expect(try Self.key((0..<count).map { "{\"x\":1,\"seq\":\($0)}" }) == (isLarge ? ["seq"] : []))
    #expect(try Self.key((0..<count).map { "{\"x\":1,\"duration\":\($0)}" }) == [])
    #expect(try Self.key((0..<count).map { "{\"price\":\($0).5,\"x\":1}" }) == [])
    #expect(try Self.key((0..<count).map { "{\"ts\":\(1_714_557_600_000 + $0)}" }) == [])
  }

  @Test("have types that Hologres takes in a key")
  func types() throws {
    let wide = (0..<2).map { "{\"id\":1234567890123456789012345\($0)}" }
    let table = try #require(try Suggestions.table(Suggestions.messages(wide)))
    #expect(table.columns.map(\.type.sql) == ["text"])
    #expect(table.primaryKey == ["id"])
    let dates = ["2024-05-01", "2024-05-02"].map {
      (key: "{\"id\":1,\"day\":\"\($0)\"}", value: "{\"id\":1,\"day\":\"\($0)\"}")
    }
    let dated = try #require(try Suggestions.table(Suggestions.keyed(dates)))
    #expect(dated.primaryKey == ["id", "day"])
    #expect(dated.columns.map(\.type.sql) == ["bigint", "text"])
  }

  /// Changes of rows with the fields `id` and `n`, in each envelope.
  private static let changes: [(name: String, messages: [String], key: [String]?)] = [
    ("debezium", Envelopes.debezium, ["id"]), ("canal", Envelopes.canal, ["id"]),
    ("maxwell", Envelopes.maxwell, ["id"]),
    (
      "canal with pkNames",
      [
        #"{"data":[{"n":"a","k":"1"}],"database":"d","table":"t","type":"INSERT","pkNames":["k","n"],"isDdl":false}"#
      ], ["n", "k"]
    ),
    (
      "maxwell with primary_key_columns",
      [
        #"{"database":"d","table":"t","type":"insert","ts":1,"primary_key_columns":["k"],"data":{"n":1,"k":"x"}}"#
      ], ["k"]
    ),
    // A row that is deleted and inserted again has the same key.
    (
      "debezium with a row that comes back",
      [
        #"{"before":null,"after":{"id":1,"n":1},"source":{"db":"d"},"op":"c"}"#,
        #"{"before":{"id":1,"n":1},"after":null,"source":{"db":"d"},"op":"d"}"#,
        #"{"before":null,"after":{"id":1,"n":2},"source":{"db":"d"},"op":"c"}"#,
      ], ["id"]
    ),
    (
      "debezium with a key of two fields",
      [
        #"{"before":null,"after":{"order_id":1,"item_id":1},"source":{"db":"d"},"op":"c"}"#,
        #"{"before":null,"after":{"order_id":1,"item_id":2},"source":{"db":"d"},"op":"c"}"#,
        #"{"before":null,"after":{"order_id":2,"item_id":1},"source":{"db":"d"},"op":"c"}"#,
      ], ["order_id", "item_id"]
    ),
    (
      "debezium without a key",
      [
        #"{"before":null,"after":{"a":1,"n":1},"source":{"db":"d"},"op":"c"}"#,
        #"{"before":null,"after":{"a":1,"n":1},"source":{"db":"d","x":2},"op":"c"}"#,
      ], nil
    ),
  ]

  @Test("are those of the captured table, and changes without one have no table", arguments: changes)
  func captured(_ name: String, _ messages: [String], _ key: [String]?) throws {
    #expect(try Self.key(messages, table: "t").map(Set.init) == key.map(Set.init))
  }

  @Test("of Debezium are in the keys of its messages")
  func debeziumKeys() throws {
    let messages = [1, 2, 2].map { id in
      (
        key: "{\"code\":\(id)}",
        value: #"{"before":null,"after":{"x":1,"code":\#(id)},"source":{"db":"d","lsn":\#(id)},"op":"u"}"#
      )
    }
    #expect(try Self.key(messages) == ["code"])
  }
}
