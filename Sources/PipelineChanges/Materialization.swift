import PipelineTypes
import SQLLint

/// Whether the sink of an INSERT keeps rows in state, to order the changes of one row (Flink's SinkUpsertMaterializer).
enum Materialization: Equatable {
  /// It keeps nothing.
  case none
  /// It keeps rows with columns of these types, by the columns at these places.
  case kept([SQLColumnType?], keys: [Int])
  /// Only the planner knows.
  case unclear

  /// - Parameters:
  ///   - shape: The query.
  ///   - sink: The table that it writes.
  ///   - configuration: The configuration of the job.
  init(_ shape: Flow.Shape, _ sink: Sink, _ configuration: PipelineConfiguration) {
    let mode = configuration.word("table.exec.sink.upsert-materialize", or: "AUTO")
    guard let table = sink.table else {
      self = .unclear
      return
    }
    guard !table.primaryKey.isEmpty, mode != "NONE" else {
      self = .none
      return
    }
    switch shape {
    case .stateless(let arms): self = Materialization.of(arms, table, isForced: mode == "FORCE")
    case .stateful(let query): self = query.isInsertOnly || query.isOrdered(by: table) ? .none : .unclear
    case .opaque: self = .unclear
    }
  }

  private static func of(_ arms: [Arm], _ table: SQLScript.Table, isForced: Bool) -> Materialization {
    // A row that is only ever inserted has no order of changes.
    let changed = arms.filter { Pipeline.Source(path: $0.table.name, table: $0.table).isChangeLog }
    guard let arm = changed.first else { return .none }
    guard arms.count == 1 else { return .unclear }
    let written = table.columns.filter(\.isWritten)
    let keys = written.indices.filter { table.primaryKey.contains(written[$0].name) }
    let kept = Materialization.kept(written.map(\.type), keys: keys)
    if isForced { return kept }
    let values = keys.map { arm.outputs[$0] }
    let columns = Set(values.compactMap { $0.conversion == nil ? $0.value?.column : nil })
    let key = Set(arm.table.primaryKey)
    if key.isEmpty || columns.count < values.count || !columns.isSuperset(of: key) { return kept }
    return columns == key ? .none : .unclear
  }
}

extension StatefulQuery {
  /// Whether its rows have the primary key of the sink, so that changes of one row stay in their order.
  fileprivate func isOrdered(by table: SQLScript.Table) -> Bool {
    let written = table.columns.filter(\.isWritten)
    guard kind == .aggregate, written.count == values.count else { return false }
    let columns = Set(written.indices.filter { table.primaryKey.contains(written[$0].name) }.map { values[$0] })
    return columns == Set(keys.map(\.expression)) && window == nil
  }
}
