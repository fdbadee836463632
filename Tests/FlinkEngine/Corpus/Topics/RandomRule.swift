import PipelineTypes

/// A random rule of a table.
enum RandomRule {
  case check(RandomCondition)
  /// - Parameter folds: Whether the index compares `lower(s)`.
  case unique([RuleColumn], folds: Bool, condition: RandomCondition?, hasEqualNulls: Bool)
  case foreignKey([RuleColumn])
  /// The table is a partition for these values of a column, and for NULL or not.
  case list(RuleColumn, [RuleLiteral], takesNull: Bool)
  /// The table is a partition for values from the first to before the second; nil for no limit.
  case range(RuleColumn, RuleLiteral?, RuleLiteral?)

  /// A random rule.
  init(_ random: inout SeededGenerator) {
    switch random.below(10) {
    case 0, 1, 2, 3: self = .check(.random(depth: 2, &random))
    case 4, 5, 6:
      let folds = random.chance(25)
      let columns = RuleColumn.allCases.filter { !(folds && $0 == .s) }.shuffled(using: &random)
      self = .unique(
        Array(columns.prefix(folds ? random.below(2) : 1 + random.below(2))), folds: folds,
        condition: random.chance(30) ? RandomCondition.random(depth: 1, &random) : nil,
        hasEqualNulls: random.chance(30))
    case 7: self = .foreignKey(Array(RuleColumn.allCases.shuffled(using: &random).prefix(1 + random.below(2))))
    case 8:
      let column = random.pick([RuleColumn.n, .s, .d])
      self = .list(column, (0..<2).map { _ in column.literal(&random) }, takesNull: random.chance(20))
    default:
      let column = random.pick([RuleColumn.n, .m, .d, .t, .z])
      let limits = [column.literal(&random), column.literal(&random)]
      self = .range(column, random.chance(80) ? limits[0] : nil, random.chance(80) ? limits[1] : nil)
    }
  }

  /// The columns that it depends on.
  var columns: Set<RuleColumn> {
    switch self {
    case .check(let condition): condition.columns
    case .unique(let columns, let folds, let condition, _):
      Set(columns).union(folds ? [.s] : []).union(condition?.columns ?? [])
    case .foreignKey(let columns): Set(columns)
    case .list(let column, _, _), .range(let column, _, _): [column]
    }
  }

  /// The parts of a unique index, as Postgres prints them.
  private static func parts(_ columns: [RuleColumn], folds: Bool) -> [String] {
    columns.map(\.rawValue) + (folds ? ["lower(s)"] : [])
  }

  /// The constraint; nil for the bound of a partition.
  func constraint(named name: String) -> TableConstraint? {
    let names = columns.map(\.rawValue).sorted()
    switch self {
    case .check(let condition):
      return TableConstraint(name: name, rule: .check, columns: names, definition: "CHECK (\(condition.sql))")
    case .unique(let columns, let folds, let condition, let hasEqualNulls):
      let parts = RandomRule.parts(columns, folds: folds)
      return TableConstraint(
        name: name,
        rule: .unique(.init(parts: parts, condition: condition?.sql, hasEqualNulls: hasEqualNulls)), columns: names,
        definition: "CREATE UNIQUE INDEX \(name) ON public.t USING btree (\(parts.joined(separator: ", ")))")
    case .foreignKey:
      let list = names.joined(separator: ", ")
      return TableConstraint(
        name: name, rule: .foreignKey(to: TableName(schema: "public", table: "p"), isDeferrable: false),
        columns: names, definition: "FOREIGN KEY (\(list)) REFERENCES p(\(list))")
    case .list, .range: return nil
    }
  }

  /// The bound of a partition; nil for other rules.
  var membership: PartitionMembership? {
    let parent = TableName(schema: "public", table: "parent")
    switch self {
    case .list(let column, let literals, let takesNull):
      let values = literals.map(\.bound) + (takesNull ? ["NULL"] : [])
      return PartitionMembership(
        parent: parent, columns: [column.rawValue], bound: "FOR VALUES IN (\(values.joined(separator: ", ")))")
    case .range(let column, let first, let end):
      return PartitionMembership(
        parent: parent, columns: [column.rawValue],
        bound: "FOR VALUES FROM (\(first?.bound ?? "MINVALUE")) TO (\(end?.bound ?? "MAXVALUE"))")
    case .check, .unique, .foreignKey: return nil
    }
  }

  /// Whether the product finds out which messages break it, if the columns are written as they are read.
  var isCalculated: Bool {
    switch self {
    case .check(let condition): condition.isCalculated
    case .unique(_, _, let condition, _): condition?.isCalculated ?? true
    case .list, .range: true
    case .foreignKey: false
    }
  }
}
