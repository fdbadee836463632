/// Quoting of Flink SQL.
///
/// Everything that comes from outside goes through here. It looks at code points, never at what Swift calls a character:
/// a quote with an accent on it is one character that does not equal a quote, and still ends a name in Flink.
package enum SQLText {
  /// `name` as an identifier, in backticks.
  package static func identifier(_ name: String) -> String { "`\(doubled("`", in: name))`" }

  /// The field `name` as an expression, inside of the row `container` where there is one.
  package static func path(_ container: String?, _ name: String) -> String {
    container.map { "\(identifier($0)).\(identifier(name))" } ?? identifier(name)
  }

  /// `text` as a string literal; a backslash is an ordinary character in Flink SQL.
  package static func literal(_ text: String) -> String { "'\(doubled("'", in: text))'" }

  /// The primary key of these columns, as an entry of `CREATE TABLE`.
  package static func primaryKey(_ columns: [String]) -> String {
    "PRIMARY KEY (\(columns.map(identifier).joined(separator: ", "))) NOT ENFORCED"
  }

  /// `text` with each `quote` twice.
  package static func doubled(_ quote: Unicode.Scalar, in text: String) -> String {
    guard text.unicodeScalars.contains(quote) else { return text }
    return String(text.unicodeScalars.replacing([quote], with: [quote, quote]))
  }

  /// Why `name` cannot be written as an identifier, or is not safe in a deployed statement; nil when it can.
  package static func fault(inIdentifier name: String) -> IdentifierFault? {
    if name.isEmpty { return .empty }
    if name.contains(where: \.isNewline) { return .lineBreak }
    if name.unicodeScalars.contains("\0") { return .nullCharacter }
    // The planner counts the units of UTF-16.
    if name.utf16.count > 256 { return .tooLong }
    return hasVariable(name) ? .variable : nil
  }

  /// Whether `text` is not safe in a deployed statement: the platform replaces `${...}` everywhere, inside quotes too.
  package static func hasVariable(_ text: String) -> Bool { text.unicodeScalars.contains(["$", "{"]) }
}
