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

  /// Whether it can be the name of something: quoted, or a word.
  var isName: Bool { kind == .word || kind == .identifier }

  /// Whether it is a name, and this one.
  func isName(_ name: SQLToken) -> Bool { isName && text.isSameName(as: name.text) }

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
}

/// Takes an SQL text apart as Flink's own lexer does, by code points; what is no Flink SQL becomes tokens too.
struct SQLLexer {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var line = 1
  private var column = 1

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

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

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    index + offset < scalars.count ? scalars[index + offset] : nil
  }

  @discardableResult
  private mutating func take() -> Unicode.Scalar {
    let scalar = scalars[index]
    index += 1
    if scalar == "\n" || scalar == "\r" && peek() != "\n" {
      line += 1
      column = 1
    } else {
      column += UTF16.width(scalar)
    }
    return scalar
  }

  private mutating func take(while predicate: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = peek(), predicate(scalar) { text.append(take()) }
    return String(text)
  }

  private mutating func skipBlanks() -> Bool { !take(while: \.properties.isWhitespace).isEmpty }

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
    case "-" where peek(1) == "-": return token(.comment, take { $0 != "\n" && $0 != "\r" })
    case "/" where peek(1) == "*": return token(.comment, blockComment())
    case _ where first.isLetter: return token(.word, take { $0.isLetter || $0.isDigit || $0 == "$" })
    case _ where first.isDigit: return token(.number, take { $0.isDigit || $0 == "." })
    default: break
    }
    for symbol in ["->>", "->", "::", "<>", "<=", ">=", "!=", "||", "=>"] {
      guard scalars[index...].starts(with: symbol.unicodeScalars) else { continue }
      for _ in symbol.unicodeScalars { take() }
      return token(.symbol, symbol)
    }
    return token(.symbol, String(Character(take())))
  }

  /// Up to the closing quote; a quote stands twice for itself, and a backslash is an ordinary character.
  private mutating func quoted(by quote: Unicode.Scalar) -> String {
    take()
    var text = String.UnicodeScalarView()
    while peek() != nil {
      let scalar = take()
      if scalar != quote {
        text.append(scalar)
      } else if peek() == quote {
        text.append(take())
      } else {
        break
      }
    }
    return String(text)
  }

  private mutating func blockComment() -> String {
    var text = String.UnicodeScalarView([take(), take()])
    while peek() != nil {
      if peek() == "*", peek(1) == "/" {
        text.append(contentsOf: [take(), take()])
        break
      }
      text.append(take())
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool { properties.isAlphabetic || self == "_" }
  fileprivate var isDigit: Bool { properties.numericType != nil }
}
