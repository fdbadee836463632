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

  /// The text in exactly this many columns: with `…` where it is too long, and with blanks where it is too short.
  func fitted(to width: Int) -> String {
    guard displayWidth > width else { return padded(to: width) }
    return width > 0 ? "\(prefix(width: width - 1))…".padded(to: width) : ""
  }

  /// The text without what a terminal does not show as itself: control characters, and marks that change the direction.
  ///
  /// Messages of outside systems quote topics, whose messages must not control a terminal.
  var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator: " "
          case .format where scalar.value != 0x200D: " "
          default: scalar
          }
        }))
  }

  /// The text in lines of at most this many columns, broken at blanks if there are any, else behind any character.
  func wrapped(to width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var rest = self[...]
    while rest.displayWidth > width {
      let line = rest.prefix(width: width)
      // A wide character in a narrow column.
      if line.isEmpty { return lines }
      let next = rest[line.endIndex...]
      let blank = next.first == " " ? line.endIndex : line.lastIndex(of: " ")
      if let blank, rest[..<blank].displayWidth * 2 > width {
        lines.append(String(rest[..<blank]))
        rest = rest[blank...].drop { $0 == " " }
      } else {
        lines.append(String(line))
        rest = next
      }
    }
    return rest.isEmpty ? lines : lines + [String(rest)]
  }
}

extension Character {
  /// Two columns for a character of Chinese, Japanese or Korean, or an emoji (UAX #11), none for a mark without a base
  /// or a control character, one for any other.
  fileprivate var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
