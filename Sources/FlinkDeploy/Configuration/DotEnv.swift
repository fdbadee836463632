#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads the text of a `.env` file: `NAME=value` lines, `#` comments, quotes, `export`.
///
/// Quotes may follow each other, as in a shell: `'it'"'"'s'`. It reads Unicode scalars, because a quote and a combining
/// mark behind it are one `Character`.
enum DotEnv {
  /// The variables of the file.
  /// - Throws: ``SettingsError`` that names a malformed line, because a typo must not be ignored.
  static func parse(_ text: String) throws(SettingsError) -> [String: String] {
    var values: [String: String] = [:]
    for (index, line) in text.fileLines.enumerated() {
      var line = trimmed(line.unicodeScalars)
      if line.isEmpty || line.first == "#" { continue }
      if line.starts(with: "export ".unicodeScalars) { line = trimmed(line.dropFirst("export ".count)) }
      guard let equals = line.firstIndex(of: "=") else { throw failure(.lineWithoutEquals(index + 1)) }
      let name = String(trimmed(line[..<equals]))
      let isName = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      guard isName else { throw failure(.lineWithoutName(index + 1)) }
      guard let value = value(trimmed(line[line.index(after: equals)...])) else {
        throw failure(.lineWithOpenQuote(index + 1))
      }
      values[name] = value
    }
    return values
  }

  /// Checks that another user cannot change the file, which decides where credentials and data are sent.
  /// - Throws: ``SettingsError`` for a file that belongs to another user or that every user can write.
  static func checkOwner(of path: String) throws(SettingsError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_uid == geteuid() || status.st_uid == 0, status.st_mode & S_IWOTH == 0 else {
      throw failure(.foreignFile)
    }
  }

  private typealias Scalars = Substring.UnicodeScalarView

  private static func failure(_ problem: SettingsProblem) -> SettingsError { SettingsError(".env", problem) }

  private static func trimmed(_ text: Scalars) -> Scalars {
    var text = text.drop(while: \.properties.isWhitespace)
    while text.last?.properties.isWhitespace == true { text.removeLast() }
    return text
  }

  private static func value(_ text: Scalars) -> String? {
    guard text.first == "\"" || text.first == "'" else {
      // Without quotes, a comment begins at a blank and '#'.
      var rest = text
      while let number = rest.firstIndex(of: "#") {
        if number > text.startIndex, text[text.index(before: number)] == " " { return String(trimmed(text[..<number])) }
        rest = rest[rest.index(after: number)...]
      }
      return String(text)
    }
    var (value, rest) = ("", text)
    while let quote = rest.first, quote == "\"" || quote == "'" {
      guard let end = rest.dropFirst().firstIndex(of: quote) else { return nil }
      value.unicodeScalars += rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
    }
    rest = trimmed(rest)
    return rest.isEmpty || rest.first == "#" ? value : nil
  }
}
