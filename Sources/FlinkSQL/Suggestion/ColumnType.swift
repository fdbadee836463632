import PipelineTypes

/// A type that a statement gives to a column, which Hologres and Postgres both have.
public struct ColumnType: Sendable, Hashable {
  /// The type as a statement names it, such as `timestamptz`.
  public let sql: String
  /// The same as the catalog of the database names it, such as `timestamp with time zone`.
  public let catalogName: String

  private init(_ sql: String, _ catalogName: String? = nil) {
    self.sql = sql
    self.catalogName = catalogName ?? sql
  }

  static let boolean = ColumnType("boolean")
  static let smallint = ColumnType("smallint")
  static let integer = ColumnType("integer")
  static let bigint = ColumnType("bigint")
  static let real = ColumnType("real")
  static let doublePrecision = ColumnType("double precision")
  static let text = ColumnType("text")
  static let json = ColumnType("json")
  static let jsonb = ColumnType("jsonb")
  static let bytea = ColumnType("bytea")
  static let date = ColumnType("date")
  static let time = ColumnType("time", "time without time zone")
  static let timestamp = ColumnType("timestamp", "timestamp without time zone")
  static let timestamptz = ColumnType("timestamptz", "timestamp with time zone")

  /// `numeric(precision,scale)`; Hologres has none without bounds.
  static func numeric(precision: Int, scale: Int) -> ColumnType { ColumnType("numeric(\(precision),\(scale))") }

  /// An array of this type; nil where the connector writes none.
  var array: ColumnType? {
    switch self {
    case .smallint: .integer.array
    case .boolean, .integer, .bigint, .real, .doublePrecision, .text: ColumnType("\(sql)[]")
    default: nil
    }
  }

  /// Whether each version of Hologres takes it in a primary key and as the distribution key.
  ///
  /// None of `float`, `double`, `numeric`, arrays, `json` and `jsonb`; `date` only since Hologres 1.3.22. Times are
  /// left out because different ones can become one key. Source: help.aliyun.com, document 468044.
  var canBeKey: Bool {
    switch self {
    case .boolean, .smallint, .integer, .bigint, .text: true
    default: false
    }
  }

  /// The types that hold the values of `type`, the best first; none where only text does.
  static func types(holding type: FlinkType) -> [ColumnType] {
    switch type {
    case .boolean: [.boolean]
    case .tinyint, .smallint: [.smallint]
    case .int: [.integer]
    case .bigint: [.bigint]
    case .float: [.real]
    case .double: [.doublePrecision]
    case .decimal(let precision, let scale): [.numeric(precision: precision, scale: scale)]
    case .string: []
    case .bytes: [.bytea]
    case .date: [.date]
    case .time: [.time]
    case .timestamp: [.timestamp]
    case .timestampLTZ: [.timestamptz]
    case .array(let element): [elements(of: element)?.array].compactMap { $0 } + [.jsonb, .json]
    case .map, .row: [.jsonb, .json]
    }
  }

  /// The type of the elements of an array that the connector writes; nil where it writes none.
  private static func elements(of type: FlinkType) -> ColumnType? {
    if case .string = type { return .text }
    // The connector has no array of decimals; whether all digits are kept is decided by the conversion.
    if case .decimal = type { return .doublePrecision }
    return types(holding: type).first
  }
}
