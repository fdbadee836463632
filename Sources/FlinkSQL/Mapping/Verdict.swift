/// How much of a value is kept on its way from a message's field to a table's column.
public enum Verdict: String, Sendable, CaseIterable {
  /// The same value.
  case exact
  /// The same value in a type that holds more.
  case widening
  /// Another form of the same value, or a value that other messages might not have.
  case converted
  /// Values can lose digits or become NULL.
  case lossy
  /// No conversion exists, or none for the values seen.
  case impossible
}
