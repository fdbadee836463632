import PipelineTypes
import SQLLint

/// The rules on queries that keep state.
extension PipelineChange {
  /// The queries of both versions that keep state and are understood.
  private var queries: [(table: String, old: StatefulQuery, new: StatefulQuery)] {
    flows.compactMap { old, new in
      guard case .stateful(let before) = old.shape, case .stateful(let after) = new.shape, before.kind == after.kind
      else { return nil }
      return (new.name, before, after)
    }
  }

  private func queries(_ kind: StatefulQuery.Kind) -> [(table: String, old: StatefulQuery, new: StatefulQuery)] {
    queries.filter { $0.old.kind == kind }
  }

  /// Queries that keep state where none did, or other state.
  func addedQueries() -> [CompatibilityReason] {
    let added = addedFlows.filter { $0.keepsState == true }
    let replaced = flows.filter { old, new in
      switch (old.shape, new.shape) {
      case (.stateless, .stateful(let query)): query.kind != .lookup
      case (.stateful(let before), .stateful(let after)):
        before.kind != after.kind && before.kind != .lookup && after.kind != .lookup
      default: false
      }
    }
    return (added + replaced.map(\.new)).map { .queryAdded(table: $0.name) }
  }

  /// Aggregates with or without `GROUP BY`.
  func groupAggregates() -> [CompatibilityReason] {
    queries(.aggregate).flatMap { table, old, new -> [CompatibilityReason] in
      var reasons: [CompatibilityReason] = []
      if Set(old.keys) != Set(new.keys) {
        reasons.append(.queryPartChanged(table: table, .groupKeys))
      } else if old.keys != new.keys {
        reasons.append(.queryNotCovered(table: table))
      }
      if old.window != new.window { reasons.append(.queryPartChanged(table: table, .window)) }
      if old.inputs != new.inputs { reasons.append(.queryPartChanged(table: table, .unionInputs)) }
      if old.having != new.having { reasons.append(.queryNotCovered(table: table)) }
      return reasons + aggregates(table, old, new)
    }
  }

  /// Aggregates with `OVER`.
  func overAggregates() -> [CompatibilityReason] {
    queries(.over).flatMap { table, old, new -> [CompatibilityReason] in
      var reasons: [CompatibilityReason] = []
      if old.window != new.window { reasons.append(.queryNotCovered(table: table)) }
      // The operator keeps whole rows of its input.
      if old.columns != new.columns { reasons.append(.queryPartChanged(table: table, .inputColumns)) }
      if old.inputs != new.inputs { reasons.append(.queryPartChanged(table: table, .unionInputs)) }
      return reasons + aggregates(table, old, new)
    }
  }

  private func aggregates(_ table: String, _ old: StatefulQuery, _ new: StatefulQuery) -> [CompatibilityReason] {
    let (added, removed) = (new.aggregates.subtracting(old.aggregates), old.aggregates.subtracting(new.aggregates))
    if added.union(removed).contains(where: \.isDistinct) {
      return [.queryPartChanged(table: table, .distinctAggregates)]
    }
    // Those that are taken away leave state that is dropped.
    if added.isEmpty || items.count > 1 { return [] }
    return [.aggregatesAdded(table: table, added.map(\.expression.text).sorted())]
  }

  /// `LIMIT`, of which nothing can be migrated.
  func limits() -> [CompatibilityReason] {
    queries(.limit).flatMap { table, old, new -> [CompatibilityReason] in
      let isSame = old.limit == new.limit && old.values == new.values && old.inputs == new.inputs
      return isSame && old.columns == new.columns ? [] : [.queryPartChanged(table: table, .limit)]
    }
  }

  /// Regular and interval joins.
  func joins() -> [CompatibilityReason] {
    queries(.join).flatMap { table, old, new -> [CompatibilityReason] in
      var reasons: [CompatibilityReason] = []
      if old.join != new.join {
        // A condition on one side alone may be accepted as a filter.
        reasons.append(
          self.new.configuration.ignoresFilters
            ? .queryNotCovered(table: table) : .queryPartChanged(table: table, .join))
      }
      if old.columns != new.columns { reasons.append(.queryPartChanged(table: table, .inputColumns)) }
      if old.filters != new.filters { reasons.append(.queryNotCovered(table: table)) }
      return reasons
    }
  }

