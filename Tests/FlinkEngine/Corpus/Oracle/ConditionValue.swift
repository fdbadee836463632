/// The values of conditions by the rules of SQL: nil where NULL decides.
extension RandomCondition {
  /// The value for a row.
  /// - Parameter row: The value of each column.
  func holds(_ row: (RuleColumn) -> RuleValue) -> Bool? {
    switch self {
    case .compared(let column, let comparison, let literal):
      return RandomCondition.compare(row(column), comparison, literal.value)
    case .pair(let comparison): return RandomCondition.compare(row(.n), comparison, row(.m))
    case .isNull(let column): return row(column) == .null
    case .isSet(let column): return row(column) != .null
    case .listed(let texts, let isOne):
      guard case .text(let text) = row(.s) else { return nil }
      return texts.contains(text) == isOne
    case .length(let comparison, let count):
      guard case .text(let text) = row(.s) else { return nil }
      return RandomCondition.compare(.order(text.unicodeScalars.count), comparison, .order(count))
    case .even:
      guard case .order(let hundredths) = row(.n) else { return nil }
      return hundredths / 100 % 2 == 0
    case .truth:
      guard case .truth(let value) = row(.b) else { return nil }
      return value
    case .not(let condition): return condition.holds(row).map { !$0 }
    case .all(let conditions):
      let values = conditions.map { $0.holds(row) }
      return values.contains(false) ? false : values.contains(nil) ? nil : true
    case .any(let conditions):
      let values = conditions.map { $0.holds(row) }
      return values.contains(true) ? true : values.contains(nil) ? nil : false
    }
  }

  private static func compare(_ left: RuleValue, _ comparison: String, _ right: RuleValue) -> Bool? {
    if left == .null || right == .null { return nil }
    switch comparison {
    case "=": return left == right
    case "<>": return left != right
    default: break
    }
    guard case .order(let left) = left, case .order(let right) = right else { return nil }
    switch comparison {
    case "<": return left < right
    case "<=": return left <= right
    case ">": return left > right
    default: return left >= right
    }
  }
}
