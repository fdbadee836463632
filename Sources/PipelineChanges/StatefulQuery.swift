import PipelineTypes
import SQLLint

/// A query with one operator that keeps state, taken apart by what that state depends on.
struct StatefulQuery {
  /// The operator that keeps state.
  enum Kind: Equatable {
    /// Aggregates with or without `GROUP BY`.
    case aggregate
    /// Aggregates with `OVER`.
    case over
    /// `LIMIT`.
    case limit
    /// A regular or an interval join.
    case join
    /// Rows that are looked up in other tables.
    case lookup
  }

  /// An expression, with what the columns in it are.
  struct Term: Hashable {
    /// The expression, by columns of the table.
    let expression: SQLExpression
    /// The declarations of its columns.
    let definitions: [ExactName: SQLExpression]
  }

  /// The operator that keeps state.
  let kind: Kind
  /// The keys of `GROUP BY`, without the window.
  private(set) var keys: [Term] = []
  /// The window of `GROUP BY` or `OVER`.
  private(set) var window: Term?
  /// The aggregates.
  private(set) var aggregates: Set<Term> = []
  /// The conditions before the operator.
  let filters: [SQLExpression]
  /// The condition behind it.
  let having: SQLExpression?
  /// `LIMIT` and what follows.
  private(set) var limit: SQLExpression?
  /// What stands behind `FROM`, of joins.
  private(set) var join: SQLExpression?
  /// The inputs of a union before the operator, in the order of their texts.
  let inputs: [SQLExpression]
  /// The columns that are used, with their declarations.
  private(set) var columns: [ExactName: SQLExpression] = [:]
  /// The values of the select list, by columns of the table.
  let values: [SQLExpression]
  /// Whether rows are kept to look up the same values again.
  private(set) var keepsLookups = false
  /// Whether no row is changed once it is written; false if that is not known.
  let isInsertOnly: Bool

  /// - Parameters:
  ///   - select: The query.
  ///   - scope: The tables of the script.
  ///   - lookups: The tables that it looks rows up in.
  ///   - configuration: The configuration of the job.
  /// - Returns: nil if it is another query than those that this type is for.
  init?(
    _ select: SQLSelect, _ scope: QueryScope, lookups: [SQLScript.Table], _ configuration: PipelineConfiguration
  ) {
    guard !select.isDistinct, let relation = select.relation else { return nil }
    if case .other(let text) = relation {
      guard let join = StatefulQuery.join(text, select), let tables = StatefulQuery.tables(of: select, scope) else {
        return nil
      }
      let isLookup = !lookups.isEmpty && tables.count == 1
      guard isLookup || lookups.isEmpty else { return nil }
      kind = isLookup ? .lookup : .join
      // The unmatched rows of an outer join are taken back later.
      isInsertOnly = tables.areInsertOnly && !["LEFT", "RIGHT", "FULL"].contains { join.has($0) && !isLookup }
      self.join = join.withPlainIntervals
      keepsLookups = configuration.keepsLookups(in: lookups)
      columns = StatefulQuery.columns(of: tables + lookups, in: select, join)
      (filters, having, inputs, values) = ([select.filter].compactMap { $0 }, nil, [], select.expressions)
      return
    }
    guard let rows = scope.rows(of: relation), let outputs = rows.resolvedItems(of: select.items) else { return nil }
    let calls = outputs.map(AggregateCalls.init)
    filters = rows.filters + [select.filter].compactMap { $0 }.map(rows.resolved)
    having = select.having.map(rows.resolved)
    inputs = rows.inputs.sorted { $0.text < $1.text }
    values = outputs
    guard filters.allSatisfy(\.isOfOneRow), calls.allSatisfy(\.isUnderstood) else { return nil }
    let found = (calls + [having].compactMap { $0 }.map(AggregateCalls.init)).flatMap(\.aggregates)
    let windows = Set(calls.flatMap(\.windows))
    let tables = StatefulQuery.tables(of: select, scope)
    isInsertOnly = !windows.isEmpty && tables?.areInsertOnly == true
    func term(_ expression: SQLExpression) -> Term {
      Term(expression: expression, definitions: rows.definitions(in: [expression]))
    }
    aggregates = Set(found.map(term))
    if !windows.isEmpty {
      guard windows.count == 1, select.groups.isEmpty, having == nil, select.tail == nil else { return nil }
      kind = .over
      window = windows.first.map(term)
      columns = rows.definitions(in: outputs)
    } else if !select.groups.isEmpty || !aggregates.isEmpty {
      let groups = select.groups.map(rows.resolved)
      let isWindow = { (group: SQLExpression) in !group.functions.isDisjoint(with: FlinkFunctions.groupWindows) }
      guard select.tail == nil, groups.filter(isWindow).count < 2,
        groups.allSatisfy({ isWindow($0) || $0.isOfOneRow })
      else { return nil }
      kind = .aggregate
      keys = groups.filter { !isWindow($0) }.map(term)
      window = groups.first(where: isWindow).map(term)
    } else {
      guard let tail = select.tail, ["LIMIT", "OFFSET", "FETCH"].contains(where: { tail.parts.first == .keyword($0) }),
        having == nil
      else { return nil }
      kind = .limit
      limit = tail
      columns = rows.definitions(in: outputs)
    }
  }

