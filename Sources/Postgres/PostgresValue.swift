/// A value bound to a statement's parameter, sent as text and never spliced into SQL.
public struct PostgresValue: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral
{
  /// The text that is sent; nil for null.
  let text: String?

  /// A text value; U+0000, which Postgres cannot hold, becomes U+FFFD.
  public init(_ text: String?) {
    // To look for a byte is far cheaper than to look for a string.
    self.text = text?.utf8.contains(0) == true ? text?.replacing("\0", with: "\u{FFFD}") : text
  }

  /// A whole number, or null.
  public init(_ value: Int?) { text = value.map(String.init) }
  /// A boolean.
  public init(_ value: Bool) { text = value ? "t" : "f" }
  /// A number.
  public init(_ value: Double) { text = "\(value)" }
  /// A text value.
  public init(stringLiteral value: String) { self.init(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self.init(value) }
  /// Null.
  public init(nilLiteral: ()) { text = nil }
}

/// One row of a result, columns in the order of the statement.
public struct PostgresRow: Sendable {
  /// The names of the columns.
  let columns: [String]
  /// The values as texts; nil for null.
  let values: [String?]

  /// The text of column `name`, nil when null.
  /// - Throws: ``PostgresError`` when the result has no such column.
  public func string(_ name: String) throws(PostgresError) -> String? {
    guard let index = columns.firstIndex(of: name) else {
      throw PostgresError(.unexpectedValue, .missingColumn(name))
    }
    return values[index]
  }

  /// The text of column `name`.
  /// - Throws: ``PostgresError`` when it is null or absent.
  public func requiredString(_ name: String) throws(PostgresError) -> String {
    guard let value = try string(name) else { throw PostgresError(.unexpectedValue, .nullColumn(name)) }
    return value
  }

  /// The whole number in column `name`, nil when null.
  /// - Throws: ``PostgresError`` when it is not a whole number.
  public func int(_ name: String) throws(PostgresError) -> Int? {
    guard let text = try string(name) else { return nil }
    guard let value = Int(text) else { throw PostgresError(.unexpectedValue, .notAnInteger(column: name)) }
    return value
  }

  /// The whole number in column `name`.
  /// - Throws: ``PostgresError`` when it is null or not a whole number.
  public func requiredInt(_ name: String) throws(PostgresError) -> Int {
    guard let value = try int(name) else { throw PostgresError(.unexpectedValue, .nullColumn(name)) }
    return value
  }

  /// The boolean in column `name`, false when null.
  /// - Throws: ``PostgresError`` when the result has no such column.
  public func bool(_ name: String) throws(PostgresError) -> Bool { try string(name) == "t" }
}
