/// What a column's type is to the database, whatever its name is.
public enum TypeKind: String, Sendable, Hashable, Codable {
  /// A type of the database or of an extension, or an array.
  case base
  case enumeration, domain, composite, range, multirange, pseudo

  /// The kind that `pg_type.typtype` stands for.
  /// - Parameter letter: The letter.
  public init(letter: String) {
    switch letter {
    case "e": self = .enumeration
    case "d": self = .domain
    case "c": self = .composite
    case "r": self = .range
    case "m": self = .multirange
    case "p": self = .pseudo
    default: self = .base
    }
  }

  /// Whether the connector has a type for it.
  ///
  /// It compares types when a job starts, and knows none for what JDBC calls DISTINCT and STRUCT.
  package var isWritable: Bool { self == .base || self == .enumeration }
}
