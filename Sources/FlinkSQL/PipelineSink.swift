/// A table that a pipeline writes, and the way of each of its columns.
public struct PipelineSink: Sendable {
  /// The table.
  public let table: TableName
  /// Columns and expressions.
  public let mapping: ColumnMapping

  /// A table to write.
  /// - Parameters:
  ///   - table: The table.
  ///   - mapping: Columns and expressions.
  public init(_ table: TableName, _ mapping: ColumnMapping) {
    self.table = table
    self.mapping = mapping
  }

  /// The source's names of the key's columns, when each is the field itself and messages are changes of rows.
  func sourceKey(_ format: MessageFormat) -> [String] {
    // With a key the planner drops what a row was before an update, and with it the key that it had.
    if mapping.hasKeyChanges { return [] }
    let fields = mapping.primaryKey.compactMap { key in
      mapping.columns.first { $0.name.isSameName(as: key) && $0.expression == SQLText.identifier($0.field) }?.field
    }
    return format.isChangeLog && fields.count == mapping.primaryKey.count ? fields : []
  }
}
