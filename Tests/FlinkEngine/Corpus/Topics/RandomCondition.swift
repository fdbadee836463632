/// A random condition over the columns of one row.
indirect enum RandomCondition {
  case compared(RuleColumn, String, RuleLiteral)
  /// `n` compared with `m`.
  case pair(String)
  case isNull(RuleColumn)
  case isSet(RuleColumn)
  /// Whether `s` is one of some texts, or none of them.
  case listed([String], isOne: Bool)
  /// The number of characters of `s`.
  case length(String, Int)
  /// The remainder of `n` by 2, which the product does not calculate.
  case even
  /// `b`.
  case truth
  case not(RandomCondition)
  case all([RandomCondition])
  case any([RandomCondition])

  /// A random condition.
  /// - Parameters:
  ///   - depth: How many levels of conditions it can have.
  ///   - random: The generator.
  static func random(depth: Int, _ random: inout SeededGenerator) -> RandomCondition {
    if depth > 0, random.chance(50) {
      let parts = (0..<(2 + random.below(2))).map { _ in RandomCondition.random(depth: depth - 1, &random) }
      return random.pick([.all(parts), .any(parts), .not(parts[0])])
    }
    switch random.below(10) {
    case 0: return .pair(random.pick(["<", "<=", ">", ">=", "=", "<>"]))
    case 1: return random.pick([.isNull(random.pick(RuleColumn.allCases)), .isSet(random.pick(RuleColumn.allCases))])
    case 2: return .listed(Array(["a", "b", "c", "ab"].shuffled(using: &random).prefix(2)), isOne: random.chance(60))
    case 3: return .length(random.pick(["<", "<=", ">", "="]), 1 + random.below(2))
    case 4: return random.pick([.truth, .truth, .even])
    default:
      let column = random.pick(RuleColumn.allCases.filter { $0 != .b })
      let operators = column == .s ? ["=", "<>"] : ["<", "<=", ">", ">=", "=", "<>"]
      return .compared(column, random.pick(operators), column.literal(&random))
    }
  }

  /// The condition as Postgres prints it.
  var sql: String {
    switch self {
    case .compared(let column, let comparison, let literal): "(\(column) \(comparison) \(literal.sql))"
    case .pair(let comparison): "((n)::numeric \(comparison) m)"
    case .isNull(let column): "(\(column) IS NULL)"
    case .isSet(let column): "(\(column) IS NOT NULL)"
    case .listed(let texts, let isOne):
      "(s \(isOne ? "= ANY" : "<> ALL") (ARRAY[\(texts.map { "'\($0)'::text" }.joined(separator: ", "))]))"
    case .length(let comparison, let count): "(length(s) \(comparison) \(count))"
    case .even: "((n % 2) = 0)"
    case .truth: "b"
    case .not(let condition): "(NOT \(condition.sql))"
    case .all(let conditions): "(\(conditions.map(\.sql).joined(separator: " AND ")))"
    case .any(let conditions): "(\(conditions.map(\.sql).joined(separator: " OR ")))"
    }
  }

  /// The columns in it.
  var columns: Set<RuleColumn> {
    switch self {
    case .compared(let column, _, _), .isNull(let column), .isSet(let column): [column]
    case .pair: [.n, .m]
    case .listed, .length: [.s]
    case .even: [.n]
    case .truth: [.b]
    case .not(let condition): condition.columns
    case .all(let conditions), .any(let conditions): conditions.reduce(into: []) { $0.formUnion($1.columns) }
    }
  }

  /// Whether the product calculates each part of it.
  var isCalculated: Bool {
    switch self {
    case .even: false
    case .not(let condition): condition.isCalculated
    case .all(let conditions), .any(let conditions): conditions.allSatisfy(\.isCalculated)
    default: true
    }
  }
}
