/// A plain `SELECT`, as far as its output columns are concerned.
struct SelectQuery {
  /// An item of the select list.
  enum Item {
    /// A column; nil where the expression has no name.
    case column(String?)
    /// `*`
    case all
  }

  /// The only relation behind `FROM`.
  enum Source {
    case name(SQLName)
    case query(ArraySlice<SQLToken>)
  }

  let items: [Item]
  /// nil with joins, several relations, or anything else than a name or a query in brackets.
  let source: Source?

  private static let ends = [
    "FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "QUALIFY",
  ]

  init?(_ tokens: ArraySlice<SQLToken>) {
    var cursor = TokenCursor(tokens)
    guard cursor.take("SELECT") else { return nil }
    _ = cursor.take("DISTINCT") || cursor.take("ALL")
    let list = cursor.takeItems(upTo: SelectQuery.ends)
    guard !list.contains(where: \.isEmpty) else { return nil }
    items = list.map(SelectQuery.item)
    source = cursor.take("FROM") ? SelectQuery.source(&cursor) : nil
  }

  private static func item(_ tokens: ArraySlice<SQLToken>) -> Item {
    guard let last = tokens.last else { return .column(nil) }
    if last.isSymbol("*") { return .all }
    guard last.isName, !last.isReserved else { return .column(nil) }
    // A column, a column of a relation, or an alias.
    let isNamed = tokens.count == 1 || tokens.dropLast().last?.isSymbol(".") == true || alias(of: tokens) != nil
    return .column(isNamed ? last.text : nil)
  }

  /// The alias at the end of an item, with or without AS; nil for none.
  static func alias(of item: ArraySlice<SQLToken>) -> SQLToken? {
    guard let last = item.last, last.isName, !last.isReserved, let before = item.dropLast().last else { return nil }
    let isAlias = before.isSymbol(")") || before.isName && !isOperator(before) || before.kind == .string
    return isAlias ? last : nil
  }

  /// Whether it is a word between two operands, or before one: what follows is not an alias.
  private static func isOperator(_ token: SQLToken) -> Bool { operators.contains(where: token.isWord) }

  private static let operators = [
    "AND", "OR", "NOT", "LIKE", "RLIKE", "REGEXP", "TO", "ESCAPE", "BETWEEN", "SYMMETRIC", "ASYMMETRIC", "FROM",
    "UNION", "INTERSECT", "EXCEPT", "ALL", "DISTINCT", "OF", "SUBMULTISET", "CONTAINS", "OVERLAPS", "EQUALS",
    "PRECEDES", "SUCCEEDS", "OVER", "ZONE", "EXISTS", "IN", "IS",
  ]

  private static func source(_ cursor: inout TokenCursor) -> Source? {
    let source: Source
    if cursor.rest.first?.isSymbol("(") == true, let inside = cursor.takeBrackets() {
      source = .query(inside)
    } else if let name = cursor.takeName() {
      source = .name(name)
    } else {
      return nil
    }
    // An alias, and then the end or a clause that changes no columns.
    _ = cursor.take("AS")
    if let alias = cursor.rest.first, alias.isName, !ends.contains(where: alias.isWord), !alias.isReserved {
      cursor.drop()
    }
    guard let next = cursor.rest.first else { return source }
    return ends.contains(where: next.isWord) && !next.isWord("FROM") ? source : nil
  }

  /// The branches of `UNION` outside of brackets; none for other set operations and for queries with `WITH`.
  static func branches(of query: ArraySlice<SQLToken>) -> [ArraySlice<SQLToken>] {
    if query.first?.isWord("WITH") == true { return [] }
    var branches: [ArraySlice<SQLToken>] = []
    var brackets = Brackets(hasTypes: false)
    var start = query.startIndex
    var index = query.startIndex
    while index < query.endIndex {
      let token = query[index]
      // `MULTISET UNION` is an operator of expressions.
      let isOperator = index > query.startIndex && query[index - 1].isWord("MULTISET")
      if brackets.isOutside, !isOperator {
        if ["INTERSECT", "EXCEPT", "MINUS"].contains(where: token.isWord) { return [] }
        if token.isWord("UNION") {
          branches.append(query[start..<index])
          let next = index + 1
          let isAll = next < query.endIndex && (query[next].isWord("ALL") || query[next].isWord("DISTINCT"))
          start = isAll ? next + 1 : next
        }
      }
      brackets.pass(token)
      index += 1
    }
    return branches + [query[min(start, query.endIndex)...]]
  }
}
