/// Which field goes into which column, and how.
public struct ColumnMapping: Sendable, Equatable {
  /// One column of the sink and where its values come from.
  public struct Column: Sendable, Equatable {
    /// The sink's column.
    public let name: String
    /// The type that the sink declares.
    public let type: FlinkType
    /// The message's field.
    public let field: String
    /// The type that the source declares for the field.
    public let sourceType: FlinkType
    /// How much of a value survives.
    public let verdict: Verdict
    /// The expression in the SELECT.
    public let expression: String
  }

  /// The columns that are written, in the order of the target.
  public let columns: [Column]
  /// The columns of the sink's primary key, in key order; empty when rows are appended.
  public let primaryKey: [String]
  /// Whether updates were seen that change the primary key.
  public let hasKeyChanges: Bool
  /// The columns that choose the partition.
  public let partitionColumns: [String]
  /// What could go wrong, one sentence each.
  public let warnings: [String]

  /// The member of a message that holds the fields; nil when they are the message's own.
  let container: String?

  /// The columns that the source declares: each of these fields, and no other, is read.
  public var sourceColumns: [(name: String, type: FlinkType)] {
    guard let container else { return columns.map { ($0.field, $0.sourceType) } }
    return [(container, .row(columns.map { .init(name: $0.field, type: $0.sourceType) }))]
  }

  /// Maps each field to a column of its own name and type: for a target that could not be read.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - engine: The engine that will run it.
  public init(copying schema: MessageSchema, engine: EngineVersion = .assumed) {
    let context = Conversion.Context(standard: schema.timestampStandard, engine: engine, format: schema.format)
    var notes: [String] = []
    columns = schema.fields.map { field in
      // The connector takes no rows and maps; as text they fit json, jsonb and text columns.
      let type: FlinkType = field.type.isNested && !ColumnMapping.isWritable(field.type) ? .string : field.type
      let conversion = try? Conversion(of: field, into: DatabaseType(holding: type), type, context)
      notes += field.guesses + [conversion?.note].compactMap { $0 }
      return Column(
        name: field.name, type: type, field: field.name, sourceType: type, verdict: conversion?.verdict ?? .converted,
        expression: SQLText.path(schema.format.container, field.name))
    }
    primaryKey = []
    hasKeyChanges = false
    partitionColumns = []
    container = schema.format.container
    warnings =
      notes + [
        "The target table was not read, so columns are written under the names and types of the message's fields"
      ]
  }

  private static func isWritable(_ type: FlinkType) -> Bool {
    if case .array(let element) = type {
      return [.int, .bigint, .float, .double, .boolean, .string].contains(element)
    }
    return false
  }

  /// Maps fields to the columns of `target` by name.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - target: The table.
  ///   - engine: The engine that will run it.
  /// - Throws: ``SQLGenerationError`` that lists every required column without a field and every pair without a
  ///   conversion, or says that nothing matches or that the target cannot be written.
  public init(
    _ schema: MessageSchema, into target: TargetTable, engine: EngineVersion = .assumed
  ) throws(SQLGenerationError) {
    let review = ColumnReview(schema, into: target, engine: engine)
    if let problem = review.problem { throw problem }
    self = review.possible
  }

  init(
    columns: [Column], primaryKey: [String], hasKeyChanges: Bool, partitionColumns: [String], container: String?,
    warnings: [String]
  ) {
    self.columns = columns
    self.primaryKey = primaryKey
    self.hasKeyChanges = hasKeyChanges
    self.partitionColumns = partitionColumns
    self.container = container
    self.warnings = warnings
  }
}

extension ColumnMapping.Column {
  init(name: String, field: String, _ conversion: Conversion) {
    self.init(
      name: name, type: conversion.sinkType, field: field, sourceType: conversion.sourceType,
      verdict: conversion.verdict, expression: conversion.expression)
  }
}
