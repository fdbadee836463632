/// A fraction as the tree of a document keeps it: a double, or a decimal where the table has a DECIMAL column.
enum TreeNumber {
  case double(Double, exact: ExactDecimal?)
  case decimal(ExactDecimal)

  /// The number of a JSON literal.
  init(_ literal: String, keepsDecimals: Bool) {
    let double = Double(literal) ?? .infinity
    let exact = ExactDecimal(literal)
    if keepsDecimals, double.isFinite, let exact {
      self = .decimal(exact.stripped)
    } else {
      self = .double(double, exact: exact)
    }
  }

  /// As text.
  var text: String {
    switch self {
    case .double(let value, _): JavaText.text(value)
    case .decimal(let value): value.javaText
    }
  }

  var isFinite: Bool { if case .double(let value, _) = self { value.isFinite } else { true } }

  /// Whether the text says the same number as the literal.
  var isExact: Bool {
    guard case .double(_, let exact) = self else { return true }
    guard let exact, let text = ExactDecimal(text) else { return false }
    return text.isEqual(to: exact)
  }
}
