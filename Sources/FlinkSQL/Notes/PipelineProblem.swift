public import Notices
public import PipelineTypes

/// Why no statement can be made of what was given.
public enum PipelineProblem: Error, Notice, Hashable, Codable {
  /// A name or type cannot be used.
  case naming(NamingProblem)
  case invalidColumn(String, ColumnFault)
  case unknownFields([MissingField], Envelope?, known: [String])
  /// Most messages are in a format that is not JSON.
  case unsupportedFormat(PayloadKind, count: Int, total: Int)
  case noSchema(SchemaFault)
  case missingFields([RefusedColumn], table: TableName, fields: [String])
  case incompatibleTypes([RefusedColumn], table: TableName, fields: [String])
  /// Kafka metadata cannot have the type that was given for it.
  case incompatibleMetadataType(field: String, type: String, ConversionFault, use: String)
  /// The rows of Debezium's changes are JSON as text, in these members, and no column takes one of the other fields.
  case rowsAsText([String], table: TableName)
  case noCommonColumns(table: TableName, fields: [String], columns: [String])
  case notATable(TableName, TargetTable.ReadOnlyKind)
  case invalidEventTime(String, EventTimeFault, candidates: [String])
  /// A setting holds `${`.
  case invalidSetting(String)
  case changesWithoutKey(TableName, Envelope, KeyFault)

  /// The code that results show.
  public var code: String {
    switch self {
    case .naming(let problem): problem.code
    case .invalidColumn: "invalid_column"
    case .unknownFields: "unknown_fields"
    case .unsupportedFormat: "unsupported_format"
    case .noSchema: "no_schema"
    case .missingFields: "missing_fields"
    case .incompatibleTypes, .incompatibleMetadataType: "incompatible_types"
    case .rowsAsText: "no_schema"
    case .noCommonColumns: "no_common_columns"
    case .notATable: "not_a_table"
    case .invalidEventTime: "invalid_event_time"
    case .invalidSetting: "invalid_setting"
    case .changesWithoutKey: "changes_without_key"
    }
  }

  /// What is wrong with a column that the caller gave.
  public enum ColumnFault: Sendable, Hashable, Codable {
    case name(IdentifierFault)
    case duplicate
    /// It is called like the member of a message that holds the fields.
    case isContainer
  }

  /// A given field that no message has.
  public struct MissingField: Sendable, Hashable, Codable {
    /// Its name.
    public let name: String
    /// The field that it may stand for; nil when none is similar.
    public let suggestion: String?
  }

  /// Why the messages give no schema.
  public enum SchemaFault: Sendable, Hashable, Codable {
    case noMessages
    case noObjects([UnusableCount])
    /// No message holds a row: all are control messages of these kinds.
    case noRows(Envelope, [ControlCount])
  }

  /// Why a field cannot be the event time.
  public enum EventTimeFault: String, Sendable, Hashable, Codable {
    case unknownField, noTime
  }

  /// What is wrong with the key of a table that changes are written to.
  public enum KeyFault: Sendable, Hashable, Codable {
    case unknown
    /// Kafka metadata in the key, by which no change finds its row.
    case metadata([String])
    /// Columns that the database fills in, so that a change has only a part of the key.
    case filledIn([String])
  }
}

/// A column that no value can be written to, though it needs one or a field has its name.
public struct RefusedColumn: Sendable, Hashable, Codable {
  /// The table's column.
  public let name: String
  /// Its type, as the database names it.
  public let databaseType: String
  /// The field that matches it by name; nil when there is none.
  public let field: String?
  /// Why.
  public let reason: ConversionFault
}
