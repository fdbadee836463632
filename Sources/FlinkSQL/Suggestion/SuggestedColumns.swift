public import PipelineTypes

/// Columns that a table lacks for fields of the messages.
public struct SuggestedColumns: Sendable, Equatable {
  /// The table to change: the partitioned table, where the target is a part of one.
  public let table: TableName
  /// The columns, in the order of the fields.
  public let columns: [SuggestedTable.Column]

  /// Columns of `target` for some fields.
  /// - Parameters:
  ///   - names: The fields that have no column.
  ///   - schema: All fields of the messages.
  ///   - target: The table.
  ///   - engine: The engine that runs the job.
  /// - Returns: nil where no column can be added.
  public init?(
    for names: [String], of schema: MessageSchema, in target: TargetTable, engine: EngineVersion = .assumed
  ) {
    if case .readOnly = target.kind { return nil }
    let fields = schema.fields.filter { names.containsName($0.name) }
    let naming = ColumnNaming(schema.fields, besides: target.columns.map(\.name))
    table = target.memberships.last?.parent ?? target.name
    columns = SuggestedTable.columns(fields, schema, naming, key: [], engine)
    if columns.isEmpty { return nil }
  }
}
