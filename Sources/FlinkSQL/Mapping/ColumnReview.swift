public import PipelineTypes

/// How each column of a target would get its values, and which columns cannot.
public struct ColumnReview: Sendable {
  /// The mapping of the columns that have a conversion; complete when ``problem`` is nil.
  public let possible: ColumnMapping
  /// The columns that prevent a statement, in the order of the target; those that would lose deletions come last.
  public let refused: [RefusedColumn]
  /// Why no statement can be written, with every refused column; nil when one can.
  public let problem: PipelineProblem?

  /// Reviews the columns of `target`.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - target: The table.
  ///   - engine: The engine that will run it.
  public init(_ schema: MessageSchema, into target: TargetTable, engine: EngineVersion = .assumed) {
    let matching = ColumnMatching(schema, target)
    let conversions = ColumnConversions(matching, target, Conversion.Context(schema, on: engine))
    let mapping = ColumnReview.mapping(of: conversions, schema, target, matching, engine)
    let lost = mapping.columnsLosingDeletions(schema.format)
    possible = lost.isEmpty ? mapping : mapping.without(lost)
    refused = conversions.refused + ColumnReview.refusals(of: lost, target, matching)
    problem =
      target.unwritable
      ?? ColumnReview.problem(
        refused, hasColumns: ColumnReview.carriesMessages(conversions.columns, schema), schema, target)
  }

  private static func mapping(
    of conversions: ColumnConversions, _ schema: MessageSchema, _ target: TargetTable, _ matching: ColumnMatching,
    _ engine: EngineVersion
  ) -> ColumnMapping {
    let strategy = conversions.keyStrategy
    let hasKeyChanges =
      strategy.isWritten && conversions.keys.contains { schema.changedFields.contains(ExactName($0.field)) }
    let contract = ContractNotes(
      schema: schema, target: target, matching: matching, nullable: conversions.nullable, engine: engine)
    return ColumnMapping(
      columns: conversions.columns, primaryKey: strategy.declared(of: target.primaryKey),
      keyFilledIn: strategy.filledIn, hasKeyChanges: hasKeyChanges, partitionColumns: target.partitionColumns,
      notes: (conversions.notes + matching.notes + contract.notes(strategy)
        + contract.changeNotes(strategy, hasKeyChanges: hasKeyChanges)).grouped)
  }

  /// The columns that would lose deletions.
  private static func refusals(
    of lost: [String], _ target: TargetTable, _ matching: ColumnMatching
  ) -> [RefusedColumn] {
    target.columns.filter { lost.containsName($0.name) }.map { column in
      RefusedColumn(
        name: column.name, databaseType: column.databaseType, field: matching.field(of: column)?.name,
        reason: .deletionsLost)
    }
  }

  /// Whether the columns take a field of the messages, or all that the caller asked for.
  private static func carriesMessages(_ columns: [ColumnMapping.Column], _ schema: MessageSchema) -> Bool {
    let isOwn = !schema.fields.isEmpty && schema.fields.allSatisfy { $0.metadata != nil }
    return columns.contains { isOwn || $0.metadata == nil }
  }

  private static func problem(
    _ refused: [RefusedColumn], hasColumns: Bool, _ schema: MessageSchema, _ target: TargetTable
  ) -> PipelineProblem? {
    let fields = schema.fields.map(\.name)
    let isMissing = refused.contains { [.valueMissing, .keyRepeats, .keyComputed].contains($0.reason) }
    if let members = schema.rowsAsText, isMissing || !hasColumns { return .rowsAsText(members, table: target.name) }
    if refused.isEmpty {
      return hasColumns
        ? nil : .noCommonColumns(table: target.name, fields: fields, columns: target.columns.map(\.name))
    }
    return isMissing
      ? .missingFields(refused, table: target.name, fields: fields)
      : .incompatibleTypes(refused, table: target.name, fields: fields)
  }
}

extension TargetTable {
  /// Why no row can be written to it at all; nil for a table.
  fileprivate var unwritable: PipelineProblem? {
    if case .readOnly(let kind) = kind { .notATable(name, kind) } else { nil }
  }
}
