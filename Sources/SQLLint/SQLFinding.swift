/// A finding in a given SQL script, with its place.
public struct SQLFinding: Sendable, Hashable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The script is refused: it gives a secret away.
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
  /// What is wrong.
  public let problem: SQLProblem
  /// What to write instead; nil where nothing short says it.
  public let replacement: String?

  init(_ problem: SQLProblem, at token: SQLToken, replacement: String? = nil) {
    severity = if case .literalSecret = problem { .error } else { .warning }
    line = token.line
    column = token.column
    self.problem = problem
    self.replacement = replacement
  }
}
