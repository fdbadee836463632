import JSONCoding

/// Finds the rows that break a rule, by the rules of SQL and the values that were written.
struct RuleBreaks {
  /// The rows in the order in which the engine wrote them.
  let rows: [WrittenRow]
  /// Whether `id` is the primary key, by which rows are replaced.
  let hasKey: Bool

  /// The value of a column as rules compare it.
  private static func value(_ column: RuleColumn, _ row: WrittenRow) -> RuleValue {
    column.value(written: row[column.rawValue])
  }

  /// The messages whose rows break the rule; for a foreign key those whose rows need another table's row.
  func messages(_ rule: RandomRule) -> Set<Int> {
    switch rule {
    case .check(let condition): return messages { condition.holds($0) == false }
    case .unique(let columns, let folds, let condition, let hasEqualNulls):
      return repeats(hasEqualNulls: hasEqualNulls) { value in
        if let condition, condition.holds(value) != true { return nil }
        return columns.map(value) + (folds ? [RuleBreaks.folded(value(.s))] : [])
      }
    case .foreignKey(let columns):
      return messages { value in columns.allSatisfy { value($0) != .null } }
    case .list(let column, let literals, let takesNull):
      return messages { value in
        value(column) == .null ? !takesNull : !literals.map(\.value).contains(value(column))
      }
    case .range(let column, let first, let end):
      return messages { value in
        guard case .order(let number) = value(column) else { return true }
        if case .order(let low) = first?.value, number < low { return true }
        if case .order(let high) = end?.value, number >= high { return true }
        return false
      }
    }
  }

  /// The messages with NULL in a column.
  func nulls(in column: RuleColumn) -> Set<Int> { messages { $0(column) == .null } }

  private func messages(where isBroken: ((RuleColumn) -> RuleValue) -> Bool) -> Set<Int> {
    Set(
      rows.filter { row in !row.isDeleted && isBroken { RuleBreaks.value($0, row) } }.compactMap(\.message))
  }

  private static func folded(_ value: RuleValue) -> RuleValue {
    if case .text(let text) = value { .text(text.lowercased()) } else { value }
  }

  /// The messages whose rows repeat the values of another row.
  ///
  /// Such a row is not in the table afterwards, and neither is the row that it replaces.
  /// - Parameter entry: What the index holds of a row; nil for nothing.
  private func repeats(
    hasEqualNulls: Bool, _ entry: ((RuleColumn) -> RuleValue) -> [RuleValue]?
  ) -> Set<Int> {
    var index: [String: [RuleValue]] = [:]
    var found: Set<Int> = []
    for (number, row) in rows.enumerated() {
      let owner = hasKey ? row["id"].text : "row \(number)"
      index[owner] = nil
      if row.isDeleted { continue }
      guard let values = entry({ RuleBreaks.value($0, row) }), hasEqualNulls || !values.contains(.null) else {
        continue
      }
      if index.values.contains(values) {
        if let message = row.message { found.insert(message) }
      } else {
        index[owner] = values
      }
    }
    return found
  }
}
