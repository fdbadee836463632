import FlinkSQL
import Testing

@Suite("Keys of messages")
struct KeyTests {
  private static func schema(_ messages: [(key: [UInt8]?, value: String)]) throws -> MessageSchema {
    var inference = SchemaInference()
    for message in messages {
      inference.observe(SampledMessage(position: nil, key: message.key, value: Array(message.value.utf8)))
    }
    return try inference.schema()
  }

  private static func schema(_ messages: [(String, String)]) throws -> MessageSchema {
    try schema(messages.map { (Array($0.0.utf8), $0.1) })
  }

  private static func notes(_ schema: MessageSchema) -> [String] { schema.warnings.filter { $0.contains("The key") } }

  @Test(
    "are told of when they equal a field, in whatever form",
    arguments: [
      (["7001", "7002"], [#"{"id":7001,"n":"7001"}"#, #"{"id":7002,"n":"x"}"#]),
      (["\"u-7001\"", "\"u-7002\""], [#"{"id":"u-7001"}"#, #"{"id":"u-7002"}"#]),
      (["u-7001", "u-7002"], [#"{"id":"u-7001"}"#, #"{"id":"u-7002"}"#]),
      (["\0\0\u{1B}\u{59}", "\0\0\u{1B}\u{5A}"], [#"{"id":7001}"#, #"{"id":7002}"#]),
      (["\0\0\0\0\0\0\u{1B}\u{59}", "\0\0\0\0\0\0\u{1B}\u{5A}"], [#"{"id":7001}"#, #"{"id":7002}"#]),
      (
        [#"{"schema":{"type":"int64"},"payload":7001}"#, #"{"schema":{"type":"int64"},"payload":7002}"#],
        [#"{"id":7001}"#, #"{"id":7002}"#]
      ),
      (["1", "1"], [#"{"before":null,"after":{"id":1},"op":"c"}"#, #"{"before":{"id":1},"after":null,"op":"d"}"#]),
    ])
  func field(_ keys: [String], _ values: [String]) throws {
    let notes = try Self.notes(Self.schema(Array(zip(keys, values))))
    #expect(notes == ["The key equals the field 'id' in all 2 messages that have one"])
    #expect(!notes.joined().contains("7001"))
  }

  @Test("are told of when they equal several fields")
  func fields() throws {
    let notes = try Self.notes(Self.schema([("1", #"{"a":1,"b":1}"#), ("2", #"{"a":2,"b":2}"#)]))
    #expect(notes == ["The key equals each of the fields 'a', 'b' in all 2 messages that have one"])
  }

  @Test("are other objects where an accent is composed otherwise, or a value is of another kind")
  func exactly() throws {
    for (key, value) in [("\"caf\u{E9}\"", "\"cafe\u{301}\""), ("true", "false"), ("1", "\"1\""), ("[1]", "[2]")] {
      let messages = [1, 2].map { ("{\"id\":\(key),\"n\":\($0)}", "{\"id\":\(value),\"n\":\($0)}") }
      #expect(try Self.notes(Self.schema(messages)).isEmpty)
    }
    let messages = [1, 2].map { ("{\"id\":\"caf\u{E9}\",\"n\":\($0)}", "{\"n\":\($0),\"id\":\"caf\u{E9}\"}") }
    #expect(try Self.notes(Self.schema(messages)) == ["The key is a JSON object of the fields 'id', 'n'"])
  }

  @Test(
    "are not told of when one differs, when there is but one, or when there is none",
    arguments: [
      [("a", #"{"id":"a"}"#), ("b", #"{"id":"c"}"#)], [("a", #"{"id":"a"}"#)],
      [("[1]", #"{"id":[1]}"#), ("[1]", #"{"id":[1]}"#)],
    ])
  func none(_ messages: [(String, String)]) throws { #expect(try Self.notes(Self.schema(messages)).isEmpty) }

  @Test("that are objects of fields are told of by the fields' names")
  func object() throws {
    let schema = try Self.schema([
      (#"{"b":"x","id":1}"#, #"{"id":1,"b":"x","n":0}"#), (#"{"id":2,"b":"y"}"#, #"{"id":2,"b":"y","n":0}"#),
    ])
    #expect(Self.notes(schema) == ["The key is a JSON object of the fields 'b', 'id'"])
  }

  @Test("of Maxwell are objects of the row's fields")
  func maxwell() throws {
    let messages = [7, 8].map { id in
      (
        #"{"database":"d","table":"t","pk.id":\#(id)}"#,
        #"{"database":"d","table":"t","type":"insert","data":{"id":\#(id)}}"#
      )
    }
    #expect(try Self.notes(Self.schema(messages)) == ["The key is a JSON object of the fields 'id'"])
  }

  @Test("are known for columns that are given as for those that are inferred")
  func given() throws {
    let messages = [7, 8].map { id in
      SampledMessage(
        position: nil, key: Array(#"{"id":\#(id)}"#.utf8),
        value: Array(#"{"before":null,"after":{"id":\#(id)},"op":"c"}"#.utf8))
    }
    let schema = try MessageSchema(columns: [.init(name: "id", type: "BIGINT")], messages: messages)
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["id": "bigint!"], key: ["id"]))
    #expect(!mapping.warnings.contains { $0.contains("none was seen") }, "\(mapping.warnings)")
  }

  @Test("whose members are data are not told of")
  func data() throws {
    let messages = (0..<11).map { (#"{"customer-\#($0)":1}"#, #"{"n":0}"#) }
    #expect(try Self.notes(Self.schema(messages)).isEmpty)
  }

  @Test("that hold what the messages have not are told of, with the remedy")
  func foreign() throws {
    let schema = try Self.schema([(#"{"id":91}"#, #"{"n":0}"#), (#"{"id":92}"#, #"{"n":0}"#)])
    #expect(Self.notes(schema).count == 1)
    #expect(Self.notes(schema).first?.contains("'id', which the messages themselves have not") == true)
    #expect(Self.notes(schema).first?.contains("key.fields") == true)
  }

  @Test(
    "keep the rows of one primary key in order where they follow from it",
    arguments: [(["id"], true), (["id", "n"], true), (["n"], false)])
  func order(_ key: [String], _ isInOrder: Bool) throws {
    let schema = try Self.schema([("1", #"{"id":1,"n":5}"#), ("2", #"{"id":2,"n":6}"#)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["id": "bigint!", "n": "bigint!"], key: key))
    #expect(mapping.warnings.contains { $0.contains("keeps them in order") } == isInOrder)
    #expect(mapping.warnings.contains { $0.contains("only within a partition") } == !isInOrder)
  }

  @Test("keep no row in order where a message has no key, or where two values of its field become one")
  func disorder() throws {
    let keyed: [(key: [UInt8]?, value: String)] = [
      (Array("100001".utf8), #"{"id":100001}"#), (Array("100002".utf8), #"{"id":100002}"#),
    ]
    func isInOrder(_ messages: [(key: [UInt8]?, value: String)], _ type: String) throws -> Bool {
      try ColumnMapping(Self.schema(messages), into: Pipelines.table(["id": type], key: ["id"])).warnings
        .contains { $0.contains("keeps them in order") }
    }
    #expect(try isInOrder(keyed, "bigint!"))
    for keyless in [[(key: nil, value: #"{"id":100003}"#)] + keyed, keyed + [(key: nil, value: #"{"id":100003}"#)]] {
      #expect(try !isInOrder(keyless, "bigint!"))
    }
    #expect(try !isInOrder(keyed.map { ($0.key, $0.value.replacing("}", with: ".25}")) }, "bigint!"))
    let long: [(key: [UInt8]?, value: String)] = keyed.map { _, value in
      let value = value.replacing("10000", with: "100000001")
      return (Array(value.drop { $0 != "1" }.dropLast().utf8), value)
    }
    #expect(try isInOrder(long, "bigint!"))
    #expect(try !isInOrder(long, "real!"))
  }

  @Test("that equal no field may be the missing column of the primary key")
  func missing() throws {
    let schema = try Self.schema([("x1", #"{"n":5}"#), ("x2", #"{"n":6}"#)])
    let review = ColumnReview(schema, into: Pipelines.table(["id": "text!", "n": "bigint"], key: ["id"]))
    #expect(review.problem?.code == "missing_fields")
    #expect(review.possible.warnings.contains { $0.contains("it may be 'id'") })
  }

  @Test("are judged alike in whatever order and grouping they are seen")
  func merging() throws {
    let messages = [
      (#"{"id":1,"a":1}"#, #"{"id":1,"a":2}"#), (#"{"id":2}"#, #"{"id":2}"#), (#"{"id":3,"c":1}"#, #"{"id":3,"a":1}"#),
    ].map { SampledMessage(position: nil, key: Array($0.0.utf8), value: Array($0.1.utf8)) }
    func warnings(_ groups: [[Int]]) throws -> [String] {
      var all = SchemaInference()
      for group in groups {
        var part = SchemaInference()
        for index in group { part.observe(messages[index]) }
        all.merge(part)
      }
      return try all.schema().warnings.filter { $0.contains("The key") }
    }
    let once = try warnings([[0, 1, 2]])
    #expect(once.count == 1)
    #expect(once.first?.contains("'c'") == true)
    for groups in [[[2], [0, 1]], [[1], [2], [0]], [[2, 1, 0]], [[], [0], [], [1, 2]]] {
      #expect(try warnings(groups) == once)
    }
  }
}
