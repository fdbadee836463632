/// Text that a template left where a value belongs, such as `${HOLOGRES_PASSWORD}`, `{{password}}`, `%PASSWORD%`,
/// `<password>` or `your_password`.
enum Placeholder {
  /// Whether the whole value is a placeholder.
  ///
  /// A secret is judged by this alone: any text may be part of it.
  static func isWhole(_ value: String) -> Bool {
    mayContain(value)
      && value.wholeMatch(of: /\$\{[^{}]*\}|\{\{.*\}\}|%\w+%|<[^<>]+>|(?i:your)[_-]\S+/) != nil
  }

  /// Whether a placeholder is part of the value, such as an address.
  ///
  /// `%41%42` is percent encoding: what follows the name in percent signs must not be two hexadecimal digits.
  static func isPart(of value: String) -> Bool {
    guard mayContain(value) else { return false }
    let pattern =
      /\$\{[^{}]*\}|\{\{.*\}\}|%[A-Za-z_]\w{2,}%(?![0-9A-Fa-f]{2})|<[A-Za-z][^<>]*>|(?:^|[\/:@,])(?i:your)[_-]/
    return isWhole(value) || value.firstMatch(of: pattern) != nil
  }

  /// Spares the start of the program the compilation of the patterns.
  private static func mayContain(_ value: String) -> Bool {
    value.utf8.contains { "${%<".utf8.contains($0) } || value.lowercased().contains("your")
  }
}
