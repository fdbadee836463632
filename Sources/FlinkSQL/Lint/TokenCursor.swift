/// Goes through the tokens of one statement from front to end.
///
/// It takes what it knows and stands still before all else, so that any text at all has some meaning to it.
struct TokenCursor {
  private(set) var rest: ArraySlice<SQLToken>

  init(_ tokens: ArraySlice<SQLToken>) { rest = tokens }

  /// Takes these keywords, all or none.
  mutating func take(_ words: String...) -> Bool {
    guard rest.count >= words.count, zip(rest, words).allSatisfy({ $0.isWord($1) }) else { return false }
    rest = rest.dropFirst(words.count)
    return true
  }

  /// Takes whatever comes next, if anything does.
  mutating func drop() { rest = rest.dropFirst() }

  /// Takes `a`, `a.b` or `a.b.c`; nil when no name comes next.
  mutating func takeName() -> SQLName? {
    var parts: [SQLToken] = []
    while let token = rest.first, token.isName {
      parts.append(token)
      rest = rest.dropFirst()
      guard rest.first?.isSymbol(".") == true else { break }
      rest = rest.dropFirst()
    }
    return parts.isEmpty ? nil : SQLName(parts: parts)
  }

  /// Takes a pair of brackets, or all there is when the second one is missing.
  /// - Returns: What stands between them, split at commas; an entry may be empty. nil when no bracket comes next.
  mutating func takeList() -> [[SQLToken]]? {
    guard rest.first?.isSymbol("(") == true else { return nil }
    rest = rest.dropFirst()
    var entries: [[SQLToken]] = [[]]
    var brackets = Brackets()
    while let token = rest.popFirst() {
      if brackets.isOutside, token.isSymbol(")") { break }
      if brackets.isOutside, token.isSymbol(",") {
        entries.append([])
      } else {
        brackets.pass(token)
        entries[entries.count - 1].append(token)
      }
    }
    return entries
  }

  /// Goes on to the first of these keywords outside of brackets; to the end when there is none.
  mutating func skip(to words: String...) { skip { words.contains(where: $0.isWord) } }

  /// Goes on to the first token outside of brackets that ends it; to the end when none does.
  mutating func skip(to isEnd: (SQLToken) -> Bool) {
    var brackets = Brackets()
    while let token = rest.first {
      if brackets.isOutside, isEnd(token) { return }
      brackets.pass(token)
      rest = rest.dropFirst()
    }
  }
}

extension TokenCursor {
  /// Takes what stands around a statement: a set's begin and end, `EXPLAIN`.
  mutating func takeFrame() -> SQLStatement.Frame {
    guard let start = rest.first else { return .none }
    if take("BEGIN", "STATEMENT", "SET") { return .opensSet(start) }
    if rest.count == 1, take("END") { return .closesSet }
    if take("EXECUTE", "STATEMENT", "SET") || take("EXPLAIN", "STATEMENT", "SET") {
      _ = take("BEGIN")
      return .opensSet(start)
    }
    if take("EXPLAIN") {
      if !take("PLAN", "FOR") { skip(to: "INSERT", "SELECT", "WITH", "EXECUTE", "CREATE") }
    } else if rest.count > 1, rest.dropFirst().first?.isWord("INSERT") == true {
      _ = take("EXECUTE")
    }
    return .none
  }

  /// Takes the statement itself.
  mutating func takeBody() -> SQLStatement.Body {
    guard let start = rest.first else { return .other }
    if ["SELECT", "WITH", "VALUES"].contains(where: start.isWord) || start.isSymbol("(") { return .query }
    if take("INSERT") { return takeInsert(start).map(SQLStatement.Body.insert) ?? .other }
    guard take("CREATE") else { return .other }
    _ = take("OR", "REPLACE")
    let isTemporary = take("TEMPORARY")
    if take("TABLE") { return takeTable(start, isTemporary).map(SQLStatement.Body.table) ?? .other }
    if take("VIEW") {
      _ = take("IF", "NOT", "EXISTS")
      return takeName().map { .view(name: $0) } ?? .other
    }
    return .other
  }

  private mutating func takeTable(_ start: SQLToken, _ isTemporary: Bool) -> SQLStatement.Table? {
    _ = take("IF", "NOT", "EXISTS")
    guard let name = takeName() else { return nil }
    let entries = (takeList() ?? []).map(SQLStatement.Table.Entry.init)
    let stray = takeClauses()
    let options = take("WITH") ? (takeList() ?? []).compactMap(TokenCursor.option) : []
    skip(to: "LIKE", "AS")
    return SQLStatement.Table(
      isTemporary: isTemporary, name: name, entries: entries, stray: stray,
      options: SQLStatement.Table.Options(options),
      isLike: rest.first?.isWord("LIKE") == true, isFilled: rest.first?.isWord("AS") == true, start: start)
  }

  /// Takes what may stand between the columns and the options.
  /// - Returns: What else stands there.
  private mutating func takeClauses() -> SQLToken? {
    while let clause = rest.first, !["WITH", "LIKE", "AS"].contains(where: clause.isWord) {
      if take("COMMENT") {
        guard rest.first?.kind == .string else { return clause }
        drop()
      } else if take("PARTITIONED", "BY") {
        _ = takeList()
      } else if take("DISTRIBUTED") {
        skip(to: "COMMENT", "PARTITIONED", "WITH", "LIKE", "AS")
      } else {
        skip(to: "WITH", "LIKE")
        return clause
      }
    }
    return nil
  }

  /// Takes an entry of `WITH`.
  static func option(_ entry: [SQLToken]) -> SQLStatement.Table.Option? {
    guard let key = entry.first else { return nil }
    let value = entry.firstIndex { $0.isSymbol("=") || $0.isSymbol("==") }.flatMap {
      $0 + 1 < entry.count ? entry[$0 + 1] : nil
    }
    return SQLStatement.Table.Option(key: key, value: value)
  }

  private mutating func takeInsert(_ start: SQLToken) -> SQLStatement.Insert? {
    guard take("INTO") || take("OVERWRITE") else { return nil }
    _ = take("TABLE")
    guard let table = takeName() else { return nil }
    let hasPartition = take("PARTITION")
    if hasPartition { _ = takeList() }
    let isQuery = ["SELECT", "WITH", "VALUES", "TABLE"].contains { rest.dropFirst().first?.isWord($0) == true }
    let columns = isQuery || rest.dropFirst().first?.isSymbol("(") == true ? nil : takeList()
    return SQLStatement.Insert(
      start: start, table: table, columns: columns, hasPartition: hasPartition, query: rest)
  }
}
