import FlinkSQL
import JSONCoding

/// Random documents for one of the JSON readers by itself.
struct ReaderCase: EngineCase {
  let id: String
  private let reader: FlinkJSONReader
  private let columns: [(name: String, type: FlinkType)]
  private let standard: MessageSchema.TimestampStandard
  private let messages: [[UInt8]]

  init(id: String, reader: FlinkJSONReader, _ random: inout SeededGenerator) {
    self.id = id
    self.reader = reader
    standard = random.pick([.sql, .iso8601])
    // DECIMAL changes how the tree keeps every number of the table, so it must often be absent.
    let allowsDecimal = random.chance(50)
    let names = ["v", "w", "x"].prefix(1 + random.below(3))
    columns = names.map { ($0, RandomType.type(depth: 2, allowsDecimal: allowsDecimal, &random)) }
    var messages: [[UInt8]] = []
    for _ in 0..<40 { messages.append(RandomDocument.message(columns, &random)) }
    self.messages = messages
  }

  var request: JSON {
    let type = FlinkType.row(columns.map { .init(name: $0.name, type: $0.type) })
    return [
      "id": .string(id), "kind": "reader", "reader": .string(reader.rawValue), "type": .string(type.sql),
      "standard": .string(standard.rawValue), "messages": .array(messages.map { .string(Base64.encoded($0)) }),
    ]
  }

  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? {
    if let refusal = answer["refused"]?.string { return .refused(refusal) }
    return Comparison(columns: columns, standard: standard, reader: reader)
      .problem(messages, read: answer["read"]?.array ?? [], &tally).map { .difference($0.description) }
  }
}
