/// Temporary tables and views that no other statement names.
enum UnusedRule {
  static func findings(_ statements: [SQLStatement]) -> [SQLFinding] {
    // Declarations alone are a part of a script, which nothing can be said about.
    // Behind an open quote all is text, and nothing is known of who names what there.
    guard statements.contains(where: \.movesRows), statements.last?.tokens.last?.isClosed != false else { return [] }
    var users: [ExactName: Int] = [:]
    for statement in statements {
      for name in Set(statement.tokens.filter(\.isName).map({ ExactName($0.text) })) { users[name, default: 0] += 1 }
    }
    let unused = statements.compactMap(declared).filter { users[ExactName($0.text)] == 1 }
    let strangers = unused.isEmpty ? [] : undeclared(statements)
    return unused.enumerated().map { index, name in
      let near = index < EditDistance.mostWords ? EditDistance.nearest(to: name.text, in: strangers.map(\.text)) : nil
      guard let near, let stranger = strangers.first(where: { $0.text.isSameName(as: near) }) else {
        return SQLFinding(.warning, at: name, "'\(name.text)' is neither read nor written; leave it out")
      }
      return SQLFinding(
        .warning, at: stranger,
        "The script declares no '\(stranger.text)', but '\(name.text)', which is neither read nor written",
        replacement: SQLText.identifier(name.text))
    }
  }

  /// Names without a schema that rows come from or go to, and that the script does not declare.
  private static func undeclared(_ statements: [SQLStatement]) -> [SQLToken] {
    let declared = Set(statements.compactMap(name).map { ExactName($0.text) })
    return statements.flatMap { statement -> [SQLToken] in
      let tokens = Array(statement.tokens)
      let known = declared.union(queries(in: tokens))
      return tokens.indices.dropLast().compactMap { index -> SQLToken? in
        let (name, after) = (tokens[index + 1], index + 2 < tokens.count ? tokens[index + 2] : nil)
        let isTable =
          tokens[index].isWord("INTO")
          || ["FROM", "JOIN"].contains(where: tokens[index].isWord) && after?.isSymbol("(") != true
        guard isTable, name.isName, after?.isSymbol(".") != true else { return nil }
        return known.contains(ExactName(name.text)) ? nil : name
      }
    }
  }

  /// What `WITH name AS (...)` declares for one statement.
  private static func queries(in tokens: [SQLToken]) -> [ExactName] {
    tokens.indices.dropLast(2).filter { tokens[$0 + 1].isWord("AS") && tokens[$0 + 2].isSymbol("(") }
      .map { ExactName(tokens[$0].text) }
  }

  /// What the statement declares.
  private static func name(_ statement: SQLStatement) -> SQLToken? {
    switch statement.body {
    case .table(let table): table.name.last
    case .view(let name): name.last
    case .insert, .query, .other: nil
    }
  }

  /// The name of what exists for this script only, and does nothing by itself.
  private static func declared(_ statement: SQLStatement) -> SQLToken? {
    if let table = statement.table, !table.isTemporary || table.isFilled { return nil }
    return name(statement)
  }
}
