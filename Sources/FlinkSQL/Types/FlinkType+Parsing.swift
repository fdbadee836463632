extension FlinkType {
  /// The type that `text` names, in Flink's spelling; upper and lower case do not matter.
  /// - Parameter text: The type as DDL writes it, such as `ROW<a INT>`.
  /// - Throws: ``SQLGenerationError`` that names what is wrong and the nearest type that exists.
  public init(parsing text: String) throws(SQLGenerationError) {
    var parser = TypeParser(text)
    self = try parser.parseWhole()
  }
}

/// Looks at code points: with an accent on it, what Swift calls a character is no quote and no bracket any more.
private struct TypeParser {
  private let text: String
  private var rest: Substring.UnicodeScalarView
  private var depth = 0

  init(_ text: String) {
    self.text = text
    rest = text[...].unicodeScalars
  }

  mutating func parseWhole() throws(SQLGenerationError) -> FlinkType {
    let type = try parseType()
    skipBlanks()
    if !rest.isEmpty { throw failure("\(found) after it is not understood", TypeParser.remedy) }
    return type
  }

  private static let remedy = "Use a Flink type such as BIGINT, DECIMAL(18, 2), STRING or TIMESTAMP_LTZ(3)"

  private func failure(_ problem: String, _ remedy: String) -> SQLGenerationError {
    SQLGenerationError(code: "invalid_type", message: "Type '\(text.prefix(100))': \(problem)", remedy: remedy)
  }

  private func expected(_ what: String) -> SQLGenerationError {
    failure("\(what) is expected before \(found)", TypeParser.remedy)
  }

  /// What comes next, for an error.
  private var found: String { "'\(String(rest.prefix(40)))'" }

  private mutating func skipBlanks() { rest = rest.drop(while: \.properties.isWhitespace) }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(SQLGenerationError) {
    if !take(scalar) { throw expected("'\(scalar)'") }
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

  private mutating func number() throws(SQLGenerationError) -> Int {
    skipBlanks()
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard let value = Int(String(digits)) else { throw expected("a number") }
    rest = rest[digits.endIndex...]
    return value
  }

  private mutating func precision(_ allowed: ClosedRange<Int>, default standard: Int) throws(SQLGenerationError) -> Int
  {
    guard take("(") else { return standard }
    let value = try number()
    try expect(")")
    if !allowed.contains(value) {
      throw failure("the precision is \(allowed.lowerBound) to \(allowed.upperBound)", TypeParser.remedy)
    }
    return value
  }

  private mutating func parseType() throws(SQLGenerationError) -> FlinkType {
    depth += 1
    defer { depth -= 1 }
    if depth > 32 { throw failure("it is nested too deep", "Read deeper fields as STRING") }
    let type = try parseNullableType()
    if take(words: "NOT", "NULL") {
      throw failure("a JSON field cannot be NOT NULL: Flink's reader does not enforce it", "Leave NOT NULL out")
    }
    return type
  }

  private mutating func parseNullableType() throws(SQLGenerationError) -> FlinkType {
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
    case "JSON", "JSONB", "TEXT", "UUID": throw failure("Flink has no such type", "Use STRING")
    default: throw failure("Flink has no such type", TypeParser.remedy)
    }
  }

  private mutating func parseDecimal() throws(SQLGenerationError) -> FlinkType {
    guard take("(") else { return .decimal(precision: 10, scale: 0) }
    let precision = try number()
    let scale = take(",") ? try number() : 0
    try expect(")")
    // Flink's planner lets a precision of 39 pass without a word.
    guard (1...38).contains(precision), (0...precision).contains(scale) else {
      throw failure("precision is 1 to 38, scale 0 to the precision", TypeParser.remedy)
    }
    return .decimal(precision: precision, scale: scale)
  }

  private mutating func parseTimestamp() throws(SQLGenerationError) -> FlinkType {
    let precision = try precision(0...9, default: 6)
    if take(words: "WITH", "LOCAL", "TIME", "ZONE") { return .timestampLTZ(precision: precision) }
    if take(words: "WITH") { throw failure("Flink's parser knows only WITH LOCAL TIME ZONE", "Use TIMESTAMP_LTZ(3)") }
    _ = take(words: "WITHOUT", "TIME", "ZONE")
    return .timestamp(precision: precision)
  }

  private mutating func parseRow() throws(SQLGenerationError) -> FlinkType {
    try expect("<")
    var fields: [FlinkType.Field] = []
    var names: Set<ExactName> = []
    repeat {
      let name = try fieldName()
      if !names.insert(ExactName(name)).inserted {
        throw failure("the field '\(name.prefix(60))' is there twice", "Name each field of a ROW once")
      }
      fields.append(.init(name: name, type: try parseType()))
    } while take(",")
    try expect(">")
    return .row(fields)
  }

  private mutating func fieldName() throws(SQLGenerationError) -> String {
    let name = take("`") ? try quotedName() : name()
    if name.isEmpty { throw expected("a field name") }
    if let problem = SQLText.problem(withIdentifier: name) {
      throw failure("the field '\(name.prefix(60))' \(problem)", "Rename or leave out the field")
    }
    return name
  }

  private mutating func quotedName() throws(SQLGenerationError) -> String {
    var name = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      // Two in a row stand for one in the name.
      if scalar == "`", rest.first != "`" { return String(name) }
      if scalar == "`" { rest.removeFirst() }
      name.append(scalar)
    }
    throw failure("a backtick is not closed", TypeParser.remedy)
  }
}
