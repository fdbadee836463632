import PipelineTypes
import SQLLint

/// The rules on tables that are written.
extension PipelineChange {
  /// The operators directly behind each source: Flink makes the ID of a source from their number.
  func projections() -> [CompatibilityReason] {
    if !isUnderstood || old.configuration.hasExplicitIDs || new.configuration.hasExplicitIDs { return [] }
    return sources.flatMap { source -> [CompatibilityReason] in
      let (before, after) = (old.branches(of: source.old), new.branches(of: source.new))
      guard before.keys != after.keys, before.count != after.count else { return [] }
      guard before.count.isDisjoint(with: after.count) else { return [.projectionsUnclear(source: source.new.name)] }
      func others(_ flows: [Flow], _ known: Set<Arm.Operators>) -> [String] {
        flows.filter { !$0.operators(behind: source.new.path).isSubset(of: known) }.map(\.name)
      }
      let reasons: [CompatibilityReason] =
        after.count.lowerBound > before.count.lowerBound
        ? others(addedFlows, before.keys).map { .tableAdded($0) }
        : others(removedFlows, after.keys).map { .tableRemoved($0) }
      if !reasons.isEmpty { return reasons }
      return [
        .projectionsChanged(
          source: source.new.name, from: before.count.lowerBound, to: after.count.lowerBound)
      ]
    }
  }

  /// Further tables of a source that goes on where it was.
  func histories() -> [CompatibilityReason] {
    if !isUnderstood { return [] }
    return addedFlows.filter { flow in flow.reads.contains { path in sources.contains { $0.new.path == path } } }
      .map { .noHistory(table: $0.name) }
  }

  /// Rows that go elsewhere from now on.
  func targets() -> [CompatibilityReason] {
    flows.filter { $0.old.sink.target != $0.new.sink.target }
      .map { .targetChanged(from: $0.old.name, to: $0.new.name) }
  }

  /// Tables that keep rows in state, whose columns or values change.
  func storedColumns() -> [CompatibilityReason] {
    flows.compactMap { old, new in
      let isSame = old.arms.map(\.outputs) == new.arms.map(\.outputs) && old.text == new.text
      switch (old.materialization, new.materialization) {
      case (.none, .none): return nil
      case (.kept(let before, let keys), .kept(let after, let others)):
        if before != after { return .storedColumnsChanged(table: new.name) }
        // The rows in state have the earlier values.
        let isOther = keys != others || old.arms.map(\.outputs) != new.arms.map(\.outputs)
        return isOther ? .storedRowsUnclear(table: new.name) : nil
      default:
        // A query that is not understood is a finding of its own.
        if case .opaque = new.shape { return nil }
        return isSame && old.materialization == new.materialization ? nil : .storedRowsUnclear(table: new.name)
      }
    }
  }

  /// State behind the sources that gets another ID, because of other operators before it.
  func storedRows() -> [CompatibilityReason] {
    if !isUnderstood || old.configuration.hasExplicitIDs && new.configuration.hasExplicitIDs { return [] }
    let isMoved = old.sources.count != new.sources.count || !addedFlows.isEmpty || !removedFlows.isEmpty
    return flows.compactMap { old, new -> CompatibilityReason? in
      guard let before = old.keepsRows, let after = new.keepsRows else {
        return isMoved ? .storedRowsUnclear(table: new.name) : nil
      }
      let isOther = isMoved || old.arms.map(\.hasOperator) != new.arms.map(\.hasOperator)
      return before && after && isOther ? .storedRowsMoved(table: new.name) : nil
    } + normalizedSources(isMoved: isMoved)
  }

  /// Sources whose rows are kept, to make complete changes of them.
  private func normalizedSources(isMoved: Bool) -> [CompatibilityReason] {
    sources.compactMap { old, new in
      switch (old.isNormalized(self.old.configuration), new.isNormalized(self.new.configuration)) {
      case (false, false): nil
      case (true, true):
        if old.storedColumns != new.storedColumns {
          .storedColumnsChanged(table: new.name)
        } else {
          isMoved ? .storedRowsMoved(table: new.name) : nil
        }
      default: .storedRowsUnclear(table: new.name)
      }
    }
  }
}

extension Flow {
  /// The operators directly behind the source at `path`; empty if it reads another one.
  fileprivate func operators(behind path: [ExactName]) -> Set<Arm.Operators> {
    guard reads.contains(path) else { return [] }
    // The first operator of a query that keeps state is its own.
    return arms.isEmpty ? [.sink(sink.path)] : Set(arms.filter { $0.table.name == path }.map(\.operators))
  }

  /// Whether an operator behind its sources keeps state; nil if that is not known.
  fileprivate var keepsRows: Bool? {
    switch (shape, materialization) {
    case (.opaque, _), (_, .unclear): nil
    case (_, .kept): true
    case (.stateful(let query), .none): query.kind != .lookup
    case (.stateless, .none): false
    }
  }
}

extension Arm {
  /// Whether there is an operator between source and sink.
  fileprivate var hasOperator: Bool { if case .sink = operators { false } else { true } }
}

extension Pipeline.Source {
  /// The columns of its rows, each with its declaration.
  fileprivate var storedColumns: [SQLExpression] {
    (table?.columns ?? []).filter { $0.origin != .computed }.map {
      SQLExpression([.name($0.name)] + $0.definition.parts)
    }
  }
}

extension Pipeline {
  /// The operators directly behind a source.
  struct Branches {
    /// The different ones.
    let keys: Set<Arm.Operators>
    /// How many there can be.
    let count: ClosedRange<Int>
  }

  /// The operators directly behind `source`.
  fileprivate func branches(of source: Source) -> Branches {
    let keys = flows.reduce(into: Set()) { $0.formUnion($1.operators(behind: source.path)) }
    let clear = keys.filter { if case .unclear = $0 { false } else { true } }
    let isShared = source.sharesFirstOperator(in: self)
    let fewest = isShared ? min(1, keys.count) : max(clear.count, min(1, keys.count))
    return Branches(keys: keys, count: fewest...max(fewest, keys.count))
  }
}

extension Pipeline.Source {
  /// Whether one operator behind it can drop the earlier form of each changed row, for all tables: Flink 1.17 does so.
  fileprivate func sharesFirstOperator(in pipeline: Pipeline) -> Bool {
    let isOlder = pipeline.settings.engineVersion.flatMap(EngineVersion.init(parsing:))?.family != .vvr11
    return isOlder && isChangeLog && table?.primaryKey.isEmpty == false
  }
}

extension ClosedRange<Int> {
  /// Whether no number is in both.
  fileprivate func isDisjoint(with other: ClosedRange<Int>) -> Bool { !overlaps(other) }
}
