import SQLLint

/// A script that is compared by what it says: blanks, comments and the case of keywords do not matter.
///
/// Hints matter, and so do texts and names, unit by unit. A name is the same with and without backticks.
public struct ComparedSQL: Sendable, Equatable {
  private let statements: [[SQLPart]]

  /// The script `sql`.
  public init(_ sql: String) { statements = SQLScript.statements(of: sql) }
}
