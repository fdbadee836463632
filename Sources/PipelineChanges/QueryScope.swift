import PipelineTypes
import SQLLint

/// The tables and views of a script, and what names in its queries mean.
struct QueryScope {
  private let tables: [[ExactName]: SQLScript.Table]
  private let views: [[ExactName]: SQLQuery]
  /// How deep queries inside of queries are followed.
  private static let deepest = 8

  init(_ script: SQLScript) {
    // A name that is declared twice means one or the other.
    var counts: [[ExactName]: Int] = [:]
    for name in script.tables.map(\.name) + script.views.map(\.name) { counts[name, default: 0] += 1 }
    tables = Dictionary(
      script.tables.filter { counts[$0.name] == 1 }.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    views = Dictionary(
      script.views.filter { counts[$0.name] == 1 }.map { ($0.name, $0.query) }, uniquingKeysWith: { first, _ in first })
  }

  /// The table that the script declares as `path`.
  func table(_ path: [ExactName]) -> SQLScript.Table? { tables[path] }

  /// The tables that a query reads as sources, through views too, each once.
  func sources(of query: SQLQuery) -> [[ExactName]] {
    var sources: [[ExactName]] = []
    var known: Set<[ExactName]> = []
    collect(query, into: &sources, known: &known)
    return sources
  }

  private func collect(_ query: SQLQuery, into sources: inout [[ExactName]], known: inout Set<[ExactName]>) {
    for reading in query.reads where !reading.isLookup && known.insert(reading.name).inserted {
      if let view = views[reading.name] {
        collect(view, into: &sources, known: &known)
      } else {
        sources.append(reading.name)
      }
    }
  }

  /// The tables that a query looks rows up in.
  func lookups(of query: SQLQuery) -> [SQLScript.Table] {
    query.reads.filter(\.isLookup).compactMap { tables[$0.name] }
  }

  /// What a relation gives; nil if it is anything else than tables, views and plain queries over them.
  func rows(of relation: SQLSelect.Relation, depth: Int = 0) -> RelationRows? {
    guard depth < QueryScope.deepest else { return nil }
    switch relation {
    case .other: return nil
    case .query(let query, let alias): return rows(of: query, depth: depth + 1)?.named([alias])
    case .table(let path, let alias):
      if let view = views[path] { return rows(of: view, depth: depth + 1)?.named([alias ?? path.last]) }
      guard let table = tables[path] else { return nil }
      return RelationRows(table).named([alias ?? path.last])
    }
  }

  /// What a query gives, if it keeps no state.
  private func rows(of query: SQLQuery, depth: Int) -> RelationRows? {
    switch query {
    case .other: return nil
    case .union(let queries):
      let inputs = queries.compactMap { rows(of: $0, depth: depth) }
      // A union of unions could have any number of inputs.
      guard inputs.count == queries.count, !inputs.contains(where: { $0.table == nil }), let first = inputs.first else {
        return nil
      }
      return RelationRows(union: inputs, columns: first.columns)
    case .select(let select):
      guard select.isStateless, let relation = select.relation, var rows = rows(of: relation, depth: depth) else {
        return nil
      }
      guard let columns = rows.outputs(of: select.items) else { return nil }
      if let filter = select.filter { rows.filters.append(rows.resolved(filter)) }
      rows.select(columns)
      return rows
    }
  }
}
