/// A sink against the table in Hologres that it stands for.
enum TargetRule {
  static func findings(_ table: SQLStatement.Table, _ target: TargetTable) -> [SQLFinding] {
    guard isSink(table, for: target.name), table.isComplete, !table.entries.isEmpty else { return [] }
    return key(table, target) + table.entries.compactMap { unknownColumn($0, target) }
  }

  /// Whether the statement declares the table called `name`, as the connector reads the option.
  static func isSink(_ table: SQLStatement.Table, for name: TableName) -> Bool {
    guard table.connector == "hologres",
      let given = table.options.first(where: { $0.key.text.lowercased() == "tablename" })?.value?.text
    else { return false }
    return (try? TableName(parsing: given)) == name
  }

  private static func key(_ table: SQLStatement.Table, _ target: TargetTable) -> [SQLFinding] {
    let isDeclared = table.entries.contains { entry in
      zip(entry, entry.dropFirst()).contains { $0.isWord("PRIMARY") && $1.isWord("KEY") }
    }
    if isDeclared || target.primaryKey.isEmpty { return [] }
    let columns = target.primaryKey.map(SQLText.identifier).joined(separator: ", ")
    return [
      SQLFinding(
        .warning, at: table.name.last,
        "\(target.name) has a primary key and the sink declares none, so that Flink does not know which rows replace each other",
        replacement: "PRIMARY KEY (\(columns)) NOT ENFORCED")
    ]
  }

  /// The connector finds columns by their exact names when the job starts.
  private static func unknownColumn(_ entry: [SQLToken], _ target: TargetTable) -> SQLFinding? {
    guard let name = entry.first, name.isName, entry.count > 1, entry[1].isName, !entry[1].isWord("AS"),
      !["PRIMARY", "CONSTRAINT", "WATERMARK", "UNIQUE"].contains(where: name.isWord),
      !target.columns.contains(where: { $0.name.isSameName(as: name.text) })
    else { return nil }
    let near = EditDistance.nearest(to: name.text, in: target.columns.map(\.name))
    return SQLFinding(
      .warning, at: name, "\(target.name) has no column '\(name.text)'", replacement: near.map(SQLText.identifier))
  }
}
