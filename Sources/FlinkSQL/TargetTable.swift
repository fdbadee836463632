/// The name of a table in Hologres.
public struct TableName: Sendable, Hashable, CustomStringConvertible {
  /// The schema, `public` when none was given.
  public let schema: String
  /// The table.
  public let table: String

  /// A name by its parts.
  public init(schema: String, table: String) {
    self.schema = schema
    self.table = table
  }

  /// Parses `table` or `schema.table`; a part with dots or quotes in it stands in double quotes, as in SQL.
  /// - Throws: ``SQLGenerationError`` when it is neither, or not safe in a statement.
  public init(parsing text: String) throws(SQLGenerationError) {
    func failure(_ problem: String) -> SQLGenerationError {
      SQLGenerationError(
        code: "invalid_table", message: "The table name '\(text)' \(problem)",
        remedy: "Pass hologres_table as table or schema.table, with parts that contain dots in double quotes")
    }
    var parts: [String] = [""]
    var isQuoted = false
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "\"" where isQuoted && rest.first == "\"": parts[parts.count - 1].append(rest.removeFirst())
      case "\"" where isQuoted || parts[parts.count - 1].isEmpty: isQuoted.toggle()
      case "." where !isQuoted: parts.append("")
      default: parts[parts.count - 1].append(character)
      }
    }
    if isQuoted { throw failure("has a quote that is not closed") }
    guard parts.count <= 2 else { throw failure("has \(parts.count) parts") }
    for part in parts { if let problem = SQLText.problem(withIdentifier: part) { throw failure(problem) } }
    schema = parts.count == 2 ? parts[0] : "public"
    table = parts[parts.count - 1]
  }

  /// `schema.table`, quoted where needed: what the connector takes as `tablename`.
  public var description: String { "\(TableName.quoted(schema)).\(TableName.quoted(table))" }

  private static func quoted(_ part: String) -> String {
    let isPlain =
      part.first?.isNumber == false
      && part.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
      }
    return isPlain ? part : "\"\(part.replacing("\"", with: "\"\""))\""
  }
}

/// A target table as its database describes it.
public struct TargetTable: Sendable, Equatable {
  /// One column.
  public struct Column: Sendable, Equatable {
    /// Its name, case and all.
    public let name: String
    /// Its type as the database names it, such as `numeric(18,2)`.
    public let databaseType: String
    /// The type that the sink declares, nil for a type that the connector cannot write.
    public let type: FlinkType?
    /// Whether it takes NULL.
    public let isNullable: Bool
    /// Whether the database fills it in when it is left out: default, identity, serial, generated.
    public let isFilledIn: Bool
    /// Whether it must be left out: generated always.
    public let isGenerated: Bool

    /// A column.
    public init(name: String, databaseType: String, isNullable: Bool, isFilledIn: Bool, isGenerated: Bool) {
      self.name = name
      self.databaseType = databaseType
      type = FlinkType(databaseType: databaseType)
      self.isNullable = isNullable
      self.isFilledIn = isFilledIn
      self.isGenerated = isGenerated
    }
  }

  /// Its name.
  public let name: TableName
  /// The columns in their order.
  public let columns: [Column]
  /// The columns of the primary key, in key order; empty when there is none.
  public let primaryKey: [String]

  /// A table.
  public init(name: TableName, columns: [Column], primaryKey: [String]) {
    self.name = name
    self.columns = columns
    self.primaryKey = primaryKey
  }
}

extension FlinkType {
  /// The type that the Hologres connector takes for a column of this type, as `format_type` spells it; nil for none.
  ///
  /// The connector compares type roots when a job starts, so a width of our own choice would fail there.
  init?(databaseType: String) {
    if databaseType.hasSuffix("[]") {
      guard let element = FlinkType(databaseType: String(databaseType.dropLast(2))),
        [.int, .bigint, .float, .double, .boolean, .string].contains(element)
      else { return nil }
      self = .array(element)
      return
    }
    let base = databaseType.prefix { $0 != "(" }.trimmingSuffix { $0 == " " }
    let zone = databaseType.hasSuffix("with time zone")
    switch base {
    case "smallint": self = .smallint
    case "integer": self = .int
    case "bigint": self = .bigint
    case "real": self = .float
    case "double precision": self = .double
    case "boolean": self = .boolean
    case "numeric":
      let numbers = databaseType.dropFirst(base.count).split { !$0.isNumber }.compactMap { Int($0) }
      if numbers.count == 2, (1...38).contains(numbers[0]), (0...numbers[0]).contains(numbers[1]) {
        self = .decimal(precision: numbers[0], scale: numbers[1])
      } else {
        self = .decimal(precision: 38, scale: 18)
      }
    case "text", "character varying", "character", "json", "jsonb", "uuid": self = .string
    case "bytea", "roaringbitmap": self = .bytes
    case "date": self = .date
    case "time", "time without time zone": self = .time(precision: 0)
    case "timestamp", "timestamp without time zone", "timestamp with time zone":
      self = zone ? .timestampLTZ(precision: 3) : .timestamp(precision: 6)
    default: return nil
    }
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
    String(reversed().drop(while: predicate).reversed())
  }
}
