extension FlinkType {
  /// The type that `text` names, in Flink's spelling; upper and lower case do not matter.
  /// - Throws: ``SQLGenerationError`` that names what is wrong and the nearest type that exists.
  public init(parsing text: String) throws(SQLGenerationError) {
    var parser = TypeParser(text)
    self = try parser.parseWhole()
  }
}

private struct TypeParser {
  private let text: String
  private var rest: Substring
  private var depth = 0

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  mutating func parseWhole() throws(SQLGenerationError) -> FlinkType {
    let type = try parseType()
    skipBlanks()
    if rest.uppercased().hasPrefix("NOT NULL") {
      throw failure("a JSON field cannot be NOT NULL: Flink's reader does not enforce it", "Leave NOT NULL out")
    }
    if !rest.isEmpty { throw failure("'\(rest.prefix(40))' after it is not understood", TypeParser.remedy) }
    return type
  }

  private static let remedy = "Use a Flink type such as BIGINT, DECIMAL(18, 2), STRING or TIMESTAMP_LTZ(3)"

  private func failure(_ problem: String, _ remedy: String) -> SQLGenerationError {
    SQLGenerationError(code: "invalid_type", message: "Type '\(text.prefix(100))': \(problem)", remedy: remedy)
  }

  private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }

  private mutating func take(_ character: Character) -> Bool {
    skipBlanks()
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func expect(_ character: Character) throws(SQLGenerationError) {
    if !take(character) { throw failure("'\(character)' is expected before '\(rest.prefix(40))'", TypeParser.remedy) }
  }

  private mutating func word() -> String {
    skipBlanks()
    let word = rest.prefix { $0.isLetter || $0 == "_" || $0.isNumber }
    rest = rest.dropFirst(word.count)
    return word.uppercased()
  }

  private mutating func number() throws(SQLGenerationError) -> Int {
    skipBlanks()
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard let value = Int(digits) else {
      throw failure("a number is expected before '\(rest.prefix(40))'", TypeParser.remedy)
    }
    rest = rest.dropFirst(digits.count)
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
    let name = word()
    switch name {
    case "BOOLEAN", "BOOL": return .boolean
    case "TINYINT": return .tinyint
    case "SMALLINT": return .smallint
    case "INT", "INTEGER": return .int
    case "BIGINT": return .bigint
    case "FLOAT": return .float
    case "DOUBLE":
      if rest.uppercased().drop(while: \.isWhitespace).hasPrefix("PRECISION") { _ = word() }
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
    case "TIME": return .time(precision: try precision(0...3, default: 0))
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
    var lookahead = self
    guard lookahead.word() == "WITH" else {
      if lookahead.rest.isEmpty || !rest.uppercased().contains("WITHOUT") { return .timestamp(precision: precision) }
      for _ in 0..<3 { _ = word() }
      return .timestamp(precision: precision)
    }
    guard lookahead.word() == "LOCAL", lookahead.word() == "TIME", lookahead.word() == "ZONE" else {
      throw failure("Flink's parser knows only WITH LOCAL TIME ZONE", "Use TIMESTAMP_LTZ(3)")
    }
    self = lookahead
    return .timestampLTZ(precision: precision)
  }

  private mutating func parseRow() throws(SQLGenerationError) -> FlinkType {
    try expect("<")
    var fields: [FlinkType.Field] = []
    repeat {
      let name = try fieldName()
      fields.append(.init(name: name, type: try parseType()))
    } while take(",")
    try expect(">")
    return .row(fields)
  }

  private mutating func fieldName() throws(SQLGenerationError) -> String {
    guard take("`") else {
      skipBlanks()
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      rest = rest.dropFirst(name.count)
      if name.isEmpty { throw failure("a field name is expected before '\(rest.prefix(40))'", TypeParser.remedy) }
      return String(name)
    }
    var name = ""
    while let character = rest.popFirst() {
      if character != "`" {
        name.append(character)
      } else if rest.first == "`" {
        name.append(rest.removeFirst())
      } else {
        return name
      }
    }
    throw failure("a backtick is not closed", TypeParser.remedy)
  }
}
