/// The ways of the fields into the columns of a target, and the columns that have none.
struct ColumnWays {
  private let target: TargetTable
  private let matching: ColumnMatching
  private let context: Conversion.Context
  /// The columns that are written.
  private(set) var columns: [ColumnMapping.Column] = []
  /// The columns that stand in the way of a statement.
  private(set) var refused: [ColumnReview.Refused] = []
  /// What is to be known about the ways, one sentence each.
  private(set) var notes: [String] = []
  /// The columns in which a value that is there can become NULL.
  private(set) var nullable: Set<ExactName> = []

  /// Looks for a way into each column of `target`.
  init(_ matching: ColumnMatching, _ target: TargetTable, _ context: Conversion.Context) {
    (self.matching, self.target, self.context) = (matching, target, context)
    for column in target.columns { look(into: column) }
  }

  private mutating func look(into column: TargetTable.Column) {
    let field = matching.field(of: column)
    if let problem = SQLText.problem(withIdentifier: column.name) {
      if field != nil || target.requires(column) { refuse(column, field, "the column's name \(problem)") }
      return
    }
    guard let field else {
      if target.requires(column) {
        refuse(column, nil, "it must have a value, and no field of the messages has its name")
      }
      return
    }
    do throws(Conversion.Impossible) {
      add(column, field, try Conversion(of: field, into: column, context))
    } catch {
      refuse(column, field, error.reason)
    }
  }

  private mutating func add(_ column: TargetTable.Column, _ field: MessageSchema.Field, _ conversion: Conversion) {
    notes += [conversion.note, field.overruled(by: conversion)].compactMap { $0 }
    columns.append(ColumnMapping.Column(column.name, field, conversion))
    if conversion.canBecomeNull { nullable.insert(ExactName(column.name)) }
  }

  private mutating func refuse(_ column: TargetTable.Column, _ field: MessageSchema.Field?, _ reason: String) {
    refused.append(
      .init(name: column.name, databaseType: column.databaseType, field: field?.name, reason: reason))
  }

  /// What becomes of the columns of the primary key.
  var keying: ContractNotes.Keying {
    if refused.contains(where: { target.primaryKey.containsName($0.name) }) { return .refused }
    let written = Set(columns.map { ExactName($0.name) })
    guard target.primaryKey.allSatisfy({ written.contains(ExactName($0)) }) else { return .counted }
    return .written(isLossy: keys.contains { $0.verdict == .lossy })
  }

  /// The columns of the primary key that are written.
  var keys: [ColumnMapping.Column] { columns.filter { target.primaryKey.containsName($0.name) } }
}

extension TargetTable {
  /// Whether a row cannot be written without a value for the column.
  fileprivate func requires(_ column: Column) -> Bool {
    if partitionColumns.containsName(column.name) { return !column.mustBeLeftOut }
    return !column.isFilledIn && (!column.isNullable || primaryKey.containsName(column.name))
  }
}

extension MessageSchema.Field {
  /// That the type which was asked for what Kafka knows of a message gives way to the column's; nil where it does not.
  fileprivate func overruled(by conversion: Conversion) -> String? {
    guard let metadata, type != metadata.type, type != conversion.sinkType else { return nil }
    return "'\(name)' is given as \(type.sql), but written as \(conversion.sinkType.sql), as the column is; "
      + "the connector reads Kafka's \(metadata.rawValue) as \(metadata.type.sql)"
  }
}
