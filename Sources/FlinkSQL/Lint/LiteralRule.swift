/// Texts and numbers as other databases write them.
enum LiteralRule {
  private static let units = ["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND"]

  static func findings(_ statement: SQLStatement) -> [SQLFinding] {
    let tokens = statement.tokens
    return tokens.indices.compactMap { finding(tokens[$0...]) }
  }

  /// The quote or comment that has no end, unless an escaped quote in front of it has ended a text too early.
  static func open(_ tokens: [SQLToken]) -> [SQLFinding] {
    guard let last = tokens.last, !last.isClosed, !zip(tokens, tokens.dropFirst()).contains(where: isEscape) else {
      return []
    }
    let kind = last.kind == .comment ? "comment" : "quote"
    return [SQLFinding(.error, at: last, "The \(kind) that begins here has no end")]
  }

  private static func finding(_ tokens: ArraySlice<SQLToken>) -> SQLFinding? {
    let token = tokens[tokens.startIndex]
    let next = tokens.dropFirst().first
    switch token.kind {
    case .doubleQuoted:
      return SQLFinding(
        .error, at: token, "Flink SQL has no double quotes: a text stands in '...', a name in `...`")
    case .string where next.map({ isEscape(token, $0) }) == true:
      return SQLFinding(
        .error, at: token, "A backslash does not escape a quote; the text ends there. A quote in a text stands twice")
    case .word where ["E", "B"].contains(where: token.isWord) && next?.kind == .string && next?.isAdjacent == true:
      return SQLFinding(.error, at: token, "Flink SQL has no texts that begin with \(token.text); leave it out")
    case .word where token.text.hasPrefix("$$"):
      return SQLFinding(.error, at: token, "A text does not stand in $$", replacement: "'")
    case .word where token.isWord("INTERVAL"): return interval(token, tokens.dropFirst())
    default: return nil
    }
  }

  /// Whether the text was meant to go on behind its last backslash.
  private static func isEscape(_ text: SQLToken, _ next: SQLToken) -> Bool {
    text.kind == .string && text.text.hasSuffix("\\") && next.isAdjacent && [.word, .string].contains(next.kind)
  }

  private static func interval(_ start: SQLToken, _ rest: ArraySlice<SQLToken>) -> SQLFinding? {
    let rest = rest.first.map { $0.isSymbol("-") || $0.isSymbol("+") } == true ? rest.dropFirst() : rest
    guard rest.first?.kind == .string else { return nil }
    let unit = rest.dropFirst().first
    if unit.map({ unit in units.contains { unit.isWord($0) || unit.isWord("\($0)S") } }) == true { return nil }
    return SQLFinding(.error, at: start, "The unit stands behind the quotes, as in INTERVAL '1' DAY")
  }
}
