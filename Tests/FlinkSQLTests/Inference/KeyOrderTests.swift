import FlinkSQL
import PipelineTypes
import Testing

@Suite("The order of rows with one primary key")
struct KeyOrderTests {
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

  @Test(
    "Messages keep the order of the rows of one primary key if their key follows from it",
    arguments: [(["id"], true), (["id", "n"], true), (["n"], false)])
  func order(_ key: [String], _ isInOrder: Bool) throws {
    let schema = try Self.schema([("1", #"{"id":1,"n":5}"#), ("2", #"{"id":2,"n":6}"#)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["id": "bigint!", "n": "bigint!"], key: key))
    #expect(mapping.notes.tableFacts == [.upserted(key: key, isInOrder ? .kept : .withinPartition)])
  }

  @Test("No order is kept if a message has no key, or if two values of its field become one")
  func disorder() throws {
    let keyed: [(key: [UInt8]?, value: String)] = [
      (Array("100001".utf8), #"{"id":100001}"#), (Array("100002".utf8), #"{"id":100002}"#),
    ]
    func isInOrder(_ messages: [(key: [UInt8]?, value: String)], _ type: String) throws -> Bool {
      try ColumnMapping(Self.schema(messages), into: Pipelines.table(["id": type], key: ["id"])).notes.tableFacts
        == [.upserted(key: ["id"], .kept)]
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
}
