/// Quoting of Flink SQL.
///
/// Everything that comes from outside goes through here. It looks at code points, never at what Swift calls a character:
/// a quote with an accent on it is one character that is no quote, and still ends a name in Flink.
enum SQLText {
  /// `name` as an identifier, in backticks.
  static func identifier(_ name: String) -> String { "`\(doubled("`", in: name))`" }

  /// The field `name` as an expression, inside of the row `container` where there is one.
  static func path(_ container: String?, _ name: String) -> String {
    container.map { "\(identifier($0)).\(identifier(name))" } ?? identifier(name)
  }

  /// `text` as a string literal; a backslash is an ordinary character in Flink SQL.
  static func literal(_ text: String) -> String { "'\(doubled("'", in: text))'" }

  /// The primary key of these columns, as an entry of `CREATE TABLE`.
  static func primaryKey(_ columns: [String]) -> String {
    "PRIMARY KEY (\(columns.map(identifier).joined(separator: ", "))) NOT ENFORCED"
  }

  /// `text` with each `quote` twice.
  static func doubled(_ quote: Unicode.Scalar, in text: String) -> String {
    String(text.unicodeScalars.replacing([quote], with: [quote, quote]))
  }

  /// Why `name` cannot be written as an identifier or be safe in a deployed statement; nil when it can.
  static func problem(withIdentifier name: String) -> String? {
    if name.isEmpty { return "is empty" }
    if name.contains(where: \.isNewline) { return "contains a line break, which no quoting allows" }
    if name.unicodeScalars.contains("\0") { return "contains U+0000" }
    // The planner counts the units of UTF-16.
    if name.utf16.count > 256 { return "has more than 256 characters, which Flink does not allow" }
    return problem(withText: name)
  }

  /// Why `text` is not safe in a deployed statement: the platform replaces `${...}` everywhere, inside quotes too.
  static func problem(withText text: String) -> String? {
    text.unicodeScalars.contains(["$", "{"]) ? "contains ${, which the platform would replace by a variable" : nil
  }
}
