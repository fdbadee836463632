import JSONCoding

/// Writes values as YAML that each reader takes for the same values, whichever version of YAML it knows.
struct ManifestWriter {
  /// The text so far.
  private(set) var text = ""

  /// Appends lines of a comment.
  /// - Parameter depth: How deep the comment is indented, in blanks.
  mutating func comment(_ lines: String, _ depth: Int) {
    for line in lines.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let shown = line.unicodeScalars.map { $0.isQuoting ? String($0) : $0.escaped }.joined()
      self.line(shown.isEmpty ? "#" : "# \(shown)", depth)
    }
  }

  /// Appends a line.
  /// - Parameter depth: How deep it is indented, in blanks.
  mutating func line(_ content: String, _ depth: Int) {
    text += content.isEmpty ? "\n" : String(repeating: " ", count: depth) + content + "\n"
  }

  /// Appends the members of an object, each from a line of its own on.
  /// - Parameters:
  ///   - depth: How deep the members are indented, in blanks.
  ///   - isElement: Whether the first member stands behind the dash of a list.
  mutating func members(_ object: JSONObject, _ depth: Int, isElement: Bool = false) {
    for (index, member) in object.members.enumerated() {
      let isFirst = isElement && index == 0
      let key = (isFirst ? "- " : "") + ManifestWriter.scalar(member.key) + ":"
      value(member.value, after: key, depth - (isFirst ? 2 : 0), depth)
    }
  }

  /// Appends a value behind its key.
  /// - Parameters:
  ///   - place: How deep the line of the key is indented, in blanks.
  ///   - depth: How deep the key itself is, in blanks.
  private mutating func value(_ value: JSON, after key: String, _ place: Int, _ depth: Int) {
    switch value {
    case .object(let object) where !object.isEmpty:
      line(key, place)
      members(object, depth + 2)
    case .array(let elements) where !elements.isEmpty:
      line(key, place)
      for element in elements { self.element(element, depth + 2) }
    case .string(let string):
      guard let block = Block(string) else { return line("\(key) \(ManifestWriter.scalar(string))", place) }
      line("\(key) \(block.header)", place)
      for content in block.lines { line(content, content.isEmpty ? 0 : depth + 2) }
    default: line("\(key) \(ManifestWriter.flow(value))", place)
    }
  }

  private mutating func element(_ value: JSON, _ depth: Int) {
    if case .object(let object) = value, object.members.contains(where: { $0.value.isNested }) {
      members(object, depth + 2, isElement: true)
    } else {
      line("- \(ManifestWriter.flow(value))", depth)
    }
  }

  /// A value on one line.
  private static func flow(_ value: JSON) -> String {
    switch value {
    case .null: "null"
    case .bool, .number: value.text
    case .string(let string): scalar(string)
    case .array(let elements): "[\(elements.map(flow).joined(separator: ", "))]"
    case .object(let object):
      "{\(object.members.map { "\(scalar($0.key)): \(flow($0.value))" }.joined(separator: ", "))}"
    }
  }

  /// A text on one line: without quotes only where no reader takes it for something else.
  private static func scalar(_ string: String) -> String {
    let scalars = string.unicodeScalars
    let isPlain =
      scalars.allSatisfy { $0.isWordPart || $0 == " " || $0 == "/" || $0 == "(" || $0 == ")" }
      && scalars.first?.isWordStart == true && scalars.last != " " && !words.contains(string.lowercased())
    if isPlain { return string }
    var quoted = "\""
    for scalar in scalars { quoted += scalar.escaped }
    return quoted + "\""
  }

  /// What some version of YAML reads as a boolean, a number or nothing.
  private static let words: Set = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"]

  /// A text with line ends that can be written as it is.
  private struct Block {
    /// `|` with what becomes of the line ends.
    let header: String
    /// The lines.
    let lines: [String]

    /// The block of a text; nil for one that needs escapes, or has no line end.
    init?(_ string: String) {
      let scalars = string.unicodeScalars
      guard let end = scalars.lastIndex(where: { $0 != "\n" }), scalars.contains("\n"),
        scalars.allSatisfy({ $0 == "\n" || $0 == "\t" || $0.escaped.unicodeScalars.count == 1 || $0.isQuoting })
      else { return nil }
      let ends = scalars[scalars.index(after: end)...].count
      lines = scalars.dropLast(min(ends, 1)).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      // Blanks at the end of the text or on a line of their own are easily lost in an editor.
      let isBlank = lines.contains { !$0.isEmpty && $0.unicodeScalars.allSatisfy { $0 == " " || $0 == "\t" } }
      if isBlank { return nil }
      let indentation = ["\n", " ", "\t"].contains(scalars.first) ? "2" : ""
      header = "|\(indentation)\(ends == 0 ? "-" : ends == 1 ? "" : "+")"
    }
  }
}

extension JSON {
  /// Whether it has several lines in a manifest.
  fileprivate var isNested: Bool {
    switch self {
    case .array(let elements): !elements.isEmpty
    case .object(let object): !object.isEmpty
    case .string(let string): string.utf8.contains(0x0A)
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// Whether a text without quotes can begin with it.
  fileprivate var isWordStart: Bool { self == "_" || properties.isAlphabetic && !escaped.hasPrefix("\\") }

  fileprivate var isWordPart: Bool {
    isWordStart || ("0"..."9").contains(self) || self == "-" || self == "." || self == "_"
  }

  /// Whether only quotes make it special.
  fileprivate var isQuoting: Bool { self == "\"" || self == "\\" }

  /// The character in double quotes.
  fileprivate var escaped: String {
    switch self {
    case "\"", "\\": "\\\(self)"
    case "\n": "\\n"
    case "\t": "\\t"
    case "\u{20}"..."\u{7E}", "\u{A0}"..."\u{2027}", "\u{202A}"..."\u{D7FF}", "\u{E000}"..."\u{FEFE}",
      "\u{FF00}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
      String(self)
    default: "\\u" + "000\(String(value, radix: 16))".suffix(4)
    }
  }
}
