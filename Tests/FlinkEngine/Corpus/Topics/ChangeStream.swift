import PipelineTypes

/// Random changes of a table's rows, as a capture program writes them, and the rows that remain.
struct ChangeStream {
  /// The fields of a row in their order, each with its value as JSON.
  typealias Row = [(name: String, value: String)]

  /// The envelope of the messages.
  let envelope: ChangeEnvelope
  /// The fields of the primary key.
  let key: [String]
  /// What each field holds, by its name.
  let labels: [ExactName: String]
  /// The messages.
  private(set) var messages: [[UInt8]] = []
  /// The control messages, by their indexes in ``messages``.
  private(set) var controls: [Int: RandomControl] = [:]
  /// In how many messages each field is a placeholder for a value that the database did not log.
  private(set) var placeholders: [ExactName: Int] = [:]
  /// The rows that remain, by their keys.
  private(set) var rows: [String: Row] = [:]

  private let fields: [(name: String, kind: RandomField, separator: String)]
  /// The fields of the row's schema; often an empty list.
  private let schema: String
  /// Whether every scalar is text, as Canal writes it for some databases.
  private let isQuoted: Bool
  /// Whether control messages and placeholders are among the changes.
  private let isMixed: Bool

  private static let kinds = RandomField.allCases.filter { $0 != .nothing && $0 != .mixed }
  private static let keyKinds: [RandomField] = [.identifier, .uuid, .code, .integer, .quotedNumber]

  /// A random stream.
  /// - Parameters:
  ///   - isMixed: Whether control messages and placeholders are among the changes.
  ///   - random: The generator.
  init(isMixed: Bool, _ random: inout SeededGenerator) {
    self.isMixed = isMixed
    envelope = random.pick(ChangeEnvelope.allCases)
    isQuoted = envelope == .canal && random.chance(50)
    let names = RandomTopic.names.shuffled(using: &random).prefix(3 + random.below(7))
    let keys = random.chance(30) ? 2 : 1
    fields = names.enumerated().map { index, name in
      (name, random.pick(index < keys ? ChangeStream.keyKinds : ChangeStream.kinds), random.pick(["T", " "]))
    }
    schema = random.chance(70) ? RandomField.schema(of: fields.map { ($0.name, $0.kind) }, ofDebezium: true) : "[]"
    key = fields.prefix(keys).map(\.name)
    labels = Dictionary(uniqueKeysWithValues: fields.map { (ExactName($0.name), "changed \($0.kind)") })
    // There can be more control messages than changes.
    if isMixed { for _ in 0..<random.below(30) { control(nil, &random) } }
    for _ in 0..<(8 + random.below(20)) { change(&random) }
  }

  private mutating func change(_ random: inout SeededGenerator) {
    let live = rows.keys.sorted()
    if live.isEmpty || random.chance(40) {
      let row = fields.map { ($0.name, value($0, isKey: key.contains($0.name), &random)) }
      if rows[keyText(row)] == nil { write(before: nil, after: row, &random) }
    } else if let before = rows[random.pick(live)] {
      write(before: before, after: random.chance(65) ? changed(before, &random) : nil, &random)
    }
  }

  private func changed(_ row: Row, _ random: inout SeededGenerator) -> Row {
    // The table can have another key than the captured one.
    let changesKey = random.chance(10)
    return zip(fields, row).map { field, old in
      let isKey = key.contains(field.name)
      let isKept = isKey ? !changesKey : random.chance(50)
      if isKept { return old }
      if isMixed, !isKey, envelope.isDebezium, random.chance(30),
        let marker = RandomMarker.value(field.kind, &random)
      {
        return (field.name, marker)
      }
      return (field.name, value(field, isKey: isKey, &random))
    }
  }

  private func value(
    _ field: (name: String, kind: RandomField, separator: String), isKey: Bool, _ random: inout SeededGenerator
  ) -> String {
    if !isKey, random.chance(10) { return "null" }
    var value = field.kind.value(field.separator, &random)
    // The dry parse reports altered values for each message, but a row that remains depends on many messages.
    while value.contains("\\ud800") || value.contains("\\udc00") { value = field.kind.value(field.separator, &random) }
    return isQuoted && !"\"[{n".contains(value.prefix(1)) ? "\"\(value)\"" : value
  }

  private func keyText(_ row: Row) -> String {
    row.filter { key.contains($0.name) }.map(\.value).joined(separator: ",")
  }

  private mutating func write(before: Row?, after: Row?, _ random: inout SeededGenerator) {
    if let before { rows[keyText(before)] = nil }
    if let after {
      rows[keyText(after)] = after
      for (name, value) in after where RandomMarker.isOne(value) { placeholders[ExactName(name), default: 0] += 1 }
    }
    messages += envelope.messages(before: before, after: after, schema: schema, &random).map { Array($0.utf8) }
    if isMixed, random.chance(35) { control(after ?? before, &random) }
  }

  private mutating func control(_ row: Row?, _ random: inout SeededGenerator) {
    let control = RandomControl(in: envelope, row: row, &random)
    controls[messages.count] = control
    messages.append(Array(control.text.utf8))
  }
}
