/// Temporary tables and views that no other statement names.
enum UnusedRule {
  static func findings(_ statements: [SQLStatement]) -> [SQLFinding] {
    // Declarations alone are a part of a script, which nothing can be said about.
    guard statements.contains(where: \.movesRows) else { return [] }
    var users: [ExactName: Int] = [:]
    for statement in statements {
      for name in Set(statement.tokens.filter(\.isName).map({ ExactName($0.text) })) { users[name, default: 0] += 1 }
    }
    return statements.compactMap(declared).filter { users[ExactName($0.text)] == 1 }.map {
      SQLFinding(.warning, at: $0, "'\($0.text)' is neither read nor written; leave it out")
    }
  }

  /// The name of what exists for this script only, and does nothing by itself.
  private static func declared(_ statement: SQLStatement) -> SQLToken? {
    switch statement.body {
    case .table(let table) where table.isTemporary && !table.isFilled: table.name.last
    case .view(let name): name.last
    case .table, .insert, .query, .other: nil
    }
  }
}
