import PipelineTypes

/// The columns of the tables, views and queries of a script, as far as the script itself declares them.
///
/// A name that cannot be resolved is nil, and never guessed.
struct Relations {
  private let tables: [[ExactName]: SQLStatement.Table]
  /// The columns of tables, and of the views over them.
  private var columns: [[ExactName]: [String?]]
  /// How deep queries inside of queries are followed.
  private static let deepest = 8
  /// How many columns are followed: a few lines of `SELECT *, *` would otherwise make millions.
  private static let mostColumns = 10_000

  init(_ statements: [SQLStatement]) {
    var counts: [[ExactName]: Int] = [:]
    for statement in statements { if let path = statement.declaredPath { counts[path, default: 0] += 1 } }
    let known = statements.compactMap(\.table).filter { counts[$0.name.path] == 1 && $0.isComplete && $0.isReadable }
    tables = Dictionary(known.map { ($0.name.path, $0) }) { first, _ in first }
    columns = tables.mapValues { $0.columns.map(\.name.text) }
    for case .view(let name, let query) in statements.map(\.body) where counts[name.path] == 1 {
      columns[name.path] = output(of: query)
    }
  }

  /// The columns that a row for the table has a value for; nil when the script does not declare them.
  func writableColumns(of table: SQLName) -> [String]? {
    tables[table.path]?.columns.filter(\.isWritten).map(\.name.text)
  }

  /// The names of the output columns of each branch of a query's unions, nil for a branch that cannot be resolved.
  ///
  /// A column without a name is nil.
  func outputs(of query: ArraySlice<SQLToken>) -> [[String?]?] {
    SelectQuery.branches(of: query).map { select(in: $0, depth: 0) }
  }

  /// The names of the output columns of a query: a union takes those of its first branch.
  private func output(of query: ArraySlice<SQLToken>, depth: Int = 0) -> [String?]? {
    guard depth < Relations.deepest else { return nil }
    return SelectQuery.branches(of: query).first.flatMap { select(in: $0, depth: depth) }
  }

  private func select(in branch: ArraySlice<SQLToken>, depth: Int) -> [String?]? {
    guard let query = SelectQuery(branch) else {
      // A query in brackets.
      guard branch.first?.isSymbol("(") == true, branch.last?.isSymbol(")") == true else { return nil }
      let inner = branch.dropFirst().dropLast()
      // The branches of a union may have different names.
      return SelectQuery.branches(of: inner).count == 1 ? output(of: inner, depth: depth + 1) : nil
    }
    var names: [String?] = []
    var all: [String?]?
    for item in query.items {
      switch item {
      case .column(let name): names.append(name)
      case .all:
        if all == nil { all = query.source.flatMap { columns(of: $0, depth) } }
        guard let list = all, names.count + list.count <= Relations.mostColumns else { return nil }
        names += list
      }
    }
    return names
  }

  private func columns(of source: SelectQuery.Source, _ depth: Int) -> [String?]? {
    switch source {
    case .query(let tokens): output(of: tokens, depth: depth + 1)
    case .name(let name): columns[name.path]
    }
  }
}

extension SQLStatement {
  /// The name of the table or view that it declares.
  fileprivate var declaredPath: [ExactName]? {
    switch body {
    case .table(let table): table.name.path
    case .view(let name, _): name.path
    case .insert, .other: nil
    }
  }
}
