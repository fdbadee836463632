/// Widths of text in columns of a terminal.
extension StringProtocol {
  /// The number of columns that a terminal needs for the text.
  var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// The beginning of the text that fits in this many columns.
  func prefix(width: Int) -> SubSequence {
    var rest = width
    return prefix { character in
      rest -= character.displayWidth
      return rest >= 0
    }
  }

  /// The text, filled with blanks up to this many columns.
  func padded(to width: Int) -> String {
    String(self) + String(repeating: " ", count: Swift.max(0, width - displayWidth))
  }
}

extension Character {
  /// Two columns for a character of Chinese, Japanese or Korean (UAX #11), one for any other.
  fileprivate var displayWidth: Int {
    switch unicodeScalars.first?.value ?? 0 {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}
