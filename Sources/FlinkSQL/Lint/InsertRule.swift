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
    let isReadable = table.entries.allSatisfy { if case .unreadable = $0 { false } else { true } }
    return table.entries.isEmpty || !isReadable ? nil : table.columns.filter(\.isWritten).map(\.name)
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
    let advice = insert.columns == nil && given < wanted ? "; name them in brackets behind the table" : ""
    return SQLFinding(
      isRefused ? .error : .warning, at: insert.start,
      "The query gives \(given) columns, and \(target) \(wanted)\(advice)")
  }
}
