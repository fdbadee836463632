/// What other databases write and Flink's parser refuses.
struct DialectRule {
  private let phrases: [String: [ForeignPhrase]]

  /// - Parameter family: Engines that the SQL is for; nil when not known.
  init(family: EngineVersion.Family?) {
    phrases = Dictionary(grouping: ForeignPhrase.all + ForeignPhrase.conflicts(family), by: { $0.pattern[0] })
  }

  func findings(_ statement: SQLStatement) -> [SQLFinding] {
    let tokens = statement.tokens
    let found = tokens.indices.flatMap { index -> [SQLFinding] in
      guard tokens[index].kind == .word else { return [] }
      return (phrases[tokens[index].keyword] ?? []).compactMap { phrase in
        let isThere =
          switch phrase.place {
          case .anywhere: true
          case .start: index == tokens.startIndex
          case .query: statement.table?.isFilled != false
          }
        return isThere ? phrase.finding(in: tokens[index...]) : nil
      }
    }
    return found + DialectRule.returning(statement)
      + (statement.table?.stray.map(DialectRule.clause).map { [$0] } ?? [])
  }

  /// What stands behind the columns of a table elsewhere.
  private static func clause(_ start: SQLToken) -> SQLFinding {
    let replacements = [
      "USING": "WITH ('connector' = '...')", "ENGINE": "WITH ('connector' = '...')", "OPTIONS": "WITH",
      "TBLPROPERTIES": "WITH", "(": "WITH (",
    ]
    let replacement = replacements[start.keyword]
    return SQLFinding(
      .error, at: start,
      "Behind the columns of a table stands WITH, and no \(start.keyword)\(replacement == nil ? "; leave it out" : "")",
      replacement: replacement)
  }

  /// Flink has it inside of JSON functions only; a column of this name is followed by neither a name nor a star.
  private static func returning(_ statement: SQLStatement) -> [SQLFinding] {
    guard var cursor = statement.insert.map({ TokenCursor($0.query) }) else { return [] }
    var before: SQLToken?
    cursor.skip { token in
      defer { before = token }
      let isBehindValue = before.map { $0.isName && !$0.isReserved || $0.isSymbol(")") || $0.kind == .number } == true
      return token.isWord("RETURNING") && isBehindValue
    }
    guard let start = cursor.rest.first, let next = cursor.rest.dropFirst().first,
      next.isSymbol("*") || next.isName && !next.isReserved
    else { return [] }
    return [SQLFinding(.error, at: start, "Flink's INSERT has no RETURNING; leave it out")]
  }
}
