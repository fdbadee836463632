extension FlinkType {
  /// The type that `text` names, in Flink's spelling; upper and lower case do not matter.
  /// - Parameter text: The type as DDL writes it, such as `ROW<a INT>`.
  /// - Throws: ``NamingProblem`` that names what is wrong and the nearest type that exists.
  public init(parsing text: String) throws(NamingProblem) {
    var parser = TypeParser(text)
    self = try parser.parseWhole()
  }
}

/// Looks at code points: with an accent on it, what Swift calls a character is neither a quote nor a bracket.
private struct TypeParser {
  /// Types of other databases and engines, and what Flink calls them.
  private static let foreign = [
    "BIGSERIAL": "BIGINT", "BIT": "BOOLEAN", "BLOB": "BYTES", "BYTE": "TINYINT", "BYTEA": "BYTES", "CLOB": "STRING",
    "DATETIME": "TIMESTAMP(3)", "FLOAT4": "FLOAT", "FLOAT64": "DOUBLE", "FLOAT8": "DOUBLE", "INT2": "SMALLINT",
    "INT4": "INT", "INT64": "BIGINT", "INT8": "BIGINT", "JSON": "STRING", "JSONB": "STRING", "LIST": "ARRAY",
    "LONG": "BIGINT", "LONGTEXT": "STRING", "MEDIUMINT": "INT", "NUMBER": "DECIMAL", "NVARCHAR": "STRING",
    "REAL": "FLOAT", "SERIAL": "INT", "SHORT": "SMALLINT", "STRUCT": "ROW", "TEXT": "STRING",
    "TIMESTAMPTZ": "TIMESTAMP_LTZ(3)", "TIMESTAMP_NTZ": "TIMESTAMP(3)", "TIMESTAMP_TZ": "TIMESTAMP_LTZ(3)",
    "UUID": "STRING", "VARCHAR2": "STRING",
  ]

  private let text: String
  private var rest: Substring.UnicodeScalarView
  private var depth = 0

  init(_ text: String) {
    self.text = text
    rest = text[...].unicodeScalars
  }

  mutating func parseWhole() throws(NamingProblem) -> FlinkType {
    let type = try parseType()
    skipBlanks()
    if !rest.isEmpty { throw failure(.textAfterType(found)) }
    return type
  }

  private func failure(_ fault: TypeFault) -> NamingProblem { .invalidType(String(text.prefix(100)), fault) }

  private func expected(_ what: TypeFault.Expected) -> NamingProblem { failure(.expected(what, found: found)) }

  /// What comes next, for an error.
  private var found: String { String(rest.prefix(40)) }

  private mutating func skipBlanks() { rest = rest.drop(while: \.properties.isWhitespace) }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(NamingProblem) {
    if !take(scalar) { throw expected(.symbol("\(scalar)")) }
  }

  private mutating func name() -> String {
    skipBlanks()
    let name = rest.prefix { $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil }
    rest = rest[name.endIndex...]
    return String(name)
  }

  /// A name in capitals, where it can be a keyword: a dotless i has the capital of ASCII too.
  private mutating func word() -> String {
    let name = name()
    return name.utf8.allSatisfy { $0 < 0x80 } ? name.uppercased() : name
  }

  /// Takes these words where all of them come next, one after the other.
  private mutating func take(words: String...) -> Bool {
    var lookahead = self
    guard words.allSatisfy({ lookahead.word() == $0 }) else { return false }
    self = lookahead
    return true
  }

  private mutating func number() throws(NamingProblem) -> Int {
    skipBlanks()
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard let value = Int(String(digits)) else { throw expected(.number) }
    rest = rest[digits.endIndex...]
    return value
  }

  private mutating func precision(_ allowed: ClosedRange<Int>, default standard: Int) throws(NamingProblem) -> Int {
    guard take("(") else { return standard }
    let value = try number()
    try expect(")")
    if !allowed.contains(value) {
      throw failure(.precision(lowest: allowed.lowerBound, highest: allowed.upperBound))
    }
    return value
  }

