import PipelineTypes

/// The values of a partition, as far as they can be compared with those of messages.
struct PartitionBound {
  private enum Limit { case lowest, highest, value(ColumnValue) }

  private enum Bound {
    case list([ColumnValue])
    case range(from: [Limit], to: [Limit])
  }

  private let columns: [ExactName]
  private let bound: Bound

  /// The bound of a partition; nil for hashes, for the default partition, and for types that are not understood.
  init?(_ membership: PartitionMembership, in target: TargetTable) {
    let columns = membership.columns.compactMap { name in target.columns.first { $0.name.isSameName(as: name) } }
    guard !columns.isEmpty, columns.count == membership.columns.count,
      let lists = PartitionBound.lists(in: membership.bound)
    else { return nil }
    self.columns = columns.map { ExactName($0.name) }
    if membership.bound.hasPrefix("FOR VALUES IN"), lists.count == 1 {
      let values = lists[0].map { PartitionBound.value($0, columns[0]) }
      guard values.allSatisfy({ $0 != nil }) else { return nil }
      bound = .list(values.compactMap { $0 })
    } else if membership.bound.hasPrefix("FOR VALUES FROM"), lists.count == 2,
      let from = PartitionBound.limits(lists[0], columns), let to = PartitionBound.limits(lists[1], columns)
    {
      bound = .range(from: from, to: to)
    } else {
      return nil
    }
  }

  /// Whether the partition takes the row; nil where that is not known.
  func takes(_ row: SampledRows.Row) -> Bool? {
    let known = columns.compactMap { row.values[$0] }
    guard known.count == columns.count else { return nil }
    switch bound {
    case .list(let values): return values.contains(known[0])
    case .range(let from, let to):
      if known.contains(.null) { return false }
      guard let low = PartitionBound.order(known, from), let high = PartitionBound.order(known, to) else { return nil }
      return low >= 0 && high < 0
    }
  }

  private static func order(_ values: [ColumnValue], _ limits: [Limit]) -> Int? {
    for (value, limit) in zip(values, limits) {
      switch limit {
      case .lowest: return 1
      case .highest: return -1
      case .value(let other):
        guard let order = value.compared(to: other) else { return nil }
        if order != 0 { return order }
      }
    }
    return 0
  }

  private static func value(_ literal: Literal, _ column: TargetTable.Column) -> ColumnValue? {
    if literal == .word("NULL") { return .null }
    return ColumnValue(literal: literal.text, in: column)
  }

  private static func limits(_ literals: [Literal], _ columns: [TargetTable.Column]) -> [Limit]? {
    guard literals.count == columns.count else { return nil }
    let limits = zip(literals, columns).compactMap { literal, column -> Limit? in
      switch literal {
      case .word("MINVALUE"): .lowest
      case .word("MAXVALUE"): .highest
      default: ColumnValue(literal: literal.text, in: column).map(Limit.value)
      }
    }
    return limits.count == columns.count ? limits : nil
  }

  private enum Literal: Equatable {
    case quoted(String)
    case word(String)

    var text: String {
      switch self {
      case .quoted(let text), .word(let text): text
      }
    }
  }

  /// The lists in parentheses: one of `IN`, two of `FROM` and `TO`.
  private static func lists(in bound: String) -> [[Literal]]? {
    var lists: [[Literal]] = []
    for token in ExpressionTokens(bound).list {
      switch token {
      case .symbol("("): lists.append([])
      case .text(let text): if lists.isEmpty { return nil } else { lists[lists.count - 1].append(.quoted(text)) }
      case .number(let text), .name(let text):
        if let last = lists.indices.last, !["FROM", "TO", "IN", "FOR", "VALUES"].contains(text) {
          lists[last].append(.word(text))
        }
      default: break
      }
    }
    return lists.isEmpty ? nil : lists
  }
}
