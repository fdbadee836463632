/// Something in a given SQL text that is wrong, or probably not meant.
public struct SQLFinding: Sendable, Hashable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The platform refuses it, it would do harm, or it gives a secret away.
    case error
    /// It works, but may not be meant.
    case warning
  }

  /// How bad it is.
  public let severity: Severity
  /// Its line, from 1.
  public let line: Int
  /// Its column, from 1, in units of UTF-16 as Flink counts.
  public let column: Int
  /// What is wrong, as a sentence without the text of literals.
  public let message: String
  /// What to write instead; nil where nothing short says it.
  public let replacement: String?

  init(_ severity: Severity, at token: SQLToken, _ message: String, replacement: String? = nil) {
    self.severity = severity
    line = token.line
    column = token.column
    self.message = message
    self.replacement = replacement
  }
}
