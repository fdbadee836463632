/// What other databases write and Flink's parser refuses.
enum DialectRule {
  static func findings(_ tokens: [SQLToken]) -> [SQLFinding] {
    tokens.indices.compactMap { finding(tokens, $0) } + pairs(tokens)
  }

  private static func finding(_ tokens: [SQLToken], _ index: Int) -> SQLFinding? {
    let token = tokens[index]
    let next = index + 1 < tokens.count ? tokens[index + 1] : nil
    let before = index > 0 ? tokens[index - 1] : nil
    switch token.kind {
    case .doubleQuoted:
      return SQLFinding(
        .error, at: token, "Flink SQL has no double quotes", replacement: "'text' for text, `name` for a name")
    case .string where token.text.hasSuffix("\\") && next?.isAdjacent == true && [.word, .string].contains(next?.kind):
      return SQLFinding(
        .error, at: token, "A backslash does not escape a quote; the text ends there", replacement: "''")
    case .symbol: return symbol(token, before: before, next: next)
    case .word: return word(token, before: before, next: next)
    default: return nil
    }
  }

  private static func symbol(_ token: SQLToken, before: SQLToken?, next: SQLToken?) -> SQLFinding? {
    switch token.text {
    case "#":
      return SQLFinding(.error, at: token, "Comments do not begin with #", replacement: "--")
    case "::":
      return SQLFinding(.error, at: token, "Flink SQL has no ::", replacement: "CAST(value AS TYPE)")
    case "->>", "->":
      return SQLFinding(.error, at: token, "Flink SQL has no \(token.text)", replacement: "JSON_VALUE(text, '$.field')")
    case "[" where before.map(isNoArray) == true:
      return SQLFinding(.error, at: token, "Names do not stand in square brackets", replacement: "`name`")
    case "," where next?.isSymbol(")") == true:
      return SQLFinding(.error, at: token, "A comma stands before the closing bracket", replacement: ")")
    default: return nil
    }
  }

  /// Whether a bracket behind the token neither takes an element out nor begins an array.
  private static func isNoArray(_ before: SQLToken) -> Bool {
    switch before.kind {
    case .symbol: ![")", "]", ">"].contains(before.text)
    case .word:
      ReservedWords.all.contains(before.text.uppercased()) && !["ARRAY", "MULTISET"].contains(where: before.isWord)
    default: false
    }
  }

  private static func word(_ token: SQLToken, before: SQLToken?, next: SQLToken?) -> SQLFinding? {
    switch token.text.uppercased() {
    case "AUTO_INCREMENT" where before?.isSymbol(".") != true:
      return SQLFinding(.error, at: token, "Flink SQL has no AUTO_INCREMENT; leave the column out")
    case "NVL" where next?.isSymbol("(") == true:
      return SQLFinding(.error, at: token, "Flink SQL has no NVL", replacement: "COALESCE")
    case "ENGINE" where next?.isSymbol("=") == true && before?.isSymbol(")") == true:
      return SQLFinding(.error, at: token, "Flink SQL has no ENGINE", replacement: "WITH ('connector' = ...)")
    default: return nil
    }
  }

  private static func pairs(_ tokens: [SQLToken]) -> [SQLFinding] {
    let known: [(String, String, String, String?)] = [
      ("ON", "CONFLICT", "Flink SQL has no ON CONFLICT: the sink's option decides", "'sink.on-conflict-action'"),
      ("ON", "DUPLICATE", "Flink SQL has no ON DUPLICATE KEY: the sink's option decides", "'sink.on-conflict-action'"),
      ("CREATE", "STREAM", "Flink SQL has no CREATE STREAM", "CREATE TEMPORARY TABLE"),
      ("EMIT", "CHANGES", "Flink SQL has no EMIT CHANGES; leave it out", nil),
    ]
    return zip(tokens, tokens.dropFirst()).compactMap { first, second in
      known.first { first.isWord($0.0) && second.isWord($0.1) }
        .map { SQLFinding(.error, at: first, $0.2, replacement: $0.3) }
    }
  }
}
