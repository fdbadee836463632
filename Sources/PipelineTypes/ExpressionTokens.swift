/// The tokens of an expression that Postgres prints.
package struct ExpressionTokens {
  /// One token.
  package enum Token: Equatable {
    /// A name or a keyword.
    case name(String)
    /// A name in quotes.
    case quotedName(String)
    case text(String)
    case number(String)
    case symbol(String)
  }

  /// The tokens in their order.
  package private(set) var list: [Token] = []

  /// The tokens of `expression`.
  package init(_ expression: String) {
    var rest = Substring(expression)
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "'" {
        list.append(.text(ExpressionTokens.takeQuoted(&rest, first)))
      } else if first == "\"" {
        list.append(.quotedName(ExpressionTokens.takeQuoted(&rest, first)))
      } else if let number = rest.prefixMatch(of: /-?[0-9]+(\.[0-9]+)?/), canBeNumber(first) {
        list.append(.number(String(number.0)))
        rest.removeFirst(number.0.count)
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
        list.append(.name(String(word)))
        rest.removeFirst(word.count)
      } else {
        let symbols = ["::", "<=", ">=", "<>", "!="]
        let symbol = symbols.first { rest.hasPrefix($0) } ?? String(first)
        list.append(.symbol(symbol))
        rest.removeFirst(symbol.count)
      }
    }
  }

  /// The names in it, which may be columns, functions and keywords.
  package var names: Set<String> {
    Set(
      list.compactMap { token in
        switch token {
        case .name(let name), .quotedName(let name): name
        default: nil
        }
      })
  }

  /// A minus behind an operand is an operator.
  private func canBeNumber(_ first: Character) -> Bool {
    guard first == "-" else { return true }
    switch list.last {
    case .number, .text, .quotedName, .symbol(")"), .symbol("]"): return false
    case .name(let word): return ["AND", "OR", "NOT"].contains(word)
    default: return true
    }
  }

  /// Takes the text between two quotes, in which a quote stands twice.
  private static func takeQuoted(_ rest: inout Substring, _ quote: Character) -> String {
    rest.removeFirst()
    var text = ""
    while let character = rest.popFirst() {
      if character == quote {
        guard rest.first == quote else { break }
        rest.removeFirst()
      }
      text.append(character)
    }
    return text
  }
}
