/// Where statements begin and end: their first words, the semicolons between them, and brackets in pairs.
enum StatementRule {
  /// First words of Flink's statements, and what may stand behind those that decide little by themselves.
  private static let beginnings: [String: [String]] = [
    "CREATE": [
      "TABLE", "TEMPORARY", "CATALOG", "DATABASE", "VIEW", "FUNCTION", "OR", "MATERIALIZED", "MODEL", "SYSTEM",
    ],
    "INSERT": ["INTO", "OVERWRITE"], "SELECT": [], "WITH": [], "VALUES": [], "SET": [], "RESET": [], "USE": [],
    "SHOW": [], "DESCRIBE": [], "EXPLAIN": [], "DROP": [], "ALTER": [], "LOAD": [], "UNLOAD": [], "REMOVE": [],
    "BEGIN": [], "EXECUTE": [], "ANALYZE": [], "COMPILE": [], "TRUNCATE": [], "CALL": [],
  ]

  /// Words behind which INSERT or CREATE may stand inside of a statement.
  private static let leads = ["BEGIN", "FOR", "EXPLAIN", "EXECUTE", "SHOW"]

  static func findings(_ statement: SQLStatement) -> [SQLFinding] {
    beginning(statement.tokens) + separators(statement.tokens) + brackets(statement.tokens)
  }

  /// Words that are nearly those of Flink; whatever else stands there may be the platform's own.
  private static func beginning(_ tokens: ArraySlice<SQLToken>) -> [SQLFinding] {
    guard let first = tokens.first, first.kind == .word else { return [] }
    guard let followers = beginnings[first.keyword] else {
      return misspelt(first, for: Array(beginnings.keys).sorted(), "Flink has no statement that begins with")
    }
    guard let second = tokens.dropFirst().first, second.kind == .word, !followers.isEmpty,
      !followers.contains(second.keyword)
    else { return [] }
    if first.isWord("INSERT"), !["IGNORE", "OR"].contains(where: second.isWord),
      EditDistance.nearest(to: second.keyword, in: followers) == nil
    {
      return [SQLFinding(.error, at: first, "INSERT is followed by INTO", replacement: "INSERT INTO")]
    }
    return misspelt(second, for: followers, "\(first.keyword) is not followed by")
  }

  private static func misspelt(_ token: SQLToken, for words: [String], _ message: String) -> [SQLFinding] {
    guard let near = EditDistance.nearest(to: token.keyword, in: words, atMost: 2) else { return [] }
    return [SQLFinding(.error, at: token, "\(message) \(token.text)", replacement: near)]
  }

  /// Both words are reserved, so that they begin a statement wherever they stand outside of brackets.
  private static func separators(_ tokens: ArraySlice<SQLToken>) -> [SQLFinding] {
    var depth = 0
    var before: SQLToken?
    let isExplained = tokens.first?.isWord("EXPLAIN") == true
    var hasInsert = false
    return tokens.compactMap { token -> SQLFinding? in
      defer { before = token }
      if token.isSymbol("(") { depth += 1 }
      if token.isSymbol(")") { depth -= 1 }
      guard depth <= 0, let before, token.isWord("CREATE") || token.isWord("INSERT") else { return nil }
      defer { hasInsert = true }
      if leads.contains(where: before.isWord) || isExplained && !hasInsert { return nil }
      return SQLFinding(
        .error, at: token, "A semicolon is missing before \(token.keyword)", replacement: "; \(token.keyword)")
    }
  }

  private static func brackets(_ tokens: ArraySlice<SQLToken>) -> [SQLFinding] {
    // What an open text has swallowed may have closed one.
    if tokens.contains(where: { !$0.isClosed }) { return [] }
    var open: [SQLToken] = []
    for token in tokens {
      if token.isSymbol("(") { open.append(token) }
      if token.isSymbol(")"), open.popLast() == nil {
        return [SQLFinding(.error, at: token, "This bracket closes none")]
      }
    }
    return open.last.map { [SQLFinding(.error, at: $0, "This bracket is not closed")] } ?? []
  }
}
