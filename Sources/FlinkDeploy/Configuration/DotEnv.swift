#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads the text of a `.env` file: `NAME=value` lines, `#` comments, quotes, `export`.
enum DotEnv {
  /// The variables of the file.
  /// - Throws: ``SettingsError`` that names a malformed line, because a typo must not be ignored.
  static func parse(_ text: String) throws(SettingsError) -> [String: String] {
    var values: [String: String] = [:]
    for (index, line) in text.fileLines.enumerated() {
      var line = trimmed(line)
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.hasPrefix("export ") { line = trimmed(line.dropFirst("export ".count)) }
      guard let equals = line.firstIndex(of: "=") else { throw failure(.lineWithoutEquals(index + 1)) }
      let name = trimmed(line[..<equals])
      let isName = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      guard isName else { throw failure(.lineWithoutName(index + 1)) }
      guard let value = value(trimmed(line[line.index(after: equals)...])) else {
        throw failure(.lineWithOpenQuote(index + 1))
      }
      values[String(name)] = value
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

  private static func failure(_ problem: SettingsProblem) -> SettingsError { SettingsError(".env", problem) }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private static func value(_ text: Substring) -> String? {
    guard let quote = text.first, quote == "\"" || quote == "'" else {
      // Without quotes, a comment begins at a blank and '#'.
      guard let comment = text.firstRange(of: " #") else { return String(text) }
      return String(trimmed(text[..<comment.lowerBound]))
    }
    guard let end = text.dropFirst().firstIndex(of: quote) else { return nil }
    let rest = trimmed(text[text.index(after: end)...])
    guard rest.isEmpty || rest.hasPrefix("#") else { return nil }
    return String(text[text.index(after: text.startIndex)..<end])
  }
}
