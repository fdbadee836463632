import PipelineTypes
import SQLLint

/// An INSERT: what it writes, and by which operators.
struct Flow {
  /// The operators of a query.
  enum Shape {
    /// Rows of one table pass as they come: one for each input of a union.
    case stateless([Arm])
    /// One operator keeps state, in a query that is understood.
    case stateful(StatefulQuery)
    /// Anything else.
    case opaque
  }

  /// The table that it writes.
  let sink: Sink
  /// The tables that it reads as sources, in the order in which Flink meets them.
  let reads: [[ExactName]]
  /// The operators.
  let shape: Shape
  /// Whether the sink keeps rows in state, to order the changes of one row.
  let materialization: Materialization
  /// All of the statement.
  let text: SQLExpression

  /// - Parameters:
  ///   - insert: The statement.
  ///   - scope: The tables of the script.
  ///   - configuration: The configuration of the job.
  init(_ insert: SQLScript.Insert, _ scope: QueryScope, _ configuration: PipelineConfiguration) {
    sink = Sink(path: insert.table, table: scope.table(insert.table))
    reads = scope.sources(of: insert.query)
    text = insert.text
    shape = Flow.shape(insert, sink, scope, configuration)
    materialization = Materialization(shape, sink, configuration)
  }

  /// Its name for users: the table that it writes.
  var name: String { sink.name }

  /// Whether its query keeps state, or may.
  var isQueryStateful: Bool { if case .stateless = shape { false } else { true } }

  /// Whether it keeps state, or may.
  var isStateful: Bool { isQueryStateful || materialization != .none }

  /// The inputs of a query without state; empty for one with state.
  var arms: [Arm] { if case .stateless(let arms) = shape { arms } else { [] } }

  private static func shape(
    _ insert: SQLScript.Insert, _ sink: Sink, _ scope: QueryScope, _ configuration: PipelineConfiguration
  ) -> Shape {
    if let arms = Arm.arms(of: insert, sink, scope) { return .stateless(arms) }
    guard case .select(let select) = insert.query,
      let query = StatefulQuery(select, scope, lookups: scope.lookups(of: insert.query), configuration)
    else { return .opaque }
    // A lookup keeps nothing.
    return .stateful(query)
  }
}

/// A table that an INSERT writes.
struct Sink {
  /// Its name in the script, by parts.
  let path: [ExactName]
  /// Its declaration; nil if the script has none.
  let table: SQLScript.Table?

  /// Its name for users: that of the table in the database, where it is known.
  var name: String {
    table?.option(.tableName) ?? path.map(\.text).joined(separator: ".")
  }

  /// Where the rows go; nil if that is not known.
  var target: [String]? {
    guard let table, let connector = table.connector else { return nil }
    let keys: [String] =
      switch connector {
      case "hologres": ["endpoint", "dbname", "tablename"]
      case "kafka", "upsert-kafka": ["properties.bootstrap.servers", "topic"]
      case "jdbc": ["url", "table-name"]
      default: []
      }
    if keys.isEmpty { return nil }
    return [connector] + keys.map { table.options[ExactName($0)] ?? "" }
  }
}