  /// The text behind `FROM`, if it joins tables and does nothing else.
  private static func join(_ text: SQLExpression, _ select: SQLSelect) -> SQLExpression? {
    let barred = ["MATCH_RECOGNIZE", "SELECT", "TABLE", "LATERAL", "UNNEST", "TABLESAMPLE", "PIVOT", "UNPIVOT"]
    guard text.has("JOIN"), !barred.contains(where: text.has), text.isOfOneRow, select.groups.isEmpty,
      select.having == nil, select.tail == nil,
      (select.expressions + [select.filter].compactMap { $0 }).allSatisfy(\.isOfOneRow)
    else { return nil }
    return text
  }

  /// The tables that it reads as sources; nil if one of them is not declared.
  private static func tables(of select: SQLSelect, _ scope: QueryScope) -> [SQLScript.Table]? {
    let tables = scope.sources(of: .select(select)).map(scope.table)
    return tables.contains { $0 == nil } ? nil : tables.compactMap { $0 }
  }

  /// The columns of some tables whose names are used, whatever stands before them.
  private static func columns(
    of tables: [SQLScript.Table], in select: SQLSelect, _ join: SQLExpression
  ) -> [ExactName: SQLExpression] {
    let takesAll = select.items.contains { if case .all = $0 { true } else { false } }
    let parts = Set((select.expressions + [select.filter].compactMap { $0 } + [join]).flatMap(\.parts))
    var columns: [ExactName: SQLExpression] = [:]
    for table in tables {
      let name = table.name.map(\.text).joined(separator: ".")
      for column in table.columns where takesAll || parts.contains(.name(column.name)) {
        columns[ExactName("\(name).\(column.name.text)")] = column.definition
      }
    }
    return columns
  }
}

extension [SQLScript.Table] {
  /// Whether none of them has changes of rows.
  fileprivate var areInsertOnly: Bool {
    allSatisfy { !Pipeline.Source(path: $0.name, table: $0).isChangeLog }
  }
}

extension RelationRows {
  /// The values of a select list that may have aggregates.
  fileprivate func resolvedItems(of items: [SQLSelect.Item]) -> [SQLExpression]? {
    outputs(of: items)?.map(\.value)
  }
}

extension PipelineConfiguration {
  /// Whether rows that were looked up are kept in state.
  fileprivate func keepsLookups(in tables: [SQLScript.Table]) -> Bool {
    let isAsynchronous = tables.contains { table in
      table.options.contains { $0.key.text.lowercased() == "async" && $0.value.lowercased() == "true" }
    }
    return isAsynchronous
      || word("table.optimizer.non-deterministic-update.strategy", or: "IGNORE") == "TRY_RESOLVE"
  }
}

extension SQLExpression {
  /// With intervals of one unit in seconds, since `INTERVAL '1' HOUR` and `INTERVAL '60' MINUTE` are the same.
  var withPlainIntervals: SQLExpression {
    let seconds = ["SECOND": 1, "MINUTE": 60, "HOUR": 3_600, "DAY": 86_400]
    var parts: [SQLPart] = []
    var rest = self.parts[...]
    while let part = rest.popFirst() {
      if part.isKeyword("INTERVAL"), case .text(let count)? = rest.first,
        case .keyword(let unit)? = rest.dropFirst().first,
        let number = Int(count.text), let size = seconds[unit], rest.dropFirst(2).first?.isKeyword("TO") != true,
        case let (length, isTooLong) = number.multipliedReportingOverflow(by: size), !isTooLong
      {
        parts += [part, .number("\(length)"), .keyword("SECOND")]
        rest = rest.dropFirst(2)
      } else {
        parts.append(part)
      }
    }
    return SQLExpression(parts)
  }
}
