/// A place in a YAML text; both numbers begin at 1.
public struct YAMLMark: Sendable, Hashable, Comparable {
  /// The number of the line.
  public let line: Int
  /// The number of the character in the line.
  public let column: Int

  /// A place.
  public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

  /// The place of a character.
  /// - Parameters:
  ///   - offset: The number of bytes before the character.
  ///   - text: The text that contains it.
  init(ofByte offset: Int, in text: String) {
    var (line, column) = (1, 1)
    var before: Unicode.Scalar?
    for scalar in text.utf8.prefix(offset).unicodeScalars {
      if scalar.isYAMLBreak {
        // The two characters of a line end of Windows count once.
        if !(scalar == "\n" && before == "\r") { line += 1 }
        column = 1
      } else {
        column += 1
      }
      before = scalar
    }
    self.init(line: line, column: column)
  }

  /// In the order of the text.
  public static func < (left: YAMLMark, right: YAMLMark) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

extension Substring.UTF8View {
  fileprivate var unicodeScalars: Substring.UnicodeScalarView { Substring(self).unicodeScalars }
}

extension Unicode.Scalar {
  /// Whether YAML 1.1 ends a line here.
  public var isYAMLBreak: Bool {
    switch self {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}
