extension TokenCursor {
  /// Skips what can precede a statement: the beginning of a statement set, `EXPLAIN`, `COMPILE`.
  mutating func skipFrame() {
    if take("EXPLAIN") || take("EXECUTE") || take("COMPILE") || take("BEGIN") {
      skip(to: "INSERT", "SELECT", "WITH", "CREATE")
    }
  }

  /// Takes the statement itself.
  mutating func takeBody() -> SQLStatement.Body {
    guard let start = rest.first else { return .other }
    if take("INSERT") { return takeInsert(start).map(SQLStatement.Body.insert) ?? .other }
    guard take("CREATE") else { return .other }
    _ = take("OR", "REPLACE")
    let isTemporary = take("TEMPORARY")
    if take("TABLE") { return takeTable(start, isTemporary).map(SQLStatement.Body.table) ?? .other }
    guard take("VIEW") else { return .other }
    _ = take("IF", "NOT", "EXISTS")
    guard let name = takeName() else { return .other }
    // A view with a list of columns renames those of its query.
    return take("AS") ? .view(name: name, query: rest) : .other
  }

  private mutating func takeTable(_ start: SQLToken, _ isTemporary: Bool) -> SQLStatement.Table? {
    _ = take("IF", "NOT", "EXISTS")
    guard let name = takeName() else { return nil }
    let entries = (takeList(hasTypes: true) ?? []).map(SQLStatement.Table.Entry.init)
    skip(to: "WITH", "LIKE", "AS")
    let options = take("WITH") ? (takeList() ?? []).compactMap(TokenCursor.option) : []
    skip(to: "LIKE", "AS")
    return SQLStatement.Table(
      isTemporary: isTemporary, name: name, entries: entries, options: SQLStatement.Table.Options(options),
      isLike: rest.first?.isWord("LIKE") == true, isFilled: rest.first?.isWord("AS") == true, start: start)
  }

  /// Takes an entry of `WITH`.
  static func option(_ entry: [SQLToken]) -> SQLStatement.Table.Option? {
    guard let key = entry.first else { return nil }
    let value = entry.firstIndex { $0.isSymbol("=") }.flatMap { $0 + 1 < entry.count ? entry[$0 + 1] : nil }
    return SQLStatement.Table.Option(key: key, value: value)
  }

  private mutating func takeInsert(_ start: SQLToken) -> SQLStatement.Insert? {
    let isOverwrite = rest.first?.isWord("OVERWRITE") == true
    guard take("INTO") || take("OVERWRITE") else { return nil }
    guard let table = takeName() else { return nil }
    let hasPartition = take("PARTITION")
    if hasPartition { _ = takeList() }
    let isQuery = ["SELECT", "WITH", "VALUES", "TABLE"].contains { rest.dropFirst().first?.isWord($0) == true }
    let columns = isQuery || rest.dropFirst().first?.isSymbol("(") == true ? nil : takeList()
    return SQLStatement.Insert(
      start: start, isOverwrite: isOverwrite, table: table, columns: columns, hasPartition: hasPartition, query: rest)
  }
}
