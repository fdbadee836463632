/// A piece of an SQL text.
struct SQLToken: Equatable {
  enum Kind: Equatable {
    /// A keyword or a name without quotes.
    case word
    /// A name in backticks.
    case identifier
    /// Text in single quotes, whatever stands in front of them.
    case string
    /// Text in double quotes, which Flink has not.
    case doubleQuoted
    case number
    /// Operators, brackets and what no Flink SQL has.
    case symbol
    /// `--`, `//` and `/* */`; hints too.
    case comment
  }

  let kind: Kind
  /// What it says, without quotes.
  let text: String
  let line: Int
  let column: Int
  /// Whether nothing stands between it and the token before.
  let isAdjacent: Bool
  /// Whether its quote or comment has an end.
  let isClosed: Bool

  /// Its text in upper case as far as Flink's keywords go: of ASCII letters alone.
  var keyword: String { String(decoding: text.utf8.map(SQLToken.uppercased), as: UTF8.self) }

  /// Whether it is this keyword, in any case.
  func isWord(_ word: String) -> Bool {
    kind == .word && text.utf8.lazy.map(SQLToken.uppercased).elementsEqual(word.utf8)
  }

  /// Whether it can be the name of something: quoted, or a word.
  var isName: Bool { kind == .word || kind == .identifier }

  /// Whether it is a word that is no name without backticks.
  var isReserved: Bool { kind == .word && ReservedWords.all.contains(keyword) }

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

  private static func uppercased(_ unit: UInt8) -> UInt8 { (0x61...0x7a).contains(unit) ? unit - 0x20 : unit }
}
