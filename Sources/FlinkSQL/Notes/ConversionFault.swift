public import Notices
public import PipelineTypes

/// Why a field cannot be written to a column.
public enum ConversionFault: Error, Notice, Hashable, Codable {
  /// What a field holds that cannot be converted.
  public enum Content: Sendable, Hashable, Codable {
    case kind(FieldFact.ValueKind)
    case form(TextForm)
  }

  case columnName(IdentifierFault)
  /// It needs a value, and no field has its name.
  case valueMissing
  case unwritableType
  /// The connector has no type for such types of users, whatever they are made of.
  case typeKindRefused(TypeKind)
  /// No field has a column of the key, and the database fills it in with the same value for all rows.
  case keyRepeats
  /// The same, where the database computes it from other columns.
  case keyComputed
  /// - Parameter expression: The field as an SQL expression.
  case content([Content], expression: String, columnType: String)
  case elements(type: String)
  case typeUnconvertible(String)
  case metadataUnconvertible(KafkaMetadata)
  case metadataTooLong(KafkaMetadata, limit: Int)
  case metadataTooWide(KafkaMetadata, digits: Int)
  case numbersTooLarge(type: String)
  case decimalsRefused(type: String)
  case notBits(expression: String)
  case notBase64
  case encodedDecimals
  /// Some values are the placeholder of a capture program.
  case placeholders(messages: Int)
  case unitsMixed([EpochUnit])
  case notTimes
  case secondsMissing
  /// A deletion is a message of its own, with another value here, so Flink would not find the row.
  case deletionsLost
}
