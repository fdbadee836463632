/// A sink against the table in Hologres that it stands for.
struct TargetRule {
  private let target: TargetTable
  /// The database that it is in.
  private let database: String
  private let columns: [ExactName: TargetTable.Column]

  init(_ target: TargetTable, in database: String) {
    self.target = target
    self.database = database
    columns = Dictionary(target.columns.map { (ExactName($0.name), $0) }, uniquingKeysWith: { first, _ in first })
  }

  func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    // A source of the table's log has columns that the table has not.
    let isLog = table.options.contains { ["binlog", "source.binlog"].contains($0.key.text.lowercased()) }
    guard table.hologresName(in: database) == target.name, table.isComplete, !table.entries.isEmpty, !isLog else {
      return []
    }
    return key(table) + unknownColumns(table) + table.columns.compactMap(type)
  }

  private func key(_ table: SQLStatement.Table) -> [SQLFinding] {
    if target.primaryKey.isEmpty { return [] }
    let replacement = SQLText.primaryKey(target.primaryKey)
    guard let declared = table.primaryKeys.first else {
      return [
        SQLFinding(
          .warning, at: table.name.last,
          "\(target.name) has a primary key and the sink declares none, so that Flink does not know which rows replace each other",
          replacement: replacement)
      ]
    }
    let names = Set(declared.columns.map { ExactName($0.text) })
    // One that the table has not is told of by itself.
    if names == Set(target.primaryKey.map(ExactName.init)) || !names.allSatisfy({ columns[$0] != nil }) { return [] }
    return [
      SQLFinding(
        .warning, at: declared.start,
        "\(target.name) has another primary key, by which rows replace each other: \(replacement)",
        replacement: declared.isInline ? nil : replacement)
    ]
  }

  /// The connector finds columns by their exact names when the job starts.
  private func unknownColumns(_ table: SQLStatement.Table) -> [SQLFinding] {
    let unknown = table.columns.filter { $0.isWritten && !$0.type.isEmpty && columns[ExactName($0.name.text)] == nil }
    return unknown.enumerated().map { index, column in
      let near =
        index < EditDistance.mostWords
        ? EditDistance.nearest(to: column.name.text, in: target.columns.map(\.name)) : nil
      return SQLFinding(
        .warning, at: column.name, "\(target.name) has no column '\(column.name.text)'",
        replacement: near.map(SQLText.identifier))
    }
  }

  /// The connector compares what types are, without their digits, when the job starts.
  private func type(_ column: SQLStatement.Table.Column) -> SQLFinding? {
    guard let known = columns[ExactName(column.name.text)], let wanted = known.type, let start = column.type.first,
      let given = try? FlinkType(parsing: SQLText.of(column.type)), !given.isWritable(to: known.kind)
    else { return nil }
    return SQLFinding(
      .warning, at: start,
      "The column '\(known.name)' of \(target.name) is \(known.databaseType), which takes \(wanted.sql)",
      replacement: wanted.sql)
  }
}

extension SQLStatement.Table {
  /// The table of Hologres that it declares, as the connector reads the options; nil when it declares none, or one of
  /// another database than `database`.
  func hologresName(in database: String) -> TableName? {
    guard connector == "hologres", let given = hologresOption("tablename") else { return nil }
    // What the platform puts in may be the same one.
    if let other = hologresOption("dbname"), other != database, !other.contains("${") { return nil }
    return try? TableName(parsing: given)
  }

  private func hologresOption(_ name: String) -> String? {
    options.first { $0.key.text.lowercased() == name }?.value?.text
  }
}

extension FlinkType {
  /// Whether the connector writes it to a column of this type.
  fileprivate func isWritable(to column: DatabaseType) -> Bool {
    switch (self, column) {
    case (.tinyint, .smallint), (.timestamp, .timestamptz), (.timestampLTZ, .timestamp), (.string, .array): true
    case (.array(let element), .array(let other)): element.isWritable(to: other)
    default: column.flinkType.map(isSameRoot) ?? true
    }
  }

  private func isSameRoot(_ other: FlinkType) -> Bool {
    switch (self, other) {
    case (.decimal, .decimal), (.time, .time), (.timestamp, .timestamp), (.timestampLTZ, .timestampLTZ): true
    default: self == other
    }
  }
}

extension SQLText {
  /// The text of some tokens.
  fileprivate static func of(_ tokens: ArraySlice<SQLToken>) -> String {
    tokens.map { $0.kind == .identifier ? identifier($0.text) : $0.text }.joined(separator: " ")
  }
}
