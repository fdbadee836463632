import PipelineTypes

/// A sink compared with the table in Hologres that it stands for, which the planner does not know.
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
    // A source of the table's log has columns that the table does not have.
    let isLog = table.option(.binlog) != nil || table.option(.sourceBinlog) != nil
    guard table.hologresName(in: database) == target.name, table.isComplete, !table.entries.isEmpty, !isLog else {
      return []
    }
    return key(table) + unknownColumns(table) + table.columns.compactMap(type)
  }

  private func key(_ table: SQLStatement.Table) -> [SQLFinding] {
    if target.primaryKey.isEmpty { return [] }
    let replacement = SQLText.primaryKey(target.primaryKey)
    guard let declared = table.primaryKeys.first else {
      return [SQLFinding(.primaryKeyMissing(table: target.name), at: table.name.last, replacement: replacement)]
    }
    let names = Set(declared.columns.map { ExactName($0.text) })
    // A column that the table does not have is a finding of its own.
    if names == Set(target.primaryKey.map(ExactName.init)) || !names.allSatisfy({ columns[$0] != nil }) { return [] }
    return [
      SQLFinding(
        .primaryKeyDiffers(table: target.name, key: target.primaryKey), at: declared.start,
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
        .unknownColumn(table: target.name, column: column.name.text), at: column.name,
        replacement: near.map(SQLText.identifier))
    }
  }

  /// The connector compares types without their digits when the job starts; the database applies its own digits.
  private func type(_ column: SQLStatement.Table.Column) -> SQLFinding? {
    guard let known = columns[ExactName(column.name.text)], let wanted = known.type, let start = column.type.first,
      let given = try? FlinkType(parsing: SQLText.of(column.type))
    else { return nil }
    if !given.isWritable(to: known.kind) {
      return SQLFinding(
        .typeMismatch(
          table: target.name, column: known.name, databaseType: known.databaseType, type: wanted.sql),
        at: start, replacement: wanted.sql)
    }
    guard given.isLossy(in: known.kind) else { return nil }
    return SQLFinding(
      .lossyConversion(
        table: target.name, column: known.name, databaseType: known.databaseType, declared: given.sql),
      at: start)
  }
}

extension SQLStatement.Table {
  /// The table of Hologres that it declares, as the connector reads the options; nil when it declares none, or one of
  /// another database than `database`.
  func hologresName(in database: String) -> TableName? {
    guard connector == "hologres", let given = option(.tableName)?.value?.text else { return nil }
    // A reference may be replaced by the same name.
    if let other = option(.database)?.value?.text, other != database, !other.contains("${") { return nil }
    return try? ConnectorTableName.parse(given)
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

  /// Whether the column keeps fewer digits than the type has.
  fileprivate func isLossy(in column: DatabaseType) -> Bool {
    switch (self, column) {
    case (.decimal(let precision, let scale), .numeric(let kept, let places)):
      scale > places || precision - scale > kept - places
    case (.timestamp(let digits), _), (.timestampLTZ(let digits), _): column.places.map { digits > $0 } ?? false
    default: false
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
