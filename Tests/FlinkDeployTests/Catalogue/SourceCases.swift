import Foundation

/// The names of cases, read from the source of an enum.
enum SourceCases {
  /// The text of a file of this repository.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The paths of the Swift files below a directory of this repository.
  static func swiftFiles(_ directory: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: directory).path)
      .filter { $0.hasSuffix(".swift") }.map { "\(directory)/\($0)" }
  }

  /// The directory of this repository.
  static let root = URL(fileURLWithPath: #filePath).appending(path: "../../../..").standardizedFileURL

  /// The cases that the enum `name` declares in `source`; nil if it has no such enum.
  static func names(of name: String, in source: String) -> [String]? {
    let code = blanked(source)
    let declarations = code.matches(of: /\benum (\w+)\b[^{]*\{/)
    guard let declaration = declarations.first(where: { $0.1 == name }) else { return nil }
    return cases(in: body(code[declaration.range.upperBound...]))
  }

  /// The source without comments and without the contents of literals.
  private static func blanked(_ source: String) -> String {
    source.replacing(/"(?:\\.|[^"\\\n])*"|\/\/[^\n]*/) { $0.output.hasPrefix("/") ? "" : "\"\"" }
  }

  /// What stands directly between the braces of a declaration that begins with `code`.
  private static func body(_ code: Substring) -> String {
    var depth = 1
    var body = ""
    for character in code {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0 { break }
      if depth == 1 { body.append(character == "}" ? " " : character) }
    }
    return body
  }

  /// The names in lists such as `case a(Int), b = "x"`, which may have several lines.
  private static func cases(in body: String) -> [String] {
    body.split(separator: /\bcase\s+/).dropFirst().flatMap { list in
      var names: [String] = []
      var rest = list[...]
      while let match = rest.prefixMatch(of: /\s*`?(\w+)`?/) {
        names.append(String(match.1))
        rest = afterParameters(rest[match.range.upperBound...])
        guard let comma = rest.prefixMatch(of: /(?:\s*=\s*[^,\n]*)?\s*,/) else { break }
        rest = rest[comma.range.upperBound...]
      }
      return names
    }
  }

  /// The text behind a list in parentheses, if it begins with one.
  private static func afterParameters(_ text: Substring) -> Substring {
    guard text.first == "(" else { return text }
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      if depth == 0 { return text[text.index(after: index)...] }
    }
    return text
  }
}
