/// A piece of an SQL text.
struct SQLToken: Equatable {
  enum Kind: Equatable {
    /// A keyword or a name without quotes.
    case word
    /// A name in backticks.
    case identifier
    /// Text in single quotes, whatever prefix comes before them.
    case string
    /// Text in double quotes, which Flink does not have.
    case doubleQuoted
    case number
    /// Operators, brackets, and characters that Flink SQL does not have.
    case symbol
    /// `--`, `//` and `/* */`; hints too.
    case comment
  }

  let kind: Kind
  /// What it says, without quotes.
  let text: String
  let line: Int
  let column: Int

  /// Its text in upper case as far as Flink's keywords go: of ASCII letters alone.
  var keyword: String { String(decoding: text.utf8.map(SQLToken.uppercased), as: UTF8.self) }

  /// Whether it is this keyword, in any case.
  func isWord(_ word: String) -> Bool {
    kind == .word && text.utf8.lazy.map(SQLToken.uppercased).elementsEqual(word.utf8)
  }

  /// Whether it can be the name of something: quoted, or a word.
  var isName: Bool { kind == .word || kind == .identifier }

  /// Whether it is a word that ends an item of a select list without naming it.
  var isReserved: Bool { SQLToken.endings.contains(where: isWord) }

  private static let endings = [
    "END", "NULL", "TRUE", "FALSE", "UNKNOWN", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME",
    "LOCALTIMESTAMP", "CURRENT_ROW_TIMESTAMP", "CURRENT_WATERMARK", "DAY", "HOUR", "MINUTE", "MONTH", "SECOND", "YEAR",
    "JOIN", "CROSS", "LEFT", "RIGHT", "FULL", "INNER", "NATURAL", "ON", "USING", "FOR", "MATCH_RECOGNIZE",
    "TABLESAMPLE", "PIVOT",
  ]

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

  private static func uppercased(_ unit: UInt8) -> UInt8 { (0x61...0x7a).contains(unit) ? unit - 0x20 : unit }
}
