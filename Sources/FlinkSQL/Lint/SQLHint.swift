/// Options that a statement gives a table where it uses it: `name /*+ OPTIONS('key' = 'value') */`.
struct SQLHint {
  /// The path of the table's name; empty where none stands in front.
  let table: [ExactName]
  let options: [SQLStatement.Table.Option]

  /// The hints of a script that give options.
  /// - Parameter tokens: All tokens, with comments.
  static func all(in tokens: [SQLToken]) -> [SQLHint] {
    tokens.indices.compactMap { index in
      guard tokens[index].kind == .comment, tokens[index].text.hasPrefix("/*+") else { return nil }
      var cursor = TokenCursor(SQLLexer.tokens(ofHint: tokens[index])[...])
      cursor.skip(to: "OPTIONS")
      guard cursor.take("OPTIONS"), let entries = cursor.takeList() else { return nil }
      return SQLHint(table: path(before: index, tokens), options: entries.compactMap(TokenCursor.option))
    }
  }

  private static func path(before index: Int, _ tokens: [SQLToken]) -> [ExactName] {
    var path: [ExactName] = []
    var index = index - 1
    while index >= 0, tokens[index].isName, path.count < 3 {
      path.insert(ExactName(tokens[index].text), at: 0)
      guard index > 0, tokens[index - 1].isSymbol(".") else { break }
      index -= 2
    }
    return path
  }
}
