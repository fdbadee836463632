/// INSERTs against the columns of their tables, which Flink matches by position.
struct InsertRule {
  /// nil when not known.
  let family: EngineVersion.Family?

  func findings(_ statements: [SQLStatement]) -> [SQLFinding] {
    // Behind it the same name is that of another table.
    if statements.contains(where: { $0.tokens.first?.isWord("USE") == true }) { return [] }
    let tables = Dictionary(grouping: statements.compactMap(\.table), by: \.name.path).compactMapValues(Written.init)
    let inserts = statements.compactMap(\.insert).compactMap { insert in
      insert.hasPartition ? nil : tables[insert.table.path].map { (insert, $0) }
    }
    return InsertRule.unknownColumns(inserts)
      + inserts.compactMap { insert, table in number(insert, table.columns.count) }
  }

  /// A table of the script whose columns are all known.
  private struct Written {
    let name: String
    /// Those that a row for the table has a value for.
    let columns: [String]
    let columnSet: Set<ExactName>

    /// nil when they do not stand in the script, or when two tables have the name.
    init?(_ declared: [SQLStatement.Table]) {
      guard declared.count == 1, declared[0].isComplete, let columns = InsertRule.writableColumns(declared[0])
      else { return nil }
      name = declared[0].name.last.text
      self.columns = columns.map(\.text)
      columnSet = Set(self.columns.map(ExactName.init))
    }
  }

  /// The columns that a row for the table has a value for; nil when they do not stand in the script.
  private static func writableColumns(_ table: SQLStatement.Table) -> [SQLToken]? {
    let entries = table.entries.filter { !$0.isEmpty && !isConstraint($0) }
    if entries.isEmpty || table.entries.contains(where: \.isEmpty) { return nil }
    return entries.filter { entry in
      let isComputed = entry.count > 1 && entry[1].isWord("AS")
      return !isComputed && !(entry.contains { $0.isWord("METADATA") } && entry.contains { $0.isWord("VIRTUAL") })
    }.map { $0[0] }
  }

  private static func isConstraint(_ entry: [SQLToken]) -> Bool {
    let starts = ["WATERMARK": "FOR", "PRIMARY": "KEY"]
    if entry[0].isWord("CONSTRAINT") || entry[0].isWord("UNIQUE") { return true }
    return starts.contains { first, second in
      entry[0].isWord(first) && entry.count > 1 && entry[1].isWord(second)
    }
  }

  private static func unknownColumns(_ inserts: [(SQLStatement.Insert, Written)]) -> [SQLFinding] {
    let unknown = inserts.flatMap { insert, table in
      (insert.columns ?? []).compactMap { entry -> (SQLToken, Written)? in
        guard entry.count == 1, entry[0].isName, !table.columnSet.contains(ExactName(entry[0].text)) else { return nil }
        return (entry[0], table)
      }
    }
    return unknown.enumerated().map { index, place in
      let (column, table) = place
      let near =
        index < EditDistance.mostWords ? EditDistance.nearest(to: column.text, in: table.columns) : nil
      return SQLFinding(
        .error, at: column, "The table '\(table.name)' has no column '\(column.text)' to be written",
        replacement: near.map(SQLText.identifier))
    }
  }

  private func number(_ insert: SQLStatement.Insert, _ columns: Int) -> SQLFinding? {
    let wanted = insert.columns?.count ?? columns
    guard let given = SelectList.count(insert.query), given != wanted else { return nil }
    let target = insert.columns == nil ? "the table '\(insert.table.last.text)' has" : "the list of the INSERT has"
    // Flink 1.17 does not compare the query with a list: it leaves out what is too much.
    let isRefused = insert.columns == nil || family == .vvr11
    return SQLFinding(
      isRefused ? .error : .warning, at: insert.start, "The query gives \(given) columns, and \(target) \(wanted)",
      replacement: insert.columns == nil && given < wanted ? "INSERT INTO ... (column, ...)" : nil)
  }
}

/// The columns of a query, where they can be counted without knowing any table.
enum SelectList {
  /// How many there are; nil with a `*` or anything but a plain `SELECT` or `VALUES` in front.
  static func count(_ query: ArraySlice<SQLToken>) -> Int? {
    var cursor = TokenCursor(query)
    if cursor.take("VALUES") { return cursor.takeList()?.count }
    guard cursor.take("SELECT") else { return nil }
    _ = cursor.take("DISTINCT") || cursor.take("ALL")
    let lasts = lastTokens(cursor.rest)
    return lasts.allSatisfy { $0?.isSymbol("*") == false } ? lasts.count : nil
  }

  private static let ends = [
    "FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "UNION", "INTERSECT", "EXCEPT", "MINUS", "ORDER", "LIMIT", "OFFSET",
    "FETCH",
  ]

  /// Whether the word is a part of an expression, as in `a IS DISTINCT FROM b` and `LISTAGG(a) WITHIN GROUP (...)`.
  private static func isInExpression(_ word: SQLToken, _ before: SQLToken?) -> Bool {
    switch word.text.uppercased() {
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
