public import Notices
public import PipelineTypes

/// What is wrong in a given SQL script, or probably not meant, that neither Flink's planner nor the connectors report.
public enum SQLProblem: Notice, Hashable, Codable {
  /// Where a literal secret is written.
  public enum SecretPlace: Sendable, Hashable, Codable {
    /// The whole value of this option.
    case value(option: String)
    /// A part of the value of this option.
    case inValue(option: String)
    /// A comment; the option that it names, where it names one.
    case comment(option: String?)
    /// A hint with options where a table is used.
    case hint(option: String)
    /// The ID of an access key anywhere in the text.
    case accessKey(isComment: Bool)
  }

  /// Why the Hologres connector rejects the value of `tablename`.
  public enum TableNameFault: String, Sendable, Hashable, Codable {
    /// An unquoted part begins with a digit, or has a dash, a blank or a semicolon.
    case unquoted
    case tooManyParts
    case unclosedQuote
  }

  case literalSecret(SecretPlace)
  /// Secrets are replaced only in the WITH clause of temporary tables.
  case secretNotReplaced
  case otherTopic(called: String)
  case otherTable(called: String)
  /// `topic` holds a comma: lists are separated by semicolons.
  case topicList
  case tableNameRefused(TableNameFault)
  case primaryKeyMissing(table: TableName)
  case primaryKeyDiffers(table: TableName, key: [String])
  case unknownColumn(table: TableName, column: String)
  case typeMismatch(table: TableName, column: String, databaseType: String, type: String)
  case lossyConversion(table: TableName, column: String, databaseType: String, declared: String)
  case columnsSwapped(found: [String], wanted: [String])
  case datePattern(letters: String, PatternMeaning, use: String)
  /// Fields and rows that cannot be read are dropped without an error.
  case rowsDropped(option: String)
  case missingFieldStopsJob(option: String)
  case loginModuleNotFound
  case startupModeMissing
  case offsetResetMissing

  /// What letters of a date pattern mean for Java.
  public enum PatternMeaning: String, Sendable, Hashable, Codable {
    case weekBasedYear, dayOfYear, hourOfHalfDay, minute, month, fractionOfSecond
  }
}
