/// Splits an SQL text into tokens as Flink's own lexer does, by code points; other text becomes tokens too.
struct SQLLexer {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var line: Int
  private var column: Int

  private init(_ scalars: some Sequence<Unicode.Scalar>, line: Int, column: Int) {
    self.scalars = Array(scalars)
    self.line = line
    self.column = column
  }

  /// The tokens of `text`, comments among them.
  static func tokens(of text: String) -> [SQLToken] { SQLLexer(text.unicodeScalars, line: 1, column: 1).tokens() }

  private consuming func tokens() -> [SQLToken] {
    var tokens: [SQLToken] = []
    while true {
      _ = take(while: \.isBlank)
      guard let token = next() else { return tokens }
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

  private mutating func next() -> SQLToken? {
    guard let first = peek() else { return nil }
    let (line, column) = (line, column)
    func token(_ kind: SQLToken.Kind, _ text: String) -> SQLToken {
      SQLToken(kind: kind, text: text, line: line, column: column)
    }
    switch first {
    case "'": return token(.string, quoted())
    case "`": return token(.identifier, quoted())
    case "\"": return token(.doubleQuoted, quoted())
    case "-" where peek(1) == "-", "/" where peek(1) == "/": return token(.comment, take { $0 != "\n" && $0 != "\r" })
    case "/" where peek(1) == "*": return token(.comment, blockComment())
    case "U" where peek(1) == "&" && peek(2) == "'", "u" where peek(1) == "&" && peek(2) == "'":
      for _ in 0..<2 { take() }
      return token(.string, SQLLexer.unescaped(quoted()))
    case _ where first.isLetter:
      let word = take { $0.isLetter || $0.isDigit }
      // N'...' and _utf8'...' name the characters of the text.
      let isPrefix = peek() == "'" && (word == "N" || word == "n" || word.hasPrefix("_"))
      return isPrefix ? token(.string, quoted()) : token(.word, word)
    case _ where first.isDigit: return token(.number, take { $0.isDigit || $0 == "." })
    default: return token(.symbol, symbol())
    }
  }

  private mutating func symbol() -> String {
    let long = ["->>", "<=>", "->", "::", "<>", "<=", ">=", "!=", "==", "&&", "||", "=>"]
    guard let symbol = long.first(where: { scalars[index...].starts(with: $0.unicodeScalars) }) else {
      return String(Character(take()))
    }
    for _ in symbol.unicodeScalars { take() }
    return symbol
  }

  /// Up to the closing quote; a quote stands twice for itself, and a backslash is an ordinary character.
  private mutating func quoted() -> String {
    let quote = take()
    var text = String.UnicodeScalarView()
    while peek() != nil {
      let scalar = take()
      if scalar != quote {
        text.append(scalar)
      } else if peek() == quote {
        text.append(take())
      } else {
        return String(text)
      }
    }
    return String(text)
  }

  private mutating func blockComment() -> String {
    var text = String.UnicodeScalarView([take(), take()])
    while peek() != nil {
      if peek() == "*", peek(1) == "/" {
        text.append(contentsOf: [take(), take()])
        return String(text)
      }
      text.append(take())
    }
    return String(text)
  }

  /// The text of `U&'...'`: a backslash comes before itself and before four digits.
  private static func unescaped(_ text: String) -> String {
    var rest = text.unicodeScalars[...]
    var units: [UInt16] = []
    while let scalar = rest.popFirst() {
      let digits = rest.prefix(4)
      if scalar == "\\", rest.first == "\\" {
        rest.removeFirst()
      } else if scalar == "\\", digits.count == 4, let unit = UInt16(String(digits), radix: 16) {
        units.append(unit)
        rest.removeFirst(4)
        continue
      }
      units += String(scalar).utf16
    }
    return String(decoding: units, as: UTF16.self)
  }
}

extension Unicode.Scalar {
  // The ranges are those of Flink's grammar; what Unicode calls a letter or a blank is something else.
  private static let letters: [ClosedRange<Unicode.Scalar>] = [
    "$"..."$", "A"..."Z", "_"..."_", "a"..."z", "\u{c0}"..."\u{d6}", "\u{d8}"..."\u{f6}", "\u{f8}"..."\u{1fff}",
    "\u{3040}"..."\u{318f}", "\u{3300}"..."\u{337f}", "\u{3400}"..."\u{3d2d}", "\u{4e00}"..."\u{9fff}",
    "\u{f900}"..."\u{faff}",
  ]
  fileprivate var isLetter: Bool { Unicode.Scalar.letters.contains { $0.contains(self) } }
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isBlank: Bool { [" ", "\t", "\n", "\r", "\u{c}"].contains(self) }
}
