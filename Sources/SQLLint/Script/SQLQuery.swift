package import PipelineTypes

/// A query, taken apart as far as its operators depend on it.
package indirect enum SQLQuery: Sendable {
  /// One `SELECT`.
  case select(SQLSelect)
  /// `UNION ALL`.
  case union([SQLQuery])
  /// Everything else, with the tables that it reads.
  case other(SQLExpression, reads: [SQLReading])

  /// How deep queries inside of queries are followed.
  private static let deepest = 8

  /// - Parameters:
  ///   - tokens: The query.
  ///   - depth: How many queries it is inside of.
  init(_ tokens: ArraySlice<SQLToken>, depth: Int = 0) {
    guard depth < SQLQuery.deepest else {
      self = .other(SQLExpression(tokens), reads: tokens.reads)
      return
    }
    if let inside = SQLQuery.inside(tokens) {
      self.init(inside, depth: depth + 1)
      return
    }
    let branches = SelectQuery.branches(of: tokens)
    if branches.count > 1, SQLQuery.isUnionAll(tokens) {
      self = .union(branches.map { SQLQuery($0, depth: depth + 1) })
    } else if branches.count == 1, let select = SQLSelect(tokens, depth: depth) {
      self = .select(select)
    } else {
      self = .other(SQLExpression(tokens), reads: tokens.reads)
    }
  }

  /// What stands between the brackets around all of it.
  private static func inside(_ tokens: ArraySlice<SQLToken>) -> ArraySlice<SQLToken>? {
    var cursor = TokenCursor(tokens)
    guard let inside = cursor.takeBrackets(), cursor.rest.isEmpty else { return nil }
    return inside
  }

  /// Whether each `UNION` outside of brackets keeps duplicates.
  private static func isUnionAll(_ tokens: ArraySlice<SQLToken>) -> Bool {
    var brackets = Brackets(hasTypes: false)
    return tokens.indices.allSatisfy { index in
      defer { brackets.pass(tokens[index]) }
      guard brackets.isOutside, tokens[index].isWord("UNION") else { return true }
      return index + 1 < tokens.endIndex && tokens[index + 1].isWord("ALL")
    }
  }

  /// The tables that it reads, in the order in which Flink meets them; one that is read twice stands here twice.
  package var reads: [SQLReading] {
    switch self {
    case .select(let select): select.reads
    case .union(let queries): queries.flatMap(\.reads)
    case .other(_, let reads): reads
    }
  }
}

/// A `SELECT`.
package struct SQLSelect: Sendable {
  /// An item of the select list.
  package enum Item: Sendable {
    /// An expression; the name is that of the alias, or of the column that it is.
    case value(SQLExpression, name: ExactName?)
    /// `*`
    case all
  }

  /// What stands behind `FROM`.
  package indirect enum Relation: Sendable {
    /// A table or view, by the parts of its name.
    case table([ExactName], alias: ExactName?)
    /// A query in brackets.
    case query(SQLQuery, alias: ExactName?)
    /// Joins, table functions and whatever else.
    case other(SQLExpression)
  }

  /// Whether it removes duplicates.
  package let isDistinct: Bool
  /// The select list.
  package let items: [Item]
  /// What it reads; nil without `FROM`.
  package let relation: Relation?
  /// The condition of `WHERE`.
  package let filter: SQLExpression?
  /// What stands behind `GROUP BY`; empty without it.
  package let groups: [SQLExpression]
  /// The condition of `HAVING`.
  package let having: SQLExpression?
  /// Everything behind that, such as `ORDER BY` and `LIMIT`; nil for nothing.
  package let tail: SQLExpression?
  /// The tables that it reads, also in queries inside of it.
  package let reads: [SQLReading]

  private static let ends = ["GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "QUALIFY"]

  init?(_ tokens: ArraySlice<SQLToken>, depth: Int) {
    var cursor = TokenCursor(tokens)
    guard cursor.take("SELECT") else { return nil }
    isDistinct = cursor.take("DISTINCT")
    _ = cursor.take("ALL")
    let list = cursor.takeItems(upTo: ["FROM", "WHERE"] + SQLSelect.ends)
    guard !list.contains(where: \.isEmpty) else { return nil }
    items = list.map(SQLSelect.item)
    relation =
      cursor.take("FROM") ? SQLSelect.relation(cursor.takeTokens(upTo: ["WHERE"] + SQLSelect.ends), depth) : nil
    filter = cursor.take("WHERE") ? SQLExpression(cursor.takeTokens(upTo: SQLSelect.ends)) : nil
    groups =
      cursor.take("GROUP", "BY")
      ? cursor.takeItems(upTo: Array(SQLSelect.ends.dropFirst())).map(SQLExpression.init) : []
    having = cursor.take("HAVING") ? SQLExpression(cursor.takeTokens(upTo: Array(SQLSelect.ends.dropFirst(2)))) : nil
    tail = cursor.rest.isEmpty ? nil : SQLExpression(cursor.rest)
    reads = tokens.reads
  }

  private static func item(_ tokens: ArraySlice<SQLToken>) -> Item {
    if tokens.last?.isSymbol("*") == true, tokens.dropLast().last.map({ $0.isSymbol(".") }) ?? true { return .all }
    guard let alias = SelectQuery.alias(of: tokens) else {
      let expression = SQLExpression(tokens)
      return .value(expression, name: expression.column)
    }
    var expression = tokens.dropLast()
    if expression.last?.isWord("AS") == true { expression = expression.dropLast() }
    return .value(SQLExpression(expression), name: ExactName(alias.text))
  }

  private static func relation(_ tokens: ArraySlice<SQLToken>, _ depth: Int) -> Relation {
    var cursor = TokenCursor(tokens)
    let isQuery = tokens.first?.isSymbol("(") == true
    let inside = isQuery ? cursor.takeBrackets() : nil
    let name = isQuery ? nil : cursor.takeName()
    _ = cursor.take("AS")
    let alias = cursor.rest.first.flatMap { $0.isName && !$0.isReserved ? ExactName($0.text) : nil }
    if alias != nil { cursor.drop() }
    guard cursor.rest.isEmpty else { return .other(SQLExpression(tokens)) }
    if let inside { return .query(SQLQuery(inside, depth: depth + 1), alias: alias) }
    return name.map { .table($0.path, alias: alias) } ?? .other(SQLExpression(tokens))
  }
}

extension SQLExpression {
  /// The column that it is, alone or behind the name of its relation; nil for anything else.
  package var column: ExactName? {
    guard case .name(let name)? = parts.last else { return nil }
    let isAlone = parts.count == 1
    let isQualified = parts.count == 3 && parts[1].isSymbol(".") && parts[0].isName
    return isAlone || isQualified ? name : nil
  }
}

extension SQLPart {
  fileprivate var isName: Bool { if case .name = self { true } else { false } }
}
