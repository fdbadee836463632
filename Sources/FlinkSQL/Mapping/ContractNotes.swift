import PipelineTypes

/// What the constraints of a target mean for the messages that were seen.
struct ContractNotes {
  let schema: MessageSchema
  let target: TargetTable
  let matching: ColumnMatching
  /// The columns in which a value that is not NULL can become NULL.
  let nullable: Set<ExactName>
  let engine: EngineVersion

  /// The notes about keys, NULL, columns and fields that are left out, and partitions.
  func notes(_ strategy: KeyStrategy) -> [PipelineNote] {
    let facts = [semantics(strategy), partitionFact].compactMap { $0 }
    return facts.map { .table(target.name, $0) } + target.columns.compactMap(nullNote) + columnNotes + fieldNotes
  }

  /// What happens to a row whose key an update changes.
  ///
  /// Debezium writes a change of the captured table's own key, which is the messages' key, as a deletion and an insertion.
  func changeNotes(_ strategy: KeyStrategy, hasKeyChanges: Bool) -> [PipelineNote] {
    let isOwnKey =
      schema.format.envelope == .debezium && schema.isAlwaysKeyed
      && schema.key?.consists(of: keyFields.map(\.name)) == true
    guard strategy.isWritten, !target.primaryKey.isEmpty, schema.format.isChangeLog, !isOwnKey else { return [] }
    let key = target.primaryKey
    return [.table(target.name, hasKeyChanges ? .keyUpdatesSeen(key: key) : .keyUpdatesPossible(key: key))]
  }

  private var keyFields: [MessageSchema.Field] {
    target.columns.filter { target.primaryKey.containsName($0.name) }.compactMap(matching.field)
  }

  /// What happens to two rows with the same key.
  private func semantics(_ strategy: KeyStrategy) -> TableFact? {
    let key = target.primaryKey
    if key.isEmpty { return appending }
    let metadata = keyFields.compactMap(\.metadata)
    if metadata.contains(.offset), !strategy.declared(of: key).isEmpty {
      return metadata.contains(.partition) ? .messagesAreRows : .partitionMissingInKey(key: key)
    }
    switch strategy {
    case .written(let isLossy):
      // Rows with one key must have one message key, or different partitions write them.
      let isOrdered =
        !isLossy && schema.isAlwaysKeyed && schema.key?.follows(from: keyFields.map(\.name)) == true
      return .upserted(key: key, isOrdered ? .kept : .withinPartition)
    case .filled(let written, let others): return .keyFilledIn(written: written, filled: others)
    case .generated(let counted): return .keyGenerated(key: counted)
    case .refused: return nil
    }
  }

  /// What happens to a row that is written twice without a primary key: a unique index of written columns rejects it.
  private var appending: TableFact {
    let index = target.constraints.first { constraint in
      guard case .unique(let unique) = constraint.rule, unique.condition == nil else { return false }
      return unique.parts.allSatisfy { part in
        target.columns.contains { $0.name.isSameName(as: part) && matching.field(of: $0) != nil }
      }
    }
    return index.map { .appendedOnce(columns: $0.columns) } ?? .appended
  }

  /// The connector creates no partition unless an option says so (its documentation, for both families).
  private var partitionFact: TableFact? {
    guard case .partitioned(let columns, let isEmpty) = target.kind else { return nil }
    let option: ConnectorOption = engine.family == .vvr8 ? .createPartition : .createMissingPartition
    return .partitionsMissing(columns: columns, isEmpty: isEmpty, option: option.rawValue)
  }

  /// What happens to NULL in a column that does not take it.
  ///
  /// Depending on its write mode the connector has a value for each type, or leaves it to the database, which rejects NULL.
  private func nullNote(_ column: TargetTable.Column) -> PipelineNote? {
    let isKey = target.primaryKey.containsName(column.name)
    guard !column.isNullable || isKey, let field = matching.field(of: column),
      let reason = reasonForNull(in: column, field)
    else { return nil }
    if !isKey { return .column(column.name, .nullStopsJob(field: field.name, reason), of: target.name) }
    // The dry parse reports what a change without a key does.
    if schema.format.isChangeLog { return nil }
    return .column(column.name, .nullKeySkipped(field: field.name, reason), of: target.name)
  }

  private func reasonForNull(
    in column: TargetTable.Column, _ field: MessageSchema.Field
  ) -> ColumnFact.NullReason? {
    if let seen = field.profile, schema.objects > seen.values {
      return .missing(count: schema.objects - seen.values, total: schema.objects)
    }
    if schema.format.isChangeLog, let seen = field.profile, seen.nulls > 0 { return .nullInSomeRows }
    return nullable.contains(ExactName(column.name)) ? .becomesNull : nil
  }

  private var columnNotes: [PipelineNote] {
    let names = Set(schema.fields.map { ExactName($0.name) })
    let missingKeys = target.columns.filter { column in
      target.primaryKey.containsName(column.name) && !column.isFilledIn && matching.field(of: column) == nil
    }
    return target.columns.compactMap { column in
      if column.mustBeLeftOut {
        return names.contains(ExactName(column.name))
          ? .column(column.name, .alwaysFilledByDatabase, of: target.name) : nil
      }
      guard matching.field(of: column) == nil, !column.isFilledIn else { return nil }
      if target.primaryKey.containsName(column.name) {
        return schema.key == .other && missingKeys.count == 1
          ? .column(column.name, .mayBeMessageKey, of: target.name) : nil
      }
      // A column that needs a value is refused.
      return column.isNullable ? .column(column.name, .filledByNoField, of: target.name) : nil
    }
  }

  /// Fields without a column.
  private var fieldNotes: [PipelineNote] {
    let always = Set(target.columns.filter(\.mustBeLeftOut).map { ExactName($0.name) })
    return schema.fields.filter { !matching.uses($0) && !always.contains(ExactName($0.name)) }
      .map { .field([$0.name], .notWritten, table: target.name) }
  }
}
