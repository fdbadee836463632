package import PipelineTypes

/// A token of a statement in the one form that all its spellings share.
///
/// Keywords have no case, and a name is the same with and without backticks. Texts and names are compared unit by unit.
package enum SQLPart: Hashable, Sendable {
  /// A keyword, or the name of a function, in upper case.
  case keyword(String)
  /// The name of a table, a column or an alias.
  case name(ExactName)
  /// A text in single quotes.
  case text(ExactName)
  /// A number without a sign.
  case number(String)
  /// An operator or a bracket.
  case symbol(String)
  /// The inside of `/*+ ... */`.
  case hint([SQLPart])

  /// Words that Flink's grammar knows and does not reserve.
  private static let unreserved: Set = ["ENFORCED", "METADATA", "TEMPORARY", "VIEW", "VIRTUAL"]
  /// What stands before a name that a list in brackets follows, which is not the name of a function.
  private static let beforeLists: Set = ["AS", "EXISTS", "INTO", "OVERWRITE", "TABLE", "VIEW"]

  /// The parts of some tokens; comments that are not hints have none.
  static func parts(of tokens: some Sequence<SQLToken>) -> [SQLPart] {
    let tokens = tokens.filter { $0.kind != .comment || $0.isHint }
    return tokens.indices.map { index in
      let token = tokens[index]
      switch token.kind {
      case .word:
        let word = token.keyword
        let before = index > 0 ? tokens[index - 1] : nil
        let after = index + 1 < tokens.count ? tokens[index + 1] : nil
        return isKeyword(word, before, after) ? .keyword(word) : .name(ExactName(token.text))
      case .identifier: return .name(ExactName(token.text))
      case .string: return .text(ExactName(token.text))
      case .number: return .number(token.text)
      case .doubleQuoted: return .symbol("\"\(token.text)\"")
      case .symbol: return .symbol(token.text)
      case .comment: return .hint(parts(of: SQLLexer.tokens(of: String(token.text.dropFirst(3).dropLast(2)))))
      }
    }
  }

  private static func isKeyword(_ word: String, _ before: SQLToken?, _ after: SQLToken?) -> Bool {
    // `a.value` is a field, whatever its name.
    if before?.isSymbol(".") == true { return false }
    if SQLWords.isReserved(word) || unreserved.contains(word) { return true }
    switch word {
    case "OVERWRITE": return before?.isWord("INSERT") == true
    case "KEY": return before?.isWord("PRIMARY") == true
    case "IF": return after?.isWord("NOT") == true || after?.isWord("EXISTS") == true || after?.isSymbol("(") == true
    default:
      // The name of a function has no case.
      return after?.isSymbol("(") == true && before.map { !beforeLists.contains($0.keyword) } ?? true
    }
  }

  /// As it can be written.
  package var text: String {
    switch self {
    case .keyword(let word): word
    case .name(let name): name.text
    case .text(let text): SQLText.literal(text.text)
    case .number(let digits): digits
    case .symbol(let symbol): symbol
    case .hint(let parts): "/*+ \(SQLExpression(parts).text) */"
    }
  }

  /// Whether it is this keyword, given in upper case.
  package func isKeyword(_ word: String) -> Bool { self == .keyword(word) }

  /// Whether it is this operator or bracket.
  package func isSymbol(_ symbol: String) -> Bool { self == .symbol(symbol) }
}

extension SQLToken {
  /// Whether it is a hint, which is written as a comment.
  var isHint: Bool { kind == .comment && text.hasPrefix("/*+") && text.hasSuffix("*/") }
}
