import PipelineTypes

/// A condition over the columns of one row, as Postgres prints it, of the forms that conditions mostly have.
///
/// Comparisons of columns, literals and lengths, `= ANY (ARRAY[...])`, `IS NULL`, and AND, OR, NOT between them.
struct RowPredicate {
  /// The three values of logic in SQL.
  enum Truth { case yes, no, unknown }

  enum Operand {
    case column(TargetTable.Column)
    /// How many characters a column has.
    case length(TargetTable.Column)
    case literal(String)
    case null
  }

  enum Comparison: String {
    case equal = "="
    case unequal = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    func holds(_ order: Int) -> Bool {
      switch self {
      case .equal: order == 0
      case .unequal: order != 0
      case .less: order < 0
      case .lessOrEqual: order <= 0
      case .greater: order > 0
      case .greaterOrEqual: order >= 0
      }
    }
  }

  indirect enum Node {
    case all([Node])
    case any([Node])
    case not(Node)
    case compared(Operand, Comparison, Operand)
    case isNull(Operand)
    case isTrue(TargetTable.Column)
  }

  private let node: Node

  /// The condition; nil where it has another form.
  init?(_ expression: String, _ columns: [TargetTable.Column]) {
    guard let node = RowPredicateParser.node(of: expression, columns) else { return nil }
    self.node = node
  }

  /// What it is for a row; nil where that is not known.
  func value(_ row: [ExactName: ColumnValue]) -> Truth? { RowPredicate.value(of: node, row) }

  private static func value(of node: Node, _ row: [ExactName: ColumnValue]) -> Truth? {
    switch node {
    case .all(let nodes): return combined(nodes, row, deciding: .no, otherwise: .yes)
    case .any(let nodes): return combined(nodes, row, deciding: .yes, otherwise: .no)
    case .not(let node):
      switch value(of: node, row) {
      case .yes: return .no
      case .no: return .yes
      case .unknown: return .unknown
      case nil: return nil
      }
    case .isTrue(let column):
      switch row[ExactName(column.name)] {
      case .boolean(let bool): return bool ? .yes : .no
      case .null: return .unknown
      default: return nil
      }
    case .isNull(let operand): return value(of: operand, beside: operand, row).map { $0 == .null ? .yes : .no }
    case .compared(let left, let comparison, let right): return compare(left, comparison, right, row)
    }
  }

  private static func combined(
    _ nodes: [Node], _ row: [ExactName: ColumnValue], deciding: Truth, otherwise: Truth
  ) -> Truth? {
    let values = nodes.map { value(of: $0, row) }
    if values.contains(deciding) { return deciding }
    if values.contains(nil) { return nil }
    return values.contains(.unknown) ? .unknown : otherwise
  }

  private static func compare(
    _ left: Operand, _ comparison: Comparison, _ right: Operand, _ row: [ExactName: ColumnValue]
  ) -> Truth? {
    guard let first = value(of: left, beside: right, row), let second = value(of: right, beside: left, row) else {
      return nil
    }
    if first == .null || second == .null { return .unknown }
    if first == .filledIn || second == .filledIn { return nil }
    if let order = first.compared(to: second) { return comparison.holds(order) ? .yes : .no }
    // Texts have no order that is known, but they are not equal.
    guard case .text = first, case .text = second else { return nil }
    switch comparison {
    case .equal: return .no
    case .unequal: return .yes
    default: return nil
    }
  }

  private static func value(
    of operand: Operand, beside other: Operand, _ row: [ExactName: ColumnValue]
  ) -> ColumnValue? {
    switch operand {
    case .null: return .null
    case .column(let column): return row[ExactName(column.name)]
    case .length(let column):
      switch row[ExactName(column.name)] {
      case .text(let text): return ColumnValue(numeral: String(text.unicodeScalars.count))
      case .null: return .null
      default: return nil
      }
    case .literal(let text):
      switch other {
      case .column(let column): return ColumnValue(literal: text, in: column)
      case .length: return ColumnValue(numeral: text)
      case .literal, .null: return nil
      }
    }
  }
}
