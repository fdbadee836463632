/// One statement of a script, as far as the rules need it taken apart.
struct SQLStatement {
  /// A `CREATE TABLE`.
  struct Table {
    /// One entry of `WITH`.
    struct Option {
      let key: SQLToken
      let value: SQLToken?
    }

    let isTemporary: Bool
    /// The columns and constraints between the brackets, each as its tokens.
    let entries: [[SQLToken]]
    let options: [Option]
    /// Where `CREATE` stands.
    let start: SQLToken

    /// The text of the option called `name`, whose case counts as the connector has it.
    func value(_ name: String) -> String? {
      options.first { $0.key.text == name }?.value?.text
    }

    var connector: String? { value("connector") }
  }

  /// Its tokens without comments and the semicolon.
  let tokens: [SQLToken]
  let table: Table?

  /// The statements of a script.
  static func split(_ tokens: [SQLToken]) -> [SQLStatement] {
    tokens.filter { $0.kind != .comment }.split { $0.isSymbol(";") }.map { SQLStatement(Array($0)) }
  }

  private init(_ tokens: [SQLToken]) {
    self.tokens = tokens
    table = SQLStatement.table(tokens)
  }

  /// Whether it begins with these keywords.
  func begins(with words: String...) -> Bool {
    tokens.count >= words.count && zip(tokens, words).allSatisfy { $0.isWord($1) }
  }

  private static func table(_ tokens: [SQLToken]) -> Table? {
    guard let start = tokens.first, start.isWord("CREATE"),
      let keyword = tokens.prefix(5).firstIndex(where: { $0.isWord("TABLE") }),
      let open = tokens.firstIndex(where: { $0.isSymbol("(") })
    else { return nil }
    let with = tokens.indices.first { index in
      tokens[index].isWord("WITH") && index + 1 < tokens.count && tokens[index + 1].isSymbol("(")
        && depth(tokens[..<index]) == 0
    }
    // Without columns of its own the first bracket is that of the options.
    let hasColumns = with.map { open < $0 } ?? true
    return Table(
      isTemporary: tokens[..<keyword].contains { $0.isWord("TEMPORARY") },
      entries: hasColumns ? list(tokens, from: open) : [],
      options: with.map { list(tokens, from: $0 + 1).compactMap(option) } ?? [], start: start)
  }

  private static func depth(_ tokens: ArraySlice<SQLToken>) -> Int {
    tokens.reduce(0) { $0 + ($1.isSymbol("(") ? 1 : $1.isSymbol(")") ? -1 : 0) }
  }

  /// What stands between the bracket at `open` and its counterpart, split at commas; an entry may be empty.
  private static func list(_ tokens: [SQLToken], from open: Int) -> [[SQLToken]] {
    var entries: [[SQLToken]] = [[]]
    var depth = 0
    for token in tokens[open...] {
      if token.isSymbol("(") || token.isSymbol("<") { depth += 1 }
      if token.isSymbol(")") || token.isSymbol(">") { depth -= 1 }
      if depth == 0 { break }
      if depth == 1, token.isSymbol(",") {
        entries.append([])
      } else if depth > 1 || !(token.isSymbol("(") && entries == [[]]) {
        entries[entries.count - 1].append(token)
      }
    }
    return entries
  }

  private static func option(_ entry: [SQLToken]) -> Table.Option? {
    guard let key = entry.first else { return nil }
    let value = entry.firstIndex { $0.isSymbol("=") }.flatMap { $0 + 1 < entry.count ? entry[$0 + 1] : nil }
    return Table.Option(key: key, value: value)
  }
}
