/// A data type of Flink SQL, of those that a Kafka JSON source and a Hologres sink can have.
public indirect enum FlinkType: Sendable, Hashable {
  case boolean, tinyint, smallint, int, bigint, float, double
  /// `DECIMAL(precision, scale)`, precision 1...38.
  case decimal(precision: Int, scale: Int)
  case string, bytes, date
  /// `TIME(precision)`.
  case time(precision: Int)
  /// `TIMESTAMP(precision)`: without a zone.
  case timestamp(precision: Int)
  /// `TIMESTAMP_LTZ(precision)`: an instant.
  case timestampLTZ(precision: Int)
  case array(FlinkType)
  case map(key: FlinkType, value: FlinkType)
  case row([Field])

  /// A field of a row.
  public struct Field: Sendable, Hashable {
    /// Its name, unquoted.
    public let name: String
    /// Its type.
    public let type: FlinkType

    /// A field.
    /// - Parameters:
    ///   - name: Its name, unquoted.
    ///   - type: Its type.
    public init(name: String, type: FlinkType) {
      self.name = name
      self.type = type
    }

    /// Whether name and type are the same, the name unit by unit.
    public static func == (left: Field, right: Field) -> Bool {
      left.name.isSameName(as: right.name) && left.type == right.type
    }

    /// Hashes name and type.
    /// - Parameter hasher: What takes them in.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(ExactName(name))
      hasher.combine(type)
    }
  }

  /// The type as DDL writes it.
  public var sql: String {
    switch self {
    case .boolean: "BOOLEAN"
    case .tinyint: "TINYINT"
    case .smallint: "SMALLINT"
    case .int: "INT"
    case .bigint: "BIGINT"
    case .float: "FLOAT"
    case .double: "DOUBLE"
    case .decimal(let precision, let scale): "DECIMAL(\(precision), \(scale))"
    case .string: "STRING"
    case .bytes: "BYTES"
    case .date: "DATE"
    case .time(let precision): "TIME(\(precision))"
    case .timestamp(let precision): "TIMESTAMP(\(precision))"
    case .timestampLTZ(let precision): "TIMESTAMP_LTZ(\(precision))"
    case .array(let element): "ARRAY<\(element.sql)>"
    case .map(let key, let value): "MAP<\(key.sql), \(value.sql)>"
    case .row(let fields):
      "ROW<\(fields.map { "\(SQLText.identifier($0.name)) \($0.type.sql)" }.joined(separator: ", "))>"
    }
  }

  /// Digits of an integer type that always fit, nil for other types.
  package var integerDigits: Int? {
    switch self {
    case .tinyint: 3
    case .smallint: 5
    case .int: 10
    case .bigint: 19
    default: nil
    }
  }

  /// Bits of an integer type, nil for other types.
  package var integerBits: Int? {
    switch self {
    case .tinyint: 8
    case .smallint: 16
    case .int: 32
    case .bigint: 64
    default: nil
    }
  }

  package var isNumeric: Bool {
    switch self {
    case .tinyint, .smallint, .int, .bigint, .float, .double, .decimal: true
    default: false
    }
  }

  /// Places of a second of a timestamp, nil for other types.
  package var places: Int? {
    switch self {
    case .timestamp(let places), .timestampLTZ(let places): places
    default: nil
    }
  }

  package var isTimestamp: Bool { places != nil }

  /// Whether it is a timestamp or holds one.
  package var holdsTimestamp: Bool {
    switch self {
    case .timestamp, .timestampLTZ: true
    case .array(let element): element.holdsTimestamp
    case .map(let key, let value): key.holdsTimestamp || value.holdsTimestamp
    case .row(let fields): fields.contains { $0.type.holdsTimestamp }
    default: false
    }
  }

  package var isNested: Bool {
    switch self {
    case .array, .map, .row: true
    default: false
    }
  }
}
