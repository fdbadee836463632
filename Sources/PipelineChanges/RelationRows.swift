import PipelineTypes
import SQLLint

/// What stands behind `FROM`, as rows of one table, or of a union, with filters and computed columns.
struct RelationRows {
  /// A column.
  struct Column: Equatable {
    /// The name that queries around it use; nil for none.
    let name: ExactName?
    /// The value, by columns of the table.
    let value: SQLExpression
    /// The type of a column that is passed on as it is; nil for a computed one.
    let type: SQLColumnType?
  }

  /// How many columns, and how many parts of a value, are followed.
  private static let most = 10_000

  /// The table; nil for a union.
  let table: SQLScript.Table?
  /// The inputs of a union, each with its columns and filters; empty for a table.
  let inputs: [SQLExpression]
  /// The columns.
  private(set) var columns: [Column]
  /// The conditions that a row must fulfil.
  var filters: [SQLExpression] = []
  /// Whether a query inside of the query computes something.
  private(set) var isNested = false
  /// The names that can stand before a column.
  private var names: Set<ExactName> = []

  /// All rows of a table.
  init(_ table: SQLScript.Table) {
    self.table = table
    inputs = []
    columns = table.columns.map { Column(name: $0.name, value: SQLExpression([.name($0.name)]), type: $0.type) }
  }

  /// All rows of some relations, one after the other.
  init(union: [RelationRows], columns: [Column]) {
    table = nil
    inputs = union.map(\.text)
    self.columns = columns.map { column in
      Column(name: column.name, value: SQLExpression(column.name.map { [.name($0)] } ?? []), type: column.type)
    }
  }

  /// The same rows under other names.
  func named(_ names: [ExactName?]) -> RelationRows {
    var rows = self
    rows.names = Set(names.compactMap { $0 })
    return rows
  }

  /// The rows with other columns.
  mutating func select(_ columns: [Column]) {
    let isPassedOn = columns.allSatisfy { $0.value.column != nil && $0.value.parts.count == 1 }
    isNested = isNested || !isPassedOn
    self.columns = columns
  }

  /// The output columns of a select list; nil if it has a name that means nothing here.
  func outputs(of items: [SQLSelect.Item]) -> [Column]? {
    var outputs: [Column] = []
    for item in items {
      switch item {
      case .all: outputs += columns
      case .value(let expression, let name):
        guard !isUnclear(expression) else { return nil }
        let type = expression.column.flatMap { name in columns.first { $0.name == name } }?.type
        outputs.append(Column(name: name, value: resolved(expression), type: type))
      }
      // A few lines of `SELECT *, *` would otherwise make millions.
      let isShort = outputs.count <= RelationRows.most && outputs.last?.value.parts.count ?? 0 <= RelationRows.most
      if !isShort { return nil }
    }
    return outputs
  }

  /// Whether two columns have a name that is used.
  private func isUnclear(_ expression: SQLExpression) -> Bool {
    expression.parts.contains { part in
      guard case .name(let name) = part else { return false }
      return columns.count { $0.name == name } > 1
    }
  }

  /// An expression over these rows, by columns of the table and without the names of relations.
  func resolved(_ expression: SQLExpression) -> SQLExpression {
    var parts: [SQLPart] = []
    var rest = expression.parts[...]
    while let part = rest.popFirst() {
      guard case .name(let name) = part else {
        parts.append(part)
        continue
      }
      let isQualifier = rest.first?.isSymbol(".") == true && names.contains(name) && parts.last?.isSymbol(".") != true
      if isQualifier {
        rest.removeFirst()
      } else if parts.last?.isSymbol(".") != true, let value = columns.first(where: { $0.name == name })?.value {
        // A longer value stays one operand.
        parts += value.parts.count > 1 ? [.symbol("(")] + value.parts + [.symbol(")")] : value.parts
      } else {
        parts.append(part)
      }
    }
    return SQLExpression(parts)
  }

  /// The columns of the table that are used in some expressions, each with what it is.
  func definitions(in expressions: [SQLExpression]) -> [ExactName: SQLExpression] {
    var definitions: [ExactName: SQLExpression] = [:]
    var waiting = expressions.flatMap(\.parts)
    while let part = waiting.popLast() {
      guard case .name(let name) = part, definitions[name] == nil, let column = table?.column(name) else { continue }
      definitions[name] = column.definition
      // A computed column is made of others.
      if column.origin == .computed { waiting += column.definition.parts }
    }
    return definitions
  }

  /// All of it, equal for relations that give the same rows.
  private var text: SQLExpression {
    let names = table?.name.map(SQLPart.name) ?? inputs.flatMap(\.parts)
    let values = columns.flatMap { $0.value.parts + [.symbol(",")] }
    return SQLExpression(names + [.symbol("|")] + values + filters.flatMap { [.symbol("|")] + $0.parts })
  }
}
