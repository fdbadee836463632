import PipelineTypes

/// The conversions of the fields to the columns of a target, and the columns that have none.
struct ColumnConversions {
  private let target: TargetTable
  private let matching: ColumnMatching
  private let context: Conversion.Context
  /// The columns that are written.
  private(set) var columns: [ColumnMapping.Column] = []
  /// The columns that prevent a statement.
  private(set) var refused: [RefusedColumn] = []
  /// What users should know about the conversions.
  private(set) var notes: [PipelineNote] = []
  /// The columns in which a value that is not NULL can become NULL.
  private(set) var nullable: Set<ExactName> = []

  /// Finds a conversion for each column of `target`.
  init(_ matching: ColumnMatching, _ target: TargetTable, _ context: Conversion.Context) {
    (self.matching, self.target, self.context) = (matching, target, context)
    for column in target.columns { convert(to: column) }
  }

  private mutating func convert(to column: TargetTable.Column) {
    let field = matching.field(of: column)
    if let fault = SQLText.fault(inIdentifier: column.name) {
      if field != nil || target.requires(column) { refuse(column, field, .columnName(fault)) }
      return
    }
    guard let field else {
      if target.requires(column) { refuse(column, nil, .valueMissing) }
      return
    }
    do throws(ConversionFault) {
      add(column, field, try Conversion(of: field, to: column, context))
    } catch {
      refuse(column, field, error)
    }
  }

  private mutating func add(_ column: TargetTable.Column, _ field: MessageSchema.Field, _ conversion: Conversion) {
    let facts = conversion.facts + [field.overruled(by: conversion)].compactMap { $0 }
    notes += facts.map { .field(field.name, $0) }
    columns.append(ColumnMapping.Column(column.name, field, conversion))
    if conversion.canBecomeNull { nullable.insert(ExactName(column.name)) }
  }

  private mutating func refuse(
    _ column: TargetTable.Column, _ field: MessageSchema.Field?, _ reason: ConversionFault
  ) {
    refused.append(
      RefusedColumn(name: column.name, databaseType: column.databaseType, field: field?.name, reason: reason))
  }

  /// How rows are identified by the columns of the primary key.
  var keyStrategy: KeyStrategy {
    if refused.contains(where: { target.primaryKey.containsName($0.name) }) { return .refused }
    let written = Set(columns.map { ExactName($0.name) })
    guard target.primaryKey.allSatisfy({ written.contains(ExactName($0)) }) else { return .generated }
    return .written(isLossy: keys.contains { $0.verdict == .lossy })
  }

  /// The columns of the primary key that are written.
  var keys: [ColumnMapping.Column] { columns.filter { target.primaryKey.containsName($0.name) } }
}

/// How rows are identified by the columns of a primary key.
enum KeyStrategy: Equatable {
  /// - Parameter isLossy: Whether two values of a field can become one in the table.
  case written(isLossy: Bool)
  /// The database generates at least one of them.
  case generated
  /// At least one has no conversion.
  case refused

  var isWritten: Bool { if case .written = self { true } else { false } }
}

extension TargetTable {
  /// Whether a row cannot be written without a value for the column.
  fileprivate func requires(_ column: Column) -> Bool {
    if partitionColumns.containsName(column.name) { return !column.mustBeLeftOut }
    return !column.isFilledIn && (!column.isNullable || primaryKey.containsName(column.name))
  }
}

extension MessageSchema.Field {
  /// That the type given for Kafka metadata yields to the column's; nil where it does not.
  fileprivate func overruled(by conversion: Conversion) -> FieldFact? {
    guard let metadata, type != metadata.type, type != conversion.sinkType else { return nil }
    return .typeOverruled(given: type.sql, written: conversion.sinkType.sql, metadata: metadata)
  }
}