  private mutating func parseType() throws(NamingProblem) -> FlinkType {
    depth += 1
    defer { depth -= 1 }
    if depth > 32 { throw failure(.nestedTooDeep) }
    let type = try parseNullableType()
    if take(words: "NOT", "NULL") { throw failure(.notNull) }
    return type
  }

  private mutating func parseNullableType() throws(NamingProblem) -> FlinkType {
    switch word() {
    case "BOOLEAN", "BOOL": return .boolean
    case "TINYINT": return .tinyint
    case "SMALLINT": return .smallint
    case "INT", "INTEGER": return .int
    case "BIGINT": return .bigint
    case "FLOAT": return .float
    case "DOUBLE":
      _ = take(words: "PRECISION")
      return .double
    case "DECIMAL", "NUMERIC", "DEC": return try parseDecimal()
    case "STRING": return .string
    case "VARCHAR", "CHAR":
      _ = try precision(1...Int(Int32.max), default: 1)
      return .string  // lengths are not enforced when JSON is read
    case "BYTES": return .bytes
    case "VARBINARY", "BINARY":
      _ = try precision(1...Int(Int32.max), default: 1)
      return .bytes
    case "DATE": return .date
    case "TIME":
      let precision = try precision(0...3, default: 0)
      _ = take(words: "WITHOUT", "TIME", "ZONE")
      return .time(precision: precision)
    case "TIMESTAMP": return try parseTimestamp()
    case "TIMESTAMP_LTZ": return .timestampLTZ(precision: try precision(0...9, default: 6))
    case "ARRAY":
      try expect("<")
      let element = try parseType()
      try expect(">")
      return .array(element)
    case "MAP":
      try expect("<")
      let key = try parseType()
      try expect(",")
      let value = try parseType()
      try expect(">")
      return .map(key: key, value: value)
    case "ROW": return try parseRow()
    case let word: throw failure(TypeParser.foreign[word].map(TypeFault.foreignType) ?? .unknownType)
    }
  }

  private mutating func parseDecimal() throws(NamingProblem) -> FlinkType {
    guard take("(") else { return .decimal(precision: 10, scale: 0) }
    let precision = try number()
    let scale = take(",") ? try number() : 0
    try expect(")")
    // Flink's planner lets a precision of 39 pass without a word.
    guard (1...38).contains(precision), (0...precision).contains(scale) else {
      throw failure(.decimalBounds)
    }
    return .decimal(precision: precision, scale: scale)
  }

  private mutating func parseTimestamp() throws(NamingProblem) -> FlinkType {
    let precision = try precision(0...9, default: 6)
    if take(words: "WITH", "LOCAL", "TIME", "ZONE") { return .timestampLTZ(precision: precision) }
    if take(words: "WITH") { throw failure(.timeZone) }
    _ = take(words: "WITHOUT", "TIME", "ZONE")
    return .timestamp(precision: precision)
  }

  private mutating func parseRow() throws(NamingProblem) -> FlinkType {
    try expect("<")
    var fields: [FlinkType.Field] = []
    var names: Set<ExactName> = []
    repeat {
      let name = try fieldName()
      if !names.insert(ExactName(name)).inserted {
        throw failure(.duplicateField(String(name.prefix(60))))
      }
      fields.append(.init(name: name, type: try parseType()))
    } while take(",")
    try expect(">")
    return .row(fields)
  }

  private mutating func fieldName() throws(NamingProblem) -> String {
    let name = take("`") ? try quotedName() : name()
    if name.isEmpty { throw expected(.fieldName) }
    if let fault = SQLText.fault(inIdentifier: name) { throw failure(.field(String(name.prefix(60)), fault)) }
    return name
  }

  private mutating func quotedName() throws(NamingProblem) -> String {
    var name = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      // Two in a row stand for one in the name.
      if scalar == "`", rest.first != "`" { return String(name) }
      if scalar == "`" { rest.removeFirst() }
      name.append(scalar)
    }
    throw failure(.unclosedBacktick)
  }
}
