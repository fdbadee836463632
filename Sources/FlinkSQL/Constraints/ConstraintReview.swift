public import PipelineTypes

/// What the rules of a table mean for the rows that a pipeline writes, and for those of the sampled messages.
public struct ConstraintReview {
  private let target: TargetTable
  private let mapping: ColumnMapping
  private let sample: SampledRows?

  /// Reviews the rules of `target`.
  /// - Parameters:
  ///   - target: The table.
  ///   - mapping: How its columns are written.
  ///   - sample: The rows of the sampled messages; nil when there are none.
  public init(_ target: TargetTable, _ mapping: ColumnMapping, _ sample: SampledRows?) {
    (self.target, self.mapping, self.sample) = (target, mapping, sample)
  }

  /// One note for each rule that a row can break.
  public var notes: [PipelineNote] {
    target.memberships.map(note) + target.constraints.compactMap(note)
  }

  private func note(_ membership: PartitionMembership) -> PipelineNote {
    let bound = PartitionBound(membership, in: target)
    let outside = bound.flatMap { bound in sample?.count { bound.takes($0).map { !$0 } } }
    let values = membership.bound.replacing("FOR VALUES ", with: "")
    return .table(
      target.name,
      .partition(of: membership.parent, columns: membership.columns, bound: values, outside: outside))
  }

  private func note(_ constraint: TableConstraint) -> PipelineNote? {
    guard let fact = fact(constraint) else { return nil }
    if constraint.columns.isEmpty {
      return .table(target.name, .constrained(name: constraint.name, definition: constraint.definition))
    }
    return .column(constraint.columns, fact, table: target.name)
  }

  private func fact(_ constraint: TableConstraint) -> ColumnFact? {
    let (name, definition) = (constraint.name, constraint.definition)
    switch constraint.rule {
    case .unique(let unique):
      guard canRepeat(unique) else { return nil }
      let repeats = sample.flatMap {
        UniqueRepeats(unique: unique, target: target, key: mapping.primaryKey).count(in: $0)
      }
      return .uniqueBesideKey(
        index: name, parts: unique.parts, condition: unique.condition, key: mapping.primaryKey, repeats: repeats)
    case .check:
      let predicate = RowPredicate(definition, target.columns)
      if !constraint.columns.isEmpty, constraint.columns.allSatisfy({ !isWritten($0) }) {
        let nulls = constraint.columns.filter(isAlwaysNull).map { (ExactName($0), ColumnValue.null) }
        guard predicate?.value(Dictionary(nulls) { first, _ in first }) == .no else { return nil }
      }
      let broken = predicate.flatMap { predicate in sample?.count { predicate.value($0.values).map { $0 == .no } } }
      return .checkConstraint(name: name, definition: definition, broken: broken)
    case .foreignKey(let other, let isDeferrable):
      let isFull = definition.contains(" MATCH FULL")
      if !isFull, constraint.columns.contains(where: isAlwaysNull) { return nil }
      return .foreignKey(name: name, to: other, isDeferrable: isDeferrable)
    case .exclusion:
      return constraint.columns.contains(where: isAlwaysNull)
        ? nil : .exclusionConstraint(name: name, definition: definition)
    }
  }

  /// Whether two rows of different keys can have the same values in the index.
  private func canRepeat(_ unique: TableConstraint.Uniqueness) -> Bool {
    // Rows that are equal in all of it have one key, and so the later one replaces the other.
    if !target.primaryKey.isEmpty, target.primaryKey.allSatisfy(unique.parts.containsName) { return false }
    return !unique.parts.contains { part in
      guard let column = column(part), !isWritten(part) else { return false }
      return column.isNewForEachRow || isAlwaysNull(part) && !unique.hasEqualNulls
    }
  }

  private func column(_ name: String) -> TargetTable.Column? {
    target.columns.first { $0.name.isSameName(as: name) }
  }

  private func isWritten(_ name: String) -> Bool { mapping.columns.contains { $0.name.isSameName(as: name) } }

  private func isAlwaysNull(_ name: String) -> Bool {
    !isWritten(name) && column(name).map { !$0.isFilledIn } == true
  }
}
