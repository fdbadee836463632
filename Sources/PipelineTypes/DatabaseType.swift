/// A column's type in Hologres or Postgres, as far as writing to it goes.
public enum DatabaseType: Sendable, Hashable {
  case smallint, integer, bigint, real, doublePrecision, boolean
  /// `numeric(precision,scale)` within what Flink's DECIMAL can be.
  case numeric(precision: Int, scale: Int)
  /// `numeric` without bounds, or with bounds that no DECIMAL has.
  case wideNumeric
  case text
  /// `varchar(n)` and `char(n)`: text of so many characters at most.
  case boundedText(Int)
  /// `json`, `jsonb`.
  case json
  /// `uuid`, `inet`, enums and types of extensions, which are sent as text and checked by the server.
  case checkedText
  case bytea, roaringbitmap, date, time
  /// `timestamp(n)` without a zone, and how many places of a second it keeps: 0...6.
  case timestamp(places: Int)
  /// `timestamp(n) with time zone`, and how many places it keeps: 0...3, since Hologres keeps milliseconds.
  case timestamptz(places: Int)
  /// A one-dimensional array of `integer`, `bigint`, `real`, `double precision`, `boolean` or text.
  indirect case array(DatabaseType)
  /// A type that the connector cannot write.
  case unwritable

  /// The type that `format_type` spells as `text`.
  ///
  /// Types outside the search path, which are never built in, are written with their schema.
  /// - Parameters:
  ///   - text: The type, such as `numeric(18,2)` or `public.roaringbitmap`.
  ///   - kind: What the type is: the name of a type of users says nothing.
  public init(formatted text: String, _ kind: TypeKind = .base) {
    guard kind == .base else {
      self = kind.isWritable ? .checkedText : .unwritable
      return
    }
    if text.hasSuffix("[]") {
      let name = String(text.dropLast(2))
      let element = DatabaseType(formatted: name)
      switch element {
      case _ where name == "name": self = .unwritable
      case .integer, .bigint, .real, .doublePrecision, .boolean, .text, .boundedText: self = .array(element)
      default: self = .unwritable
      }
      return
    }
    let numbers = text.drop { $0 != "(" }.prefix { $0 != ")" }.dropFirst().split(separator: ",").map { Int($0) ?? -1 }
    var words = text.prefix { $0 != "(" }.split(separator: " ").joined(separator: " ")
    if text.hasSuffix("with time zone") { words = words.prefix { $0 != " " } + " with time zone" }
    if text.hasSuffix("without time zone") { words = String(words.prefix { $0 != " " }) }
    self =
      words.contains(".")
      ? words.hasSuffix(".roaringbitmap") ? .roaringbitmap : .checkedText : DatabaseType.named(words, numbers)
  }

  /// The column that holds every value of `type`; text for rows and maps.
  package init(holding type: FlinkType) {
    switch type {
    case .boolean: self = .boolean
    case .tinyint, .smallint: self = .smallint
    case .int: self = .integer
    case .bigint: self = .bigint
    case .float: self = .real
    case .double: self = .doublePrecision
    case .decimal(let precision, let scale): self = .numeric(precision: precision, scale: scale)
    case .bytes: self = .bytea
    case .date: self = .date
    case .time: self = .time
    case .timestamp(let places): self = .timestamp(places: min(places, 6))
    case .timestampLTZ(let places): self = .timestamptz(places: min(places, 3))
    case .array(let element): self = .array(DatabaseType(holding: element))
    case .string, .map, .row: self = .text
    }
  }

  private static func named(_ words: String, _ numbers: [Int]) -> DatabaseType {
    switch words {
    case "smallint": .smallint
    case "integer": .integer
    case "bigint": .bigint
    case "real": .real
    case "double precision": .doublePrecision
    case "boolean": .boolean
    case "numeric":
      numbers.count == 2 && (1...38).contains(numbers[0]) && (0...numbers[0]).contains(numbers[1])
        ? .numeric(precision: numbers[0], scale: numbers[1]) : .wideNumeric
    case "text", "name", "bpchar": .text
    case "character varying": numbers.first.map(DatabaseType.boundedText) ?? .text
    case "character": .boundedText(numbers.first ?? 1)
    case "json", "jsonb": .json
    case "bytea": .bytea
    case "roaringbitmap": .roaringbitmap
    case "date": .date
    case "time": .time
    case "timestamp": .timestamp(places: min(numbers.first ?? 6, 6))
    case "timestamp with time zone": .timestamptz(places: min(numbers.first ?? 3, 3))
    // Types that JDBC has a word of its own for, so that text is not sent to them.
    case "time with time zone", "money", "bit", "bit varying", "\"char\"", "oid", "xml": .unwritable
    default: .checkedText
    }
  }

  /// How many places of a second a column keeps; nil where it keeps no timestamp.
  package var places: Int? {
    switch self {
    case .timestamp(let places), .timestamptz(let places): places
    default: nil
    }
  }

  /// The type that the Hologres connector takes for such a column; nil for none.
  ///
  /// The connector compares type roots when a job starts, so a width of our own choice would fail there.
  public var flinkType: FlinkType? {
    switch self {
    case .smallint: .smallint
    case .integer: .int
    case .bigint: .bigint
    case .real: .float
    case .doublePrecision: .double
    case .boolean: .boolean
    case .numeric(let precision, let scale): .decimal(precision: precision, scale: scale)
    case .wideNumeric: .decimal(precision: 38, scale: 18)
    case .text, .boundedText, .json, .checkedText: .string
    case .bytea, .roaringbitmap: .bytes
    case .date: .date
    case .time: .time(precision: 0)
    case .timestamp: .timestamp(precision: 6)
    case .timestamptz: .timestampLTZ(precision: 3)
    case .array(let element): element.flinkType.map(FlinkType.array)
    case .unwritable: nil
    }
  }
}
