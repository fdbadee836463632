/// A piece of an SQL text.
struct SQLToken: Equatable {
  enum Kind: Equatable {
    /// A keyword or a name without quotes.
    case word
    /// A name in backticks.
    case identifier
    /// Text in single quotes.
    case string
    /// Text in double quotes, which Flink has not.
    case doubleQuoted
    case number
    /// Operators and brackets.
    case symbol
    /// `--` and `/* */`; hints too.
    case comment
  }

  let kind: Kind
  /// What it says, without quotes.
  let text: String
  let line: Int
  let column: Int
  /// Whether nothing stands between it and the token before.
  let isAdjacent: Bool

  /// Whether it is this keyword, in any case.
  func isWord(_ word: String) -> Bool { kind == .word && text.uppercased() == word }

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
}

/// Takes an SQL text apart as Flink's own lexer does; what is no Flink SQL becomes tokens too.
struct SQLLexer {
  private let characters: [Character]
  private var index = 0
  private var line = 1
  private var column = 1

  private init(_ text: String) { characters = Array(text) }

  /// The tokens of `text`, comments among them.
  static func tokens(of text: String) -> [SQLToken] {
    var lexer = SQLLexer(text)
    var tokens: [SQLToken] = []
    while true {
      let hasGap = lexer.skipBlanks()
      guard let token = lexer.next(isAdjacent: !hasGap && !tokens.isEmpty) else { return tokens }
      tokens.append(token)
    }
  }

  private func peek(_ offset: Int = 0) -> Character? {
    index + offset < characters.count ? characters[index + offset] : nil
  }

  @discardableResult
  private mutating func take() -> Character {
    let character = characters[index]
    index += 1
    if character.isNewline {
      line += 1
      column = 1
    } else {
      column += character.utf16.count
    }
    return character
  }

  private mutating func take(while predicate: (Character) -> Bool) -> String {
    var text = ""
    while let character = peek(), predicate(character) { text.append(take()) }
    return text
  }

  private mutating func skipBlanks() -> Bool { !take(while: \.isWhitespace).isEmpty }

  private mutating func next(isAdjacent: Bool) -> SQLToken? {
    guard let first = peek() else { return nil }
    let (line, column) = (line, column)
    func token(_ kind: SQLToken.Kind, _ text: String) -> SQLToken {
      SQLToken(kind: kind, text: text, line: line, column: column, isAdjacent: isAdjacent)
    }
    switch first {
    case "'": return token(.string, quoted(by: first))
    case "`": return token(.identifier, quoted(by: first))
    case "\"": return token(.doubleQuoted, quoted(by: first))
    case "-" where peek(1) == "-": return token(.comment, take { !$0.isNewline })
    case "/" where peek(1) == "*": return token(.comment, blockComment())
    case _ where first.isLetter || first == "_":
      return token(.word, take { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" })
    case _ where first.isNumber: return token(.number, take { $0.isNumber || $0 == "." })
    default: break
    }
    for symbol in ["->>", "->", "::", "<>", "<=", ">=", "!=", "||", "=>"] {
      let length = symbol.count
      guard index + length <= characters.count, String(characters[index..<index + length]) == symbol else { continue }
      for _ in 0..<length { take() }
      return token(.symbol, symbol)
    }
    return token(.symbol, String(take()))
  }

  /// Up to the closing quote; a quote stands twice for itself, and a backslash is an ordinary character.
  private mutating func quoted(by quote: Character) -> String {
    take()
    var text = ""
    while peek() != nil {
      let character = take()
      if character != quote {
        text.append(character)
      } else if peek() == quote {
        text.append(take())
      } else {
        break
      }
    }
    return text
  }

  private mutating func blockComment() -> String {
    var text = ""
    while peek() != nil {
      text.append(take())
      if text.count >= 4, text.hasSuffix("*/") { break }
    }
    return text
  }
}
