public import PipelineTypes

/// A table that a pipeline writes, and the conversion of each of its columns.
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
}
