import PipelineTypes

/// Finds messages that repeat the values of another row in a unique index.
struct UniqueRepeats {
  let unique: TableConstraint.Uniqueness
  let target: TargetTable
  /// The columns by which rows are upserted; empty when each message is a row of its own.
  let key: [String]

  /// How many messages do; nil where that is not known.
  func count(in sample: SampledRows) -> SampleCount? {
    var owners: [[ColumnValue]: [ColumnValue]] = [:]
    var held: [[ColumnValue]: [ColumnValue]] = [:]
    var repeats: Set<Int> = []
    for (number, row) in sample.rows.enumerated() {
      let owner: [ColumnValue]?
      if key.isEmpty { owner = [.number(String(number))] } else { owner = values(key, row) }
      guard let owner else { return nil }
      // The row is replaced, or deleted.
      if let old = held.removeValue(forKey: owner), owners[old] == owner { owners[old] = nil }
      if row.isDeleted { continue }
      guard let isIncluded = isIncluded(row), let values = values(unique.parts, row) else { return nil }
      if !isIncluded || values.contains(.null) && !unique.hasEqualNulls { continue }
      if let other = owners[values], other != owner {
        repeats.insert(row.message)
      } else {
        owners[values] = owner
        held[owner] = values
      }
    }
    return sample.rows.isEmpty ? nil : SampleCount(repeats.count, of: sample.messages)
  }

  /// Whether the index holds the row.
  private func isIncluded(_ row: SampledRows.Row) -> Bool? {
    guard let condition = unique.condition else { return true }
    return RowPredicate(condition, target.columns)?.value(row.values).map { $0 == .yes }
  }

  private func values(_ parts: [String], _ row: SampledRows.Row) -> [ColumnValue]? {
    var values: [ColumnValue] = []
    for part in parts {
      guard let value = row.values[ExactName(part)] ?? folded(part, row) else { return nil }
      values.append(value)
    }
    return values
  }

  /// The value of an expression such as `lower(email)`.
  private func folded(_ part: String, _ row: SampledRows.Row) -> ColumnValue? {
    guard part.hasSuffix(")"), part.hasPrefix("lower(") || part.hasPrefix("upper(") else { return nil }
    var inner = String(part.dropFirst(6).dropLast())
    if inner.hasSuffix("::text") { inner.removeLast(6) }
    if inner.hasPrefix("("), inner.hasSuffix(")") { inner = String(inner.dropFirst().dropLast()) }
    if inner.hasPrefix("\""), inner.hasSuffix("\"") { inner = String(inner.dropFirst().dropLast()) }
    switch row.values[ExactName(inner)] {
    case .text(let text): return .text(text.lowercased())
    case .null: return .null
    default: return nil
    }
  }
}
