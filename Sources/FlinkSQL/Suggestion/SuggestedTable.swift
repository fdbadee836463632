public import PipelineTypes

/// A table that takes the messages of a topic as they are.
///
/// The mapping converts each field to its column without loss, unless every type of a column loses something.
public struct SuggestedTable: Sendable, Equatable {
  /// One column.
  public struct Column: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Its type.
    public let type: ColumnType
    /// Where its values come from; nil where the name says it.
    public let comment: String?
  }

  /// Its name.
  public let name: TableName
  /// The columns, in the order of the fields.
  public let columns: [Column]
  /// The columns of the primary key; empty where nothing identifies a row.
  public let primaryKey: [String]

  /// A table for the messages of a topic.
  /// - Parameters:
  ///   - name: The name of the table.
  ///   - schema: The fields of the messages.
  ///   - messages: Messages that show which fields identify a row.
  ///   - engine: The engine that will run the job.
  /// - Returns: nil where no table fits: no field can be a column, or changes have no key.
  public init?(
    _ name: TableName, for schema: MessageSchema, _ messages: [SampledMessage], engine: EngineVersion = .assumed
  ) {
    // Their rows must be unpacked first.
    if schema.rowsAsText != nil { return nil }
    let naming = ColumnNaming(schema.fields)
    let key = KeySearch(schema, messages, for: name).key
    let names = key.compactMap { schema.field(named: $0).flatMap { naming[$0] } }
    self.name = name
    primaryKey = names.count == key.count ? names : []
    columns = SuggestedTable.columns(schema.fields, schema, naming, key: primaryKey.isEmpty ? [] : key, engine)
    if schema.format.isChangeLog, primaryKey.isEmpty { return nil }
    if columns.isEmpty || ColumnReview(schema, into: target, engine: engine).problem != nil { return nil }
  }

  /// Columns for `fields`, without those that no column can be named after.
  static func columns(
    _ fields: [MessageSchema.Field], _ schema: MessageSchema, _ naming: ColumnNaming, key: [String],
    _ engine: EngineVersion
  ) -> [Column] {
    let choice = ColumnTypeChoice(schema, on: engine)
    return fields.compactMap { field in
      guard let name = naming[field] else { return nil }
      return Column(
        name: name, type: choice.type(for: field, isKey: key.containsName(field.name)),
        comment: MessagePath(of: field, in: schema.format).comment(onColumn: name))
    }
  }

  /// The table as the catalog describes it once the statement was run.
  public var target: TargetTable {
    TargetTable(
      name: name,
      columns: columns.map {
        TargetTable.Column(
          name: $0.name, databaseType: $0.type.catalogName, isNullable: !primaryKey.containsName($0.name))
      }, primaryKey: primaryKey)
  }
}
