/// The columns of a query, where they can be counted without knowing any table.
enum SelectList {
  /// How many there are; nil with a `*`, with characters that Flink has not, one of which may be meant for a comma, or
  /// with anything but a plain `SELECT` or `VALUES` in front.
  static func count(_ query: ArraySlice<SQLToken>) -> Int? {
    var cursor = TokenCursor(query)
    if cursor.take("VALUES") { return cursor.takeList()?.count }
    guard cursor.take("SELECT") else { return nil }
    _ = cursor.take("DISTINCT") || cursor.take("ALL")
    let lasts = lastTokens(cursor.rest)
    let isReadable = query.allSatisfy { $0.kind != .symbol || $0.text.utf8.count == $0.text.unicodeScalars.count }
    return isReadable && lasts.allSatisfy { $0?.isSymbol("*") == false } ? lasts.count : nil
  }

  private static let ends = [
    "FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "UNION", "INTERSECT", "EXCEPT", "MINUS", "ORDER", "LIMIT", "OFFSET",
    "FETCH",
  ]

  /// Whether the word is a part of an expression, as in `a IS DISTINCT FROM b` and `LISTAGG(a) WITHIN GROUP (...)`.
  private static func isInExpression(_ word: SQLToken, _ before: SQLToken?) -> Bool {
    switch word.keyword {
    case "FROM": before?.isWord("DISTINCT") == true
    case "GROUP": before?.isWord("WITHIN") == true
    case "UNION", "INTERSECT", "EXCEPT": before?.isWord("MULTISET") == true
    default: false
    }
  }

  /// The last token of each item of the list; nil for an empty one.
  private static func lastTokens(_ tokens: ArraySlice<SQLToken>) -> [SQLToken?] {
    var lasts: [SQLToken?] = [nil]
    var brackets = Brackets()
    var before: SQLToken?
    for token in tokens {
      if brackets.isOutside, ends.contains(where: token.isWord), !isInExpression(token, before) { break }
      before = token
      if brackets.isOutside, token.isSymbol(",") {
        lasts.append(nil)
      } else {
        brackets.pass(token)
        lasts[lasts.count - 1] = token
      }
    }
    return lasts
  }
}
