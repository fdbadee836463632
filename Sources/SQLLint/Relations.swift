import PipelineTypes

/// The columns of the tables, views and queries of a script, as far as the script itself declares them.
///
/// What cannot be resolved is nil: there is no guess.
struct Relations {
  private let tables: [[ExactName]: SQLStatement.Table]
  private let views: [[ExactName]: ArraySlice<SQLToken>]
  /// Views of views are followed so deep.
  private static let deepest = 8

  init(_ statements: [SQLStatement]) {
    let declared = Dictionary(grouping: statements.compactMap(\.table), by: \.name.path)
    tables = declared.compactMapValues { $0.count == 1 && $0[0].isComplete && $0[0].isReadable ? $0[0] : nil }
    var views: [[ExactName]: ArraySlice<SQLToken>] = [:]
    for case .view(let name, let query) in statements.map(\.body) { views[name.path] = query }
    self.views = views
  }

  /// The columns that a row for the table has a value for; nil when the script does not declare them.
  func writableColumns(of table: SQLName) -> [String]? {
    tables[table.path]?.columns.filter(\.isWritten).map(\.name.text)
  }

  /// The names of the output columns of each branch of a query's unions; a column without a name is nil.
  ///
  /// A branch that cannot be resolved is left out.
  func outputs(of query: ArraySlice<SQLToken>, depth: Int = 0) -> [[String?]] {
    guard depth < Relations.deepest else { return [] }
    return SelectQuery.branches(of: query).compactMap { select(in: $0, depth) }
  }

  private func select(in branch: ArraySlice<SQLToken>, _ depth: Int) -> [String?]? {
    guard let query = SelectQuery(branch) else {
      // A query in brackets.
      guard branch.first?.isSymbol("(") == true, branch.last?.isSymbol(")") == true else { return nil }
      let inner = outputs(of: branch.dropFirst().dropLast(), depth: depth + 1)
      return inner.count == 1 ? inner[0] : nil
    }
    var names: [String?] = []
    for item in query.items {
      switch item {
      case .column(let name): names.append(name)
      case .all:
        guard let source = query.source, let columns = columns(of: source, depth) else { return nil }
        names += columns
      }
    }
    return names
  }

  private func columns(of source: SelectQuery.Source, _ depth: Int) -> [String?]? {
    switch source {
    case .query(let tokens):
      let branches = outputs(of: tokens, depth: depth + 1)
      // A union takes the names of its first branch.
      return branches.first
    case .name(let name):
      if let table = tables[name.path] { return table.columns.map(\.name.text) }
      return views[name.path].flatMap { outputs(of: $0, depth: depth + 1).first }
    }
  }
}
