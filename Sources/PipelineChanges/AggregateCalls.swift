import SQLLint

/// The calls of aggregates in an expression.
struct AggregateCalls {
  /// The calls, each with its `FILTER` and without its `OVER`.
  private(set) var aggregates: [SQLExpression] = []
  /// What stands behind `OVER`.
  private(set) var windows: [SQLExpression] = []
  /// Whether the rest of the expression depends on one row.
  private(set) var isUnderstood = true

  init(_ expression: SQLExpression) {
    let parts = expression.parts
    var rest: [SQLPart] = []
    var index = parts.startIndex
    while index < parts.endIndex {
      guard case .keyword(let word) = parts[index], FlinkFunctions.aggregates.contains(word),
        index + 1 < parts.endIndex, parts[index + 1].isSymbol("("),
        var end = SQLExpression.closing(parts[(index + 1)...])
      else {
        rest.append(parts[index])
        index += 1
        continue
      }
      if let filter = AggregateCalls.brackets(behind: "FILTER", end, parts) { end = filter }
      aggregates.append(SQLExpression(Array(parts[index...end])))
      if let window = AggregateCalls.brackets(behind: "OVER", end, parts) {
        windows.append(SQLExpression(Array(parts[(end + 2)...window])))
        end = window
      }
      index = end + 1
    }
    let others = SQLExpression(rest)
    let known = FlinkFunctions.scalars.union(FlinkFunctions.windowAttributes)
    isUnderstood = others.functions.isSubset(of: known) && !others.has("OVER") && !others.has("SELECT")
  }

  /// The end of the brackets behind `word`, if both come behind `end`.
  private static func brackets(behind word: String, _ end: Int, _ parts: [SQLPart]) -> Int? {
    guard end + 2 < parts.endIndex, parts[end + 1].isKeyword(word), parts[end + 2].isSymbol("(") else { return nil }
    return SQLExpression.closing(parts[(end + 2)...])
  }
}

extension StatefulQuery.Term {
  /// Whether it is an aggregate over distinct values.
  var isDistinct: Bool { expression.parts.dropFirst(2).first?.isKeyword("DISTINCT") == true }
}
