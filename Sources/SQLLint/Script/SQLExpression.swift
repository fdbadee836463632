/// A piece of a statement, such as an expression or a condition, equal for all its spellings.
package struct SQLExpression: Hashable, Sendable {
  /// The parts, in their order.
  package let parts: [SQLPart]

  /// A piece of a statement.
  package init(_ parts: [SQLPart]) { self.parts = SQLExpression.unbracketed(parts) }

  init(_ tokens: ArraySlice<SQLToken>) { self.init(SQLPart.parts(of: tokens)) }

  /// Without the brackets around all of it, which mean nothing.
  private static func unbracketed(_ parts: [SQLPart]) -> [SQLPart] {
    var rest = parts[...]
    // Nobody writes more pairs of brackets than that.
    for _ in 0..<8 {
      guard rest.count > 2, rest.first?.isSymbol("(") == true, closing(rest) == rest.endIndex - 1 else { break }
      rest = rest.dropFirst().dropLast()
    }
    return Array(rest)
  }

  /// The place of the bracket that closes the first one; nil if none does.
  package static func closing(_ parts: ArraySlice<SQLPart>) -> Int? {
    var depth = 0
    for index in parts.indices {
      if parts[index].isSymbol("(") { depth += 1 }
      if parts[index].isSymbol(")") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// Whether a keyword is in it, given in upper case.
  package func has(_ keyword: String) -> Bool { parts.contains(.keyword(keyword)) }

  /// As it can be written, such as `SUM(b) + 1`.
  package var text: String {
    var text = ""
    var before: SQLPart?
    for part in parts {
      let isTight =
        before == nil || part.isSymbol(")") || part.isSymbol(",") || part.isSymbol(".") || before?.isSymbol("(") == true
        || before?.isSymbol(".") == true || part.isSymbol("(") && before?.isOperand == true
      text += (isTight ? "" : " ") + part.text
      before = part
    }
    return text
  }
}

extension SQLPart {
  /// Whether a bracket behind it is that of a call or a type.
  fileprivate var isOperand: Bool { if case .keyword = self { true } else { false } }
}