  /// Lookup joins, which keep state only in two cases.
  func lookups() -> [CompatibilityReason] {
    flows.filter { old, new in old.text != new.text && (old.isKeptLookup || new.isKeptLookup) }
      .map { .lookupState(table: $0.new.name) }
  }

  /// Filters before operators that keep state.
  func filters() -> [CompatibilityReason] {
    if items.count > 1 || new.configuration.ignoresFilters { return [] }
    return filteredTables.map { .queryPartChanged(table: $0, .filter) }
  }

  /// The tables whose filter is another, before an operator that keeps state.
  private var filteredTables: [String] {
    let queries = queries.filter { $0.old.filters != $0.new.filters && ![.join, .lookup].contains($0.old.kind) }
    let stored = flows.filter { old, new in
      guard case .kept = old.materialization, case .kept = new.materialization else { return false }
      return old.arms.map(\.filters) != new.arms.map(\.filters)
    }
    return queries.map(\.table) + stored.map(\.new.name)
  }

  /// What the published rules judge only one at a time, of what changed here.
  private var items: Set<CompatibilityReason.ChangedItem> {
    guard old.isStateful, new.isStateful else { return [] }
    var items: Set<CompatibilityReason.ChangedItem> = []
    if queries.contains(where: { $0.old.aggregates != $0.new.aggregates }) { items.insert(.aggregate) }
    if !filteredTables.isEmpty { items.insert(.filter) }
    let isSinkChanged = flows.contains { old, new in
      old.sink.path != new.sink.path || old.sink.table?.options != new.sink.table?.options
    }
    if isSinkChanged || !addedFlows.isEmpty || !removedFlows.isEmpty { items.insert(.sink) }
    return items
  }

  /// Several of them at once.
  func severalChanges() -> [CompatibilityReason] {
    let items = items
    return items.count > 1 ? [.severalChanges(items.sorted { $0.rawValue < $1.rawValue })] : []
  }

  /// Queries that are not understood, and changes that no rule is for.
  func otherQueries() -> [CompatibilityReason] {
    let added = addedFlows.filter { $0.keepsState == nil }.map(\.name)
    let changed = flows.filter { old, new in
      let isSame = old.text == new.text && old.sink.table?.columns == new.sink.table?.columns && hasSameInput(new)
      return !isSame && !isCovered(old, new)
    }
    return (added + changed.map(\.new.name)).map { .queryNotCovered(table: $0) }
  }

  /// Whether a rule is for a change from the one to the other.
  private func isCovered(_ old: Flow, _ new: Flow) -> Bool {
    switch (old.shape, new.shape) {
    case (.stateless, .stateless), (.stateless, .stateful): true
    case (.stateful(let before), .stateful(let after)):
      before.kind == after.kind || before.kind != .lookup && after.kind != .lookup
    case (.stateful(let query), .stateless): query.kind == .lookup
    case (.opaque, _), (_, .opaque): false
    }
  }

  /// Whether the declarations of the tables that it reads are the same, but for options and watermarks.
  private func hasSameInput(_ flow: Flow) -> Bool {
    flow.reads.allSatisfy { path in old.source(path)?.table?.columns == new.source(path)?.table?.columns }
  }
}

extension Flow {
  /// Whether its query keeps state; nil if that is not known.
  fileprivate var keepsState: Bool? {
    switch shape {
    case .stateless: false
    case .stateful(let query): query.kind != .lookup
    case .opaque: nil
    }
  }

  /// Whether it looks rows up and keeps them.
  fileprivate var isKeptLookup: Bool {
    if case .stateful(let query) = shape { query.kind == .lookup && query.keepsLookups } else { false }
  }
}
