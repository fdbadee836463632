/// Literal secrets: they would end in the store, the console and every copy of the text.
enum SecretRule {
  static func findings(_ tokens: [SQLToken], _ statements: [SQLStatement]) -> [SQLFinding] {
    let keys = tokens.filter { holdsAccessKey($0.text) }.map {
      SQLFinding(
        .error, at: $0, "The id of an access key stands in the text", replacement: "'${secret_values.NAME}'")
    }
    return keys + statements.flatMap(passwords) + tokens.compactMap(hinted) + statements.flatMap(misplaced)
  }

  /// Ids of access keys begin so, wherever they stand; comments are deployed too.
  private static func holdsAccessKey(_ text: String) -> Bool {
    text.ranges(of: "LTAI").contains { range in
      let rest = text[range.upperBound...].prefix(31).prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
      return (12...30).contains(rest.count)
    }
  }

  private static func passwords(_ statement: SQLStatement) -> [SQLFinding] {
    pairs(Array(statement.tokens)).map { key, value in
      SQLFinding(
        .error, at: value, "The value of '\(key.text)' is a literal secret", replacement: "'${secret_values.NAME}'")
    }
  }

  /// A hint names options where a table is used, and is a comment to all other rules.
  private static func hinted(_ token: SQLToken) -> SQLFinding? {
    guard token.kind == .comment, token.text.hasPrefix("/*+"),
      let key = pairs(SQLLexer.tokens(of: String(token.text.dropFirst(3)))).first?.key
    else { return nil }
    return SQLFinding(
      .error, at: token, "The value of '\(key.text)' in the hint is a literal secret",
      replacement: "'${secret_values.NAME}' in the WITH of CREATE TEMPORARY TABLE")
  }

  /// The options whose value is a literal secret.
  private static func pairs(_ tokens: [SQLToken]) -> [(key: SQLToken, value: SQLToken)] {
    let options = optionPlaces(tokens)
    return tokens.indices.dropLast(2).compactMap { index in
      let (key, value) = (tokens[index], tokens[index + 2])
      guard tokens[index + 1].isSymbol("="), [.string, .doubleQuoted].contains(value.kind),
        [.string, .doubleQuoted].contains(key.kind) || key.isName && options.contains(index),
        isLiteralSecret(key.text, value.text)
      else { return nil }
      return (key, value)
    }
  }

  /// Where a name without quotes is that of an option and not of a column: in `WITH (...)`, `SET (...)` and `SET`.
  private static func optionPlaces(_ tokens: [SQLToken]) -> Set<Int> {
    if tokens.first?.isWord("SET") == true { return Set(tokens.indices) }
    var places: Set<Int> = []
    var depth = 0
    for (index, token) in tokens.enumerated() {
      let isList = index > 0 && (tokens[index - 1].isWord("WITH") || tokens[index - 1].isWord("SET"))
      if token.isSymbol("("), depth > 0 || isList { depth += 1 }
      if token.isSymbol(")"), depth > 0 { depth -= 1 }
      if depth > 0 { places.insert(index) }
    }
    return places
  }

  private static func isLiteralSecret(_ key: String, _ value: String) -> Bool {
    let key = key.lowercased()
    if key.hasSuffix("jaas.config") {
      guard let start = value.lowercased().firstRange(of: "password=") else { return false }
      let offset = value.lowercased().distance(from: value.lowercased().startIndex, to: start.upperBound)
      let rest = value.dropFirst(offset).drop { $0 == "\"" || $0 == "'" || $0 == "\\" }
      return !rest.hasPrefix("${") && rest.first?.isLetter == true || rest.first?.isNumber == true
    }
    let isSecret =
      key.hasSuffix("password") || key.hasSuffix("secret") || key.hasSuffix("accesskey") || key.hasSuffix("accesskeyid")
      || key.hasSuffix("token")
    return isSecret && !value.isEmpty && !value.contains("${")
  }

  /// The platform puts secrets in only where nothing is kept of them.
  private static func misplaced(_ statement: SQLStatement) -> [SQLFinding] {
    if statement.table?.isTemporary == true { return [] }
    guard statement.tokens.contains(where: { $0.text.contains("${secret_values.") }), let start = statement.tokens.first
    else { return [] }
    return [
      SQLFinding(
        .error, at: start, "Secrets are put in only in the WITH of CREATE TEMPORARY TABLE",
        replacement: "CREATE TEMPORARY TABLE")
    ]
  }
}
