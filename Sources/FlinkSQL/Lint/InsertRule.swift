/// INSERTs against the columns of their tables, which Flink matches by position.
struct InsertRule {
  /// nil when not known.
  let family: EngineVersion.Family?

  func findings(_ statements: [SQLStatement]) -> [SQLFinding] {
    let tables = Dictionary(grouping: statements.compactMap(\.table)) { ExactName($0.name.text) }
    return statements.compactMap(\.insert).flatMap { insert -> [SQLFinding] in
      // Two tables of one name in two schemas cannot be told apart here.
      guard let found = tables[ExactName(insert.table.text)], found.count == 1, let table = found.first,
        table.isComplete, !insert.hasPartition, let columns = InsertRule.writableColumns(table)
      else { return [] }
      return InsertRule.unknownColumns(insert, table, columns) + number(insert, columns.count)
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

  private static func unknownColumns(
    _ insert: SQLStatement.Insert, _ table: SQLStatement.Table, _ columns: [SQLToken]
  ) -> [SQLFinding] {
    (insert.columns ?? []).compactMap { entry in
      guard entry.count == 1, entry[0].isName, !columns.contains(where: entry[0].isName) else { return nil }
      let near = EditDistance.nearest(to: entry[0].text, in: columns.map(\.text))
      return SQLFinding(
        .error, at: entry[0], "The table '\(table.name.text)' has no column '\(entry[0].text)' to be written",
        replacement: near.map(SQLText.identifier))
    }
  }

  private func number(_ insert: SQLStatement.Insert, _ columns: Int) -> [SQLFinding] {
    let wanted = insert.columns?.count ?? columns
    guard let given = SelectList.count(insert.query), given != wanted else { return [] }
    let target = insert.columns == nil ? "the table '\(insert.table.text)' has" : "the list of the INSERT has"
    // Flink 1.17 does not compare the query with a list: it leaves out what is too much.
    let isRefused = insert.columns == nil || family == .vvr11
    return [
      SQLFinding(
        isRefused ? .error : .warning, at: insert.start, "The query gives \(given) columns, and \(target) \(wanted)",
        replacement: insert.columns == nil && given < wanted ? "INSERT INTO ... (column, ...)" : nil)
    ]
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

  /// The last token of each item of the list; nil for an empty one.
  private static func lastTokens(_ tokens: ArraySlice<SQLToken>) -> [SQLToken?] {
    var lasts: [SQLToken?] = [nil]
    var brackets = Brackets()
    for token in tokens {
      if brackets.isOutside, ends.contains(where: token.isWord) { break }
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
