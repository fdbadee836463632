import FlinkSQL
import PipelineTypes
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

  /// The facts about the keys of the messages.
  private static func facts(_ schema: MessageSchema) -> [TopicFact] {
    schema.notes.filter { $0.code.hasPrefix("key_") }.topicFacts
  }

  @Test(
    "A key that equals a field is noted, whatever its form",
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
    let facts = try Self.facts(Self.schema(Array(zip(keys, values))))
    #expect(facts == [.keyEqualsFields(["id"], messages: 2)])
  }

  @Test("A key that equals several fields is noted with all of them")
  func fields() throws {
    let facts = try Self.facts(Self.schema([("1", #"{"a":1,"b":1}"#), ("2", #"{"a":2,"b":2}"#)]))
    #expect(facts == [.keyEqualsFields(["a", "b"], messages: 2)])
  }

  @Test("A key differs from a value whose accent is composed differently, or whose kind is different")
  func exactly() throws {
    for (key, value) in [("\"caf\u{E9}\"", "\"cafe\u{301}\""), ("true", "false"), ("1", "\"1\""), ("[1]", "[2]")] {
      let messages = [1, 2].map { ("{\"id\":\(key),\"n\":\($0)}", "{\"id\":\(value),\"n\":\($0)}") }
      #expect(try Self.facts(Self.schema(messages)).isEmpty)
    }
    let messages = [1, 2].map { ("{\"id\":\"caf\u{E9}\",\"n\":\($0)}", "{\"n\":\($0),\"id\":\"caf\u{E9}\"}") }
    #expect(try Self.facts(Self.schema(messages)) == [.keyIsObject(["id", "n"])])
  }

  @Test(
    "Nothing is noted if one key differs, if there is only one, or if there is none",
    arguments: [
      [("a", #"{"id":"a"}"#), ("b", #"{"id":"c"}"#)], [("a", #"{"id":"a"}"#)],
      [("[1]", #"{"id":[1]}"#), ("[1]", #"{"id":[1]}"#)],
    ])
  func none(_ messages: [(String, String)]) throws { #expect(try Self.facts(Self.schema(messages)).isEmpty) }

  @Test("A key that is an object of fields is noted with their names")
  func object() throws {
    let schema = try Self.schema([
      (#"{"b":"x","id":1}"#, #"{"id":1,"b":"x","n":0}"#), (#"{"id":2,"b":"y"}"#, #"{"id":2,"b":"y","n":0}"#),
    ])
    #expect(Self.facts(schema) == [.keyIsObject(["b", "id"])])
  }

  @Test("Keys of Maxwell are objects of the row's fields")
  func maxwell() throws {
    let messages = [7, 8].map { id in
      (
        #"{"database":"d","table":"t","pk.id":\#(id)}"#,
        #"{"database":"d","table":"t","type":"insert","data":{"id":\#(id)}}"#
      )
    }
    #expect(try Self.facts(Self.schema(messages)) == [.keyIsObject(["id"])])
  }

  @Test("Keys are known for declared columns as for inferred ones")
  func given() throws {
    let messages = [7, 8].map { id in
      SampledMessage(
        position: nil, key: Array(#"{"id":\#(id)}"#.utf8),
        value: Array(#"{"before":null,"after":{"id":\#(id)},"op":"c"}"#.utf8))
    }
    let schema = try MessageSchema(columns: [.init(name: "id", type: "BIGINT")], messages: messages)
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["id": "bigint!"], key: ["id"]))
    #expect(!mapping.notes.contains { $0.code.hasPrefix("key_updates") }, "\(mapping.notes)")
  }

  @Test("Keys whose member names are data are not noted")
  func data() throws {
    let messages = (0..<11).map { (#"{"customer-\#($0)":1}"#, #"{"n":0}"#) }
    #expect(try Self.facts(Self.schema(messages)).isEmpty)
  }

  @Test("Members of the key that the messages lack are noted")
  func foreign() throws {
    let schema = try Self.schema([(#"{"id":91}"#, #"{"n":0}"#), (#"{"id":92}"#, #"{"n":0}"#)])
    #expect(Self.facts(schema) == [.keyHasOtherMembers(["id"])])
  }

  @Test("A key that equals no field may be the missing column of the primary key")
  func missing() throws {
    let schema = try Self.schema([("x1", #"{"n":5}"#), ("x2", #"{"n":6}"#)])
    let review = ColumnReview(schema, into: Pipelines.table(["id": "text!", "n": "bigint"], key: ["id"]))
    #expect(review.problem?.code == "missing_fields")
    #expect(review.possible.notes.columnFacts(about: "id") == [.mayBeMessageKey])
  }

  @Test("The order and grouping of messages make no difference")
  func merging() throws {
    let messages = [
      (#"{"id":1,"a":1}"#, #"{"id":1,"a":2}"#), (#"{"id":2}"#, #"{"id":2}"#), (#"{"id":3,"c":1}"#, #"{"id":3,"a":1}"#),
    ].map { SampledMessage(position: nil, key: Array($0.0.utf8), value: Array($0.1.utf8)) }
    func facts(_ groups: [[Int]]) throws -> [TopicFact] {
      var all = SchemaInference()
      for group in groups {
        var part = SchemaInference()
        for index in group { part.observe(messages[index]) }
        all.merge(part)
      }
      return try Self.facts(all.schema())
    }
    #expect(try facts([[0, 1, 2]]) == [.keyHasOtherMembers(["c"])])
    for groups in [[[2], [0, 1]], [[1], [2], [0]], [[2, 1, 0]], [[], [0], [], [1, 2]]] {
      #expect(try facts(groups) == [.keyHasOtherMembers(["c"])])
    }
  }
}
