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
  mutating func skip(to words: String...) {
    var brackets = Brackets()
    while let token = rest.first {
      if brackets.isOutside, words.contains(where: token.isWord) { return }
      brackets.pass(token)
      rest = rest.dropFirst()
    }
  }
}

/// Which brackets are open: of any kind, those of types too, which are comparisons elsewhere.
struct Brackets {
  private var open: [String] = []
  private var isBehindType = false

  /// Whether none is open.
  var isOutside: Bool { open.isEmpty }

  /// Takes a token into account; one that closes what is not open is passed over.
  mutating func pass(_ token: SQLToken) {
    switch token.text {
    case "(" where token.kind == .symbol: open.append(")")
    case "[" where token.kind == .symbol: open.append("]")
    case "<" where token.kind == .symbol && isBehindType: open.append(">")
    case ")" where token.kind == .symbol, "]" where token.kind == .symbol, ">" where token.kind == .symbol:
      if token.text == open.last { open.removeLast() }
    default: break
    }
    isBehindType = ["ARRAY", "MAP", "ROW", "MULTISET"].contains(where: token.isWord)
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
    let entries = takeList() ?? []
    // COMMENT, PARTITIONED BY and DISTRIBUTED may come before the options.
    skip(to: "WITH", "LIKE", "AS")
    let options = take("WITH") ? (takeList() ?? []).compactMap(TokenCursor.option) : []
    skip(to: "LIKE", "AS")
    return SQLStatement.Table(
      isTemporary: isTemporary, name: name, entries: entries, options: options,
      isLike: rest.first?.isWord("LIKE") == true, isFilled: rest.first?.isWord("AS") == true, start: start)
  }

  private static func option(_ entry: [SQLToken]) -> SQLStatement.Table.Option? {
    guard let key = entry.first else { return nil }
    let value = entry.firstIndex { $0.isSymbol("=") }.flatMap { $0 + 1 < entry.count ? entry[$0 + 1] : nil }
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
