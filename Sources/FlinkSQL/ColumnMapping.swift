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
  /// The columns of the sink's primary key, in key order.
  public let primaryKey: [String]
  /// What could go wrong, one sentence each.
  public let warnings: [String]

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
    warnings = [
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
  /// - Throws: ``SQLGenerationError`` when a required column has no field, a pair has no conversion, or nothing matches.
  public init(_ schema: MessageSchema, into target: TargetTable) throws(SQLGenerationError) {
    var warnings: [String] = []
    var columns: [Column] = []
    var problems: [String] = []
    var missing: [String] = []
    var used: Set<String> = []
    for column in target.columns where !column.isGenerated {
      guard let field = ColumnMapping.field(for: column.name, in: schema, used) else {
        if !column.isNullable && !column.isFilledIn || target.primaryKey.contains(column.name) && !column.isFilledIn {
          missing.append(column.name)
        }
        continue
      }
      used.insert(field.name)
      guard let type = column.type,
        let conversion = Conversion(of: field, into: type, standard: schema.timestampStandard)
      else {
        problems.append("'\(field.name)' (\(field.type.sql)) into '\(column.name)' (\(column.databaseType))")
        continue
      }
      if let warning = conversion.warning { warnings.append(warning) }
      columns.append(
        Column(
          name: column.name, type: type, field: field.name, sourceType: conversion.sourceType,
          verdict: conversion.verdict, expression: conversion.expression))
    }
    try ColumnMapping.check(missing: missing, problems: problems, columns, schema, target)
    for field in schema.fields where !used.contains(field.name) {
      warnings.append("The field '\(field.name)' has no column in \(target.name) and is not written")
    }
    self.columns = columns
    self.primaryKey =
      target.primaryKey.allSatisfy { key in columns.contains { $0.name == key } } ? target.primaryKey : []
    self.warnings = warnings
  }

  private static func check(
    missing: [String], problems: [String], _ columns: [Column], _ schema: MessageSchema, _ target: TargetTable
  ) throws(SQLGenerationError) {
    let fields = schema.fields.map(\.name).joined(separator: ", ")
    if !missing.isEmpty {
      throw SQLGenerationError(
        code: "missing_fields",
        message: "Columns of \(target.name) that must have a value have no field in the messages: "
          + "\(missing.joined(separator: ", ")). The fields are: \(fields)",
        remedy: "Give these columns a default, or pass sql that computes them")
    }
    if !problems.isEmpty {
      throw SQLGenerationError(
        code: "incompatible_types",
        message: "There is no conversion of \(problems.joined(separator: ", "))",
        remedy: "Pass columns with other types, change the table, or pass sql")
    }
    if columns.isEmpty {
      throw SQLGenerationError(
        code: "no_common_columns",
        message: "No field of the messages (\(fields)) has a column in \(target.name) "
          + "(\(target.columns.map(\.name).joined(separator: ", ")))",
        remedy: "Check topic and hologres_table, or pass columns or sql")
    }
  }

  /// By exact name, else without regard to case, else without regard to underscores too (`orderId`, `order_id`).
  private static func field(for name: String, in schema: MessageSchema, _ used: Set<String>) -> MessageSchema.Field? {
    let free = schema.fields.filter { !used.contains($0.name) }
    func folded(_ name: String) -> String { name.lowercased().replacing("_", with: "").replacing("-", with: "") }
    return free.first { $0.name == name } ?? free.first { $0.name.lowercased() == name.lowercased() }
      ?? free.first { folded($0.name) == folded(name) }
  }
}

extension MessageSchema {
  /// The columns of `target` taken for the fields of the messages: where nothing can be sampled.
  public init(assuming target: TargetTable) {
    let columns = target.columns.filter { !$0.isGenerated }
    self.init(
      fields: columns.compactMap { column in column.type.map { Field(name: column.name, type: $0) } },
      timestampStandard: .iso8601,
      warnings: [
        "No message was seen: the columns of \(target.name) are assumed to be the fields of the messages, by name and type"
      ])
  }
}
