/// Literal secrets: they would be kept in the database, the console and every copy of the text.
enum SecretRule {
  static func findings(_ tokens: [SQLToken], _ statements: [SQLStatement]) -> [SQLFinding] {
    let found = statements.flatMap(options) + tokens.compactMap(commented)
    let places = Set(found.map { [$0.line, $0.column] })
    let others = tokens.filter { !places.contains([$0.line, $0.column]) }
    return found + others.compactMap(accessKey) + statements.flatMap(misplaced)
  }

  private static func accessKey(_ token: SQLToken) -> SQLFinding? {
    if !holdsAccessKey(token.text) { return nil }
    let isComment = token.kind == .comment
    return SQLFinding(
      .literalSecret(.accessKey(isComment: isComment)), at: token,
      replacement: isComment ? nil : "'${secret_values.NAME}'")
  }

  /// Ids of access keys begin so, wherever they stand; comments are deployed too.
  private static func holdsAccessKey(_ text: String) -> Bool {
    func isPart(_ character: Character) -> Bool { character.isASCII && (character.isLetter || character.isNumber) }
    return text.ranges(of: "LTAI").contains { range in
      let isBegin = text[..<range.lowerBound].last.map(isPart) != true
      let rest = text[range.upperBound...].prefix(31).prefix(while: isPart)
      return isBegin && (12...30).contains(rest.count)
    }
  }

  private static func options(_ statement: SQLStatement) -> [SQLFinding] {
    let tokens = Array(statement.tokens)
    let places = optionPlaces(tokens)
    return tokens.indices.dropLast(2).compactMap { index in
      let (key, value) = (tokens[index], tokens[index + 2])
      guard tokens[index + 1].isSymbol("="), [.string, .doubleQuoted].contains(value.kind),
        [.string, .doubleQuoted].contains(key.kind) || key.isName && places.contains(index),
        let exposure = SecretOption.exposure(of: key.text, value.text)
      else { return nil }
      return switch exposure {
      case .whole:
        SQLFinding(
          .literalSecret(.value(option: key.text)), at: value, replacement: "'${secret_values.NAME}'")
      case .part:
        SQLFinding(
          .literalSecret(.inValue(option: key.text)), at: value, replacement: "${secret_values.NAME}")
      }
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

  /// Comments are deployed too; hints are comments that name options where a table is used.
  private static func commented(_ token: SQLToken) -> SQLFinding? {
    guard token.kind == .comment else { return nil }
    guard let name = exposed(in: token.text, quote: "'") ?? exposed(in: token.text, quote: "\"") else {
      return SecretOption.exposure(of: "", token.text) == nil
        ? nil : SQLFinding(.literalSecret(.comment(option: nil)), at: token)
    }
    let isHint = token.text.hasPrefix("/*+")
    return SQLFinding(.literalSecret(isHint ? .hint(option: name) : .comment(option: name)), at: token)
  }

  /// The name of an option whose secret is in a comment.
  ///
  /// A comment has apostrophes too, so each piece between two quotes may be a name.
  private static func exposed(in comment: String, quote: Unicode.Scalar) -> String? {
    let pieces = comment.unicodeScalars.split(separator: quote, omittingEmptySubsequences: false).map(String.init)
    return pieces.indices.dropLast(2).first { index in
      pieces[index + 1].filter { !$0.isWhitespace } == "="
        && SecretOption.exposure(of: pieces[index], pieces[index + 2]) != nil
    }.map { pieces[$0] }
  }

  /// The platform replaces references only in tables that are not kept.
  private static func misplaced(_ statement: SQLStatement) -> [SQLFinding] {
    let isCatalog = statement.tokens.dropFirst().first?.isWord("CATALOG") == true
    if statement.table?.isTemporary == true || isCatalog { return [] }
    guard statement.tokens.contains(where: { $0.text.contains("${secret_values.") }), let start = statement.tokens.first
    else { return [] }
    return [
      SQLFinding(.secretNotReplaced, at: start, replacement: "CREATE TEMPORARY TABLE")
    ]
  }
}
