import FlinkSQL
import JSONCoding
import PipelineTypes

/// Random messages for a reader without SQL: one of the two readers of `json`, or that of a change format.
struct ReaderCase: EngineCase {
  let id: String
  private let comparison: Comparison
  private let messages: [[UInt8]]

  /// A case with random columns.
  init(id: String, format: MessageFormat, reader: FlinkJSONReader, _ random: inout SeededGenerator) {
    self.id = id
    let standard = random.pick([TimestampStandard.sql, .iso8601])
    // DECIMAL changes how the tree keeps every number of the table, so many tables must not contain it.
    let allowsDecimal = random.chance(50)
    let columns = ["v", "w", "x"].prefix(1 + random.below(3)).map {
      (name: $0, type: RandomType.type(depth: 2, allowsDecimal: allowsDecimal, &random))
    }
    comparison = Comparison(columns: columns, standard: standard, format: format, reader: reader)
    let envelope = RandomEnvelope(format: format, columns: columns)
    messages = (0..<40).map { _ in envelope.message(&random) }
  }

  var request: JSON {
    let type = FlinkType.row(comparison.columns.map { .init(name: $0.name, type: $0.type) })
    let format = comparison.format
    return [
      "id": .string(id), "kind": "reader",
      "reader": .string(format.isChangeLog ? format.name : comparison.reader.rawValue),
      "includesSchema": .bool(format == .debeziumJSON(includesSchema: true)), "type": .string(type.sql),
      "standard": .string(comparison.standard.rawValue),
      "messages": .array(messages.map { .string(Base64.encoded($0)) }),
    ]
  }

  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? {
    if let refusal = answer["refused"]?.string { return .refused(refusal) }
    return comparison.problem(messages, read: answer["read"]?.array ?? [], &tally).map { .difference($0.description) }
  }
}
