/// Functions that other databases have, and Flink only where somebody has made one of the name.
struct FunctionRule {
  private let own: Set<String>

  /// - Parameter statements: All of the script, for the functions that it declares.
  init(_ statements: [SQLStatement]) {
    own = Set(
      statements.compactMap { statement in
        var cursor = TokenCursor(statement.tokens)
        guard cursor.take("CREATE") else { return nil }
        _ = cursor.take("TEMPORARY")
        _ = cursor.take("SYSTEM")
        guard cursor.take("FUNCTION") else { return nil }
        _ = cursor.take("IF", "NOT", "EXISTS")
        return cursor.takeName()?.last.keyword
      })
  }

  /// What Flink has instead; nil where it is more than a name.
  private static let foreign: [String: String?] = [
    "CHARINDEX": "LOCATE", "COLLECT_LIST": nil, "CURDATE": nil, "DATE_TRUNC": nil, "GETDATE": "NOW",
    "GET_JSON_OBJECT": "JSON_VALUE", "ISNULL": "COALESCE", "JSON_EXTRACT": "JSON_VALUE", "LCASE": "LOWER",
    "LEN": "CHAR_LENGTH", "NVL": "COALESCE", "NVL2": nil, "SAFE_CAST": "TRY_CAST", "STR_TO_DATE": "TO_DATE",
    "SYSDATE": "NOW",
    "TO_CHAR": "DATE_FORMAT", "TO_NUMBER": nil, "UCASE": "UPPER",
  ]

  /// Arguments are looked at so far: calls inside of calls would make it a square.
  private static let longest = 100

  /// What a name with brackets behind it may be: a table or an alias with columns.
  private static let declaring = ["INTO", "TABLE", "VIEW", "AS", "WITH", "EXISTS", "FROM", "JOIN", "FUNCTION"]

  func findings(_ statement: SQLStatement) -> [SQLFinding] {
    let tokens = statement.tokens
    return tokens.indices.dropLast().compactMap { index in
      let (name, next) = (tokens[index], tokens[index + 1])
      guard name.kind == .word, next.isSymbol("("), !own.contains(name.keyword) else { return nil }
      if let before = tokens[..<index].last,
        before.isSymbol(".") || FunctionRule.declaring.contains(where: before.isWord)
      {
        return nil
      }
      return FunctionRule.finding(name, tokens[(index + 1)...])
    }
  }

  private static func finding(_ name: SQLToken, _ rest: ArraySlice<SQLToken>) -> SQLFinding? {
    if let replacement = foreign[name.keyword] {
      return SQLFinding(
        .warning, at: name, "Flink has no function \(name.keyword), unless one of your own is called so",
        replacement: replacement)
    }
    guard ["DATE_ADD", "DATE_SUB"].contains(where: name.isWord) else { return nil }
    var cursor = TokenCursor(rest.prefix(longest))
    guard cursor.takeList()?.last?.first?.isWord("INTERVAL") == true else { return nil }
    return SQLFinding(
      .warning, at: name, "\(name.keyword) takes no INTERVAL in Flink; add it, as in time + INTERVAL '1' DAY")
  }
}
