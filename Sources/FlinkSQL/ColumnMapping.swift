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
  /// The columns that choose the partition.
  public let partitionColumns: [String]
  /// What could go wrong, one sentence each.
  public let warnings: [String]

  /// The columns that the source declares: each of these fields, and no other, is read.
  public var sourceColumns: [(name: String, type: FlinkType)] { columns.map { ($0.field, $0.sourceType) } }

  /// Maps each field to a column of its own name and type: for a target that could not be read.
  public init(copying schema: MessageSchema) {
    columns = schema.fields.map { field in
      // The connector takes no rows and maps; as text they fit json, jsonb and text columns.
      let type: FlinkType = field.type.isNested && !ColumnMapping.isWritable(field.type) ? .string : field.type
      return Column(
        name: field.name, type: type, field: field.name, sourceType: type, verdict: .exact,
        expression: SQLText.identifier(field.name))
    }
    primaryKey = []
    partitionColumns = []
    warnings =
      schema.fields.flatMap(\.guesses) + [
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
    try target.checkWritable()
    let matching = ColumnMatching(schema, target.columns)
    var notes: [String] = []
    var columns: [Column] = []
    var impossible: [String] = []
    for column in target.columns {
      guard let field = matching.field(of: column) else { continue }
      let context = Conversion.Context(standard: schema.timestampStandard, engine: engine)
      do throws(Conversion.Impossible) {
        let conversion = try Conversion(of: field, into: column, context)
        if let note = conversion.note { notes.append(note) }
        columns.append(
          Column(
            name: column.name, type: conversion.sinkType, field: field.name, sourceType: conversion.sourceType,
            verdict: conversion.verdict, expression: conversion.expression))
      } catch {
        impossible.append("'\(field.name)' into '\(column.name)' (\(column.databaseType)): \(error.reason)")
      }
    }
    let missing = target.columns.filter { matching.field(of: $0) == nil && target.requires($0) }.map(\.name)
    try ColumnMapping.check(missing: missing, impossible: impossible, hasColumns: !columns.isEmpty, schema, target)
    self.columns = columns
    let isKeyed = target.primaryKey.allSatisfy { key in columns.contains { $0.name.isSameName(as: key) } }
    primaryKey = isKeyed ? target.primaryKey : []
    partitionColumns = target.partitionColumns
    let contract = ContractNotes(schema: schema, target: target, matching: matching, engine: engine)
    warnings = notes + matching.warnings + contract.warnings(isKeyed: isKeyed)
  }

  private static func check(
    missing: [String], impossible: [String], hasColumns: Bool, _ schema: MessageSchema, _ target: TargetTable
  ) throws(SQLGenerationError) {
    let fields = schema.fields.prefix(50).map(\.name).joined(separator: ", ")
    if missing.isEmpty, impossible.isEmpty {
      if hasColumns { return }
      throw SQLGenerationError(
        code: "no_common_columns",
        message: "No field of the messages (\(fields)) has a column in \(target.name) "
          + "(\(target.columns.map(\.name).joined(separator: ", ")))",
        remedy: "Check topic and hologres_table, or pass columns or sql")
    }
    var problems: [String] = []
    if !missing.isEmpty {
      problems.append(
        "Columns of \(target.name) that must have a value have no field in the messages: "
          + "\(missing.joined(separator: ", ")). The fields are: \(fields)")
    }
    if !impossible.isEmpty { problems.append("There is no conversion of \(impossible.joined(separator: "; "))") }
    throw SQLGenerationError(
      code: missing.isEmpty ? "incompatible_types" : "missing_fields", message: problems.joined(separator: ". "),
      remedy: missing.isEmpty
        ? "Pass columns with other types, change the table, or pass sql"
        : "Give the columns a default, change the table, or pass sql that computes them")
  }
}

extension TargetTable {
  /// Whether a row cannot be written without a value for the column.
  fileprivate func requires(_ column: Column) -> Bool {
    if partitionColumns.containsName(column.name) { return !column.mustBeLeftOut }
    return !column.isFilledIn && (!column.isNullable || primaryKey.containsName(column.name))
  }
}
