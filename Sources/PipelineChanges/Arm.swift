import PipelineTypes
import SQLLint

/// The way of rows from one table to a sink, without state: a filter and a projection, in one operator or in none.
struct Arm {
  /// A column of the sink.
  struct Output: Hashable {
    /// The value; nil for a column that the INSERT leaves out.
    let value: SQLExpression?
    /// The type that the value is converted to; nil if it has that type already.
    let conversion: SQLColumnType?
  }

  /// The operators directly behind a source: INSERTs with equal ones share them.
  enum Operators: Hashable {
    /// A filter and a projection, in one operator.
    case projection([Output], filters: [SQLExpression])
    /// None: the sink itself is behind the source.
    case sink([ExactName])
    /// Operators that only the planner knows.
    case unclear(SQLExpression)
  }

  /// The table that it reads.
  let table: SQLScript.Table
  /// The columns of the sink, in the order of the sink.
  let outputs: [Output]
  /// The conditions that a row must fulfil.
  let filters: [SQLExpression]
  /// The operators behind the source.
  let operators: Operators

  /// The arms of an INSERT; nil if its query may keep state.
  static func arms(of insert: SQLScript.Insert, _ sink: Sink, _ scope: QueryScope) -> [Arm]? {
    let queries: [SQLQuery] = if case .union(let inputs) = insert.query { inputs } else { [insert.query] }
    guard let table = sink.table else { return nil }
    let arms = queries.map { query -> Arm? in
      guard case .select(let select) = query else { return nil }
      return Arm(select, insert, sink, table, scope)
    }
    return arms.contains { $0 == nil } ? nil : arms.compactMap { $0 }
  }

  private init?(
    _ select: SQLSelect, _ insert: SQLScript.Insert, _ sink: Sink, _ target: SQLScript.Table, _ scope: QueryScope
  ) {
    guard select.isStateless, let relation = select.relation, let rows = scope.rows(of: relation),
      let table = rows.table, let values = rows.outputs(of: select.items)
    else { return nil }
    let written = target.columns.filter(\.isWritten)
    let names = insert.columns ?? written.map(\.name)
    guard names.count == values.count, Set(names).count == names.count else { return nil }
    let given = Dictionary(uniqueKeysWithValues: zip(names, values))
    outputs = written.map { column in
      guard let value = given[column.name] else { return Output(value: nil, conversion: column.type) }
      return Output(value: value.value, conversion: value.type == column.type ? nil : column.type)
    }
    let filters = rows.filters + (select.filter.map { [rows.resolved($0)] } ?? [])
    self.filters = filters
    self.table = table
    operators = Arm.operators(outputs, filters, rows, table, sink, insert.text)
  }

  private static func operators(
    _ outputs: [Output], _ filters: [SQLExpression], _ rows: RelationRows, _ table: SQLScript.Table, _ sink: Sink,
    _ text: SQLExpression
  ) -> Operators {
    // Filters of several levels and values of inner queries are merged by rules of the planner.
    if rows.isNested || filters.count > 1 { return .unclear(text) }
    let stored = table.columns.filter { $0.origin != .computed }.map { SQLExpression([.name($0.name)]) }
    let isPassedOn =
      filters.isEmpty && outputs.allSatisfy { $0.conversion == nil }
      && outputs.map(\.value) == stored.map(Optional.some)
    if !isPassedOn { return .projection(outputs, filters: filters) }
    // Whether the planner keeps a projection that only leaves computed columns out is not known, nor whether a sink with
    // a parallelism of its own runs in the task of the source.
    let isClear = stored.count == table.columns.count && sink.table?.options[ExactName("sink.parallelism")] == nil
    return isClear ? .sink(sink.path) : .unclear(text)
  }
}
