public import PipelineTypes

/// Which field is written to which column, and how.
public struct ColumnMapping: Sendable, Equatable {
  /// One column of the sink and where its values come from.
  public struct Column: Sendable, Equatable {
    /// The sink's column.
    public let name: String
    /// The type that the sink declares.
    public let type: FlinkType
    /// What the source calls it: the message's field, or a name that no field has.
    public let field: String
    /// The Kafka metadata that it is filled with; nil for a field of the message.
    public let metadata: KafkaMetadata?
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
  /// The other columns of the table's key, which the database fills in without making new keys.
  public let keyFilledIn: [String]
  /// Whether updates were seen that change the primary key.
  public let hasKeyChanges: Bool
  /// The columns that choose the partition.
  public let partitionColumns: [String]
  /// What users should know about it.
  public let notes: [PipelineNote]

  /// Maps each field to a column of its own name and type: for a target that could not be read.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - table: The name of the target.
  ///   - engine: The engine that will run it.
  /// - Throws: ``PipelineProblem`` when Kafka metadata cannot have the type that was given for it.
  public init(
    copying schema: MessageSchema, to table: TableName, engine: EngineVersion = .assumed
  ) throws(PipelineProblem) {
    let context = Conversion.Context(schema, on: engine)
    var columns: [Column] = []
    var notes: [PipelineNote] = []
    for field in schema.fields {
      let conversion = try ColumnMapping.copy(of: field, context).noting(placeholdersOf: field, engine)
      let guesses = field.guesses.filter { guess in !conversion.facts.contains { .field(field.name, $0) == guess } }
      notes += guesses + conversion.facts.map { .field(field.name, $0) }
      columns.append(Column(field.name, field, conversion))
    }
    self.init(
      columns: columns, primaryKey: [], hasKeyChanges: false, partitionColumns: [],
      notes: (notes + [.table(table, .notRead)]).grouped)
  }

  private static func copy(
    of field: MessageSchema.Field, _ context: Conversion.Context
  ) throws(PipelineProblem) -> Conversion {
    // The connector takes no rows and maps; as text they fit json, jsonb and text columns.
    let type: FlinkType = field.type.isNested && !isWritable(field.type) ? .string : field.type
    do throws(ConversionFault) {
      return try Conversion(of: field, to: DatabaseType(holding: type), type, context)
    } catch {
      guard let metadata = field.metadata else {
        return Conversion(.converted, from: type, to: type, SQLText.path(context.format.container, field.name))
      }
      throw .incompatibleMetadataType(
        field: field.name, type: field.type.sql, error, use: metadata.type.sql)
    }
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
  /// - Throws: ``PipelineProblem`` that lists every required column without a field and every pair without a
  ///   conversion, or says that nothing matches or that the target cannot be written.
  public init(
    _ schema: MessageSchema, into target: TargetTable, engine: EngineVersion = .assumed
  ) throws(PipelineProblem) {
    let review = ColumnReview(schema, into: target, engine: engine)
    if let problem = review.problem { throw problem }
    self = review.possible
  }

  init(
    columns: [Column], primaryKey: [String], keyFilledIn: [String] = [], hasKeyChanges: Bool,
    partitionColumns: [String], notes: [PipelineNote]
  ) {
    self.columns = columns
    self.primaryKey = primaryKey
    self.keyFilledIn = keyFilledIn
    self.hasKeyChanges = hasKeyChanges
    self.partitionColumns = partitionColumns
    self.notes = notes
  }
}

extension ColumnMapping.Column {
  init(_ name: String, _ field: MessageSchema.Field, _ conversion: Conversion) {
    self.init(
      name: name, type: conversion.sinkType, field: field.name, metadata: field.metadata,
      sourceType: conversion.sourceType, verdict: conversion.verdict, expression: conversion.expression)
  }
}
