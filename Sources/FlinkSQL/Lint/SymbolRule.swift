/// Characters and operators that Flink's lexer or parser refuses.
enum SymbolRule {
  /// Operators of other databases, and what to write.
  private static let operators: [String: (message: String, replacement: String?)] = [
    "#": ("Comments do not begin with #", "--"), "::": ("Flink SQL has no ::; CAST(value AS type) does it", nil),
    "->": ("Flink SQL has no ->; JSON_QUERY(text, '$.field') does it", nil),
    "->>": ("Flink SQL has no ->>; JSON_VALUE(text, '$.field') does it", nil),
    "!=": ("Flink SQL has no !=", "<>"), "==": ("Flink SQL has no ==", "="), "&&": ("Flink SQL has no &&", "AND"),
    "<=>": ("Flink SQL has no <=>", "IS NOT DISTINCT FROM"), "!": ("Flink SQL has no !", "NOT"),
    "~": ("Flink SQL has no ~; REGEXP(text, pattern) tells whether a pattern is found", nil),
    "&": ("Flink SQL has no &", nil), "@": ("Flink SQL has no @", nil), "\\": ("Flink SQL has no \\", nil),
  ]

  /// Characters that look like others, as word processors and Chinese keyboards write them.
  private static let lookalikes: [Unicode.Scalar: String] = [
    "\u{2018}": "'", "\u{2019}": "'", "\u{201c}": "'", "\u{201d}": "'", "\u{ff07}": "'", "\u{ff0c}": ",",
    "\u{3001}": ",", "\u{ff1b}": ";", "\u{ff08}": "(", "\u{ff09}": ")", "\u{ff1d}": "=", "\u{ff1e}": ">",
    "\u{ff1c}": "<", "\u{ff0a}": "*", "\u{3002}": ".", "\u{2013}": "-", "\u{2014}": "--", "\u{2212}": "-",
  ]

  static func findings(_ statement: SQLStatement) -> [SQLFinding] {
    let tokens = statement.tokens
    let isDeclaration = statement.table?.isFilled == false
    return tokens.indices.compactMap { index in
      let (token, rest) = (tokens[index], tokens[index...].dropFirst())
      if token.isSymbol(","), !isDeclaration, let clause = rest.first, isClause(rest) {
        return SQLFinding(.error, at: token, "A comma stands before \(clause.keyword); leave it out")
      }
      return token.kind == .symbol ? finding(token, before: tokens[..<index].last, next: rest.first) : nil
    }
  }

  /// Whether a query goes on there, and not with a column that is called like a keyword.
  private static func isClause(_ tokens: ArraySlice<SQLToken>) -> Bool {
    var cursor = TokenCursor(tokens)
    return cursor.take("FROM") || cursor.take("WHERE") || cursor.take("HAVING") || cursor.take("GROUP", "BY")
      || cursor.take("ORDER", "BY")
  }

  private static func finding(_ token: SQLToken, before: SQLToken?, next: SQLToken?) -> SQLFinding? {
    if let (message, replacement) = operators[token.text] {
      return SQLFinding(.error, at: token, message, replacement: replacement)
    }
    switch token.text {
    case "[" where before.map(isNoArray) == true && [.number, .string].contains(next?.kind):
      return SQLFinding(.error, at: token, "Flink writes an array as ARRAY[...]", replacement: "ARRAY[")
    case "[" where before.map(isNoArray) == true && next?.isSymbol("]") != true:
      return SQLFinding(
        .error, at: token, "Names do not stand in square brackets",
        replacement: next.flatMap { $0.isName ? SQLText.identifier($0.text) : nil })
    case "," where next == nil:
      return SQLFinding(.error, at: token, "A comma ends the statement; leave it out")
    case "," where next?.isSymbol(")") == true:
      return SQLFinding(.error, at: token, "A comma stands before the closing bracket; leave it out")
    default: return character(token)
    }
  }

  /// Whether a bracket behind the token neither takes an element out nor begins an array.
  private static func isNoArray(_ before: SQLToken) -> Bool {
    switch before.kind {
    case .symbol: ![")", "]", ">"].contains(before.text)
    case .word: before.isReserved && !["ARRAY", "MULTISET", "END"].contains(where: before.isWord)
    default: false
    }
  }

  private static func character(_ token: SQLToken) -> SQLFinding? {
    guard let scalar = token.text.unicodeScalars.first, token.text.unicodeScalars.count == 1, !scalar.isASCII else {
      return nil
    }
    let hex = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+\(String(repeating: "0", count: max(0, 4 - hex.count)))\(hex)"
    if scalar.properties.isWhitespace {
      return SQLFinding(.error, at: token, "\(code) is no blank to Flink", replacement: " ")
    }
    if scalar.properties.isDefaultIgnorableCodePoint {
      return SQLFinding(.error, at: token, "\(code), which cannot be seen, stands here; leave it out")
    }
    return SQLFinding(
      .error, at: token, "\(code) stands in no SQL but in quotes and comments", replacement: lookalikes[scalar])
  }
}
