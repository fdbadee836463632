/// Random rows for tables with rules: rows by themselves, or changes of rows.
struct RuleRows {
  /// The messages.
  private(set) var messages: [String] = []

  private let columns: [RuleColumn]
  /// The column that is in each row, even if it is null.
  private let required: RuleColumn?

  /// Random rows.
  /// - Parameters:
  ///   - columns: The fields beside `id`.
  ///   - required: The field that no row lacks, even if it is null.
  ///   - areChanges: Whether the messages are changes in Debezium's envelope.
  ///   - random: The generator.
  init(_ columns: [RuleColumn], required: RuleColumn?, areChanges: Bool, _ random: inout SeededGenerator) {
    (self.columns, self.required) = (columns, required)
    if areChanges {
      var live: [Int: ChangeStream.Row] = [:]
      for _ in 0..<(6 + random.below(10)) { change(&live, &random) }
    } else {
      for _ in 0..<(4 + random.below(10)) {
        let row = row(1 + random.below(8), isWhole: false, &random)
        messages.append(ChangeEnvelope.object(row))
      }
    }
  }

  private mutating func change(_ live: inout [Int: ChangeStream.Row], _ random: inout SeededGenerator) {
    let id = 1 + random.below(6)
    let before = live[id]
    let isDeletion = before != nil && random.chance(25)
    let after = isDeletion ? nil : row(id, isWhole: true, &random)
    live[id] = after
    messages += ChangeEnvelope.debezium.messages(before: before, after: after, schema: "[]", &random)
  }

  private func row(_ id: Int, isWhole: Bool, _ random: inout SeededGenerator) -> ChangeStream.Row {
    var row: ChangeStream.Row = [("id", String(id))]
    for column in columns where isWhole || column == required || random.chance(95) {
      row.append((column.rawValue, random.chance(12) ? "null" : column.value(&random)))
    }
    return row
  }
}
