public import Notices

/// Why a text is not the name of a topic, of a table or of a type.
public enum NamingProblem: Error, Notice, Hashable, Codable {
  /// Not a legal Kafka topic name.
  case invalidTopic(String)
  /// Not `table` or `schema.table`.
  case invalidTable(String, TableFault)
  /// Not a Flink type.
  case invalidType(String, TypeFault)
}

/// What is wrong with the name of a table.
public enum TableFault: Sendable, Hashable, Codable {
  case part(IdentifierFault)
  /// A closing quote must be followed by a dot or the end.
  case textAfterQuote
  case unclosedQuote
  /// More than two parts; how many there are.
  case parts(Int)
}

/// What is wrong with a type of Flink SQL.
public enum TypeFault: Sendable, Hashable, Codable {
  /// What the parser wants next.
  public enum Expected: Sendable, Hashable, Codable {
    case symbol(String)
    case number, fieldName
  }

  /// Text behind the type.
  case textAfterType(String)
  /// Something else is needed in front of the text `found`.
  case expected(Expected, found: String)
  /// Precisions that the type takes.
  case precision(lowest: Int, highest: Int)
  /// Precision 1 to 38, scale 0 to the precision.
  case decimalBounds
  case nestedTooDeep
  /// The reader of JSON does not enforce NOT NULL.
  case notNull
  case unknownType
  /// A type of another system; what Flink has instead.
  case foreignType(use: String)
  /// Flink's parser knows only WITH LOCAL TIME ZONE.
  case timeZone
  case duplicateField(String)
  case field(String, IdentifierFault)
  case unclosedBacktick
}

/// Why a name cannot be written as an identifier of a deployed statement.
public enum IdentifierFault: Sendable, Hashable, Codable {
  case empty
  /// No quoting allows one.
  case lineBreak
  /// U+0000.
  case nullCharacter
  /// More than 256 units of UTF-16, which Flink's planner counts.
  case tooLong
  /// `${`, which the platform replaces everywhere.
  case variable
}
