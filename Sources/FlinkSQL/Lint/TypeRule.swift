/// Types, of columns and in casts.
enum TypeRule {
  /// Types of other databases and engines, and what Flink calls them.
  private static let foreign = [
    "BIGSERIAL": "BIGINT", "BIT": "BOOLEAN", "BLOB": "BYTES", "BOOL": "BOOLEAN", "BYTE": "TINYINT", "BYTEA": "BYTES",
    "CLOB": "STRING", "DATETIME": "TIMESTAMP(3)", "DATETIME2": "TIMESTAMP(3)", "DATETIMEOFFSET": "TIMESTAMP_LTZ(3)",
    "ENUM": "STRING", "FLOAT4": "FLOAT", "FLOAT64": "DOUBLE", "FLOAT8": "DOUBLE", "INET": "STRING", "INT2": "SMALLINT",
    "INT4": "INT", "INT64": "BIGINT", "INT8": "BIGINT", "JSON": "STRING", "JSONB": "STRING", "LIST": "ARRAY",
    "LONG": "BIGINT", "LONGBLOB": "BYTES", "LONGTEXT": "STRING", "MEDIUMBLOB": "BYTES", "MEDIUMINT": "INT",
    "MEDIUMTEXT": "STRING", "MONEY": "DECIMAL(19, 4)", "NCHAR": "CHAR", "NTEXT": "STRING", "NUMBER": "DECIMAL",
    "NVARCHAR": "VARCHAR", "NVARCHAR2": "VARCHAR", "REAL": "FLOAT", "SERIAL": "INT", "SHORT": "SMALLINT",
    "SIGNED": "BIGINT", "SMALLDATETIME": "TIMESTAMP(3)", "SMALLSERIAL": "SMALLINT", "STRUCT": "ROW", "TEXT": "STRING",
    "TIMESTAMPTZ": "TIMESTAMP_LTZ(3)", "TIMESTAMP_NTZ": "TIMESTAMP(3)", "TIMESTAMP_TZ": "TIMESTAMP_LTZ(3)",
    "TIMETZ": "TIME", "TINYBLOB": "BYTES", "TINYTEXT": "STRING", "UINT": "BIGINT", "UNIQUEIDENTIFIER": "STRING",
    "UNSIGNED": "BIGINT", "UUID": "STRING", "VARCHAR2": "VARCHAR",
  ]

  /// Types that have no width.
  private static let widthless = [
    "BIGINT", "BOOLEAN", "BYTES", "DATE", "DOUBLE", "FLOAT", "INT", "INTEGER", "SMALLINT", "STRING", "TINYINT",
  ]

  /// Of a type, with all that it is made of.
  static func findings(_ type: ArraySlice<SQLToken>) -> [SQLFinding] {
    names(in: type).flatMap { named(type[$0...]) } + zones(TokenCursor(type))
  }

  /// Of the types that values of a statement are cast to.
  static func findings(_ statement: SQLStatement) -> [SQLFinding] { casts(in: statement.tokens).flatMap(findings) }

  /// - Parameter tokens: The type from its name on.
  private static func named(_ tokens: ArraySlice<SQLToken>) -> [SQLFinding] {
    let (name, next) = (tokens[tokens.startIndex], Array(tokens.dropFirst().prefix(2)))
    let hasWidth = next.first?.isSymbol("(") == true
    if let flink = foreign[name.keyword] {
      let own = hasWidth ? String(flink.prefix { $0 != "(" }) : flink
      let brackets = hasWidth && widthless.contains(own) ? "; leave the brackets out" : ""
      return [SQLFinding(.error, at: name, "Flink has no type \(name.keyword)\(brackets)", replacement: own)]
    }
    if next.count == 2, next[0].isSymbol("["), next[1].isSymbol("]") {
      return [
        SQLFinding(
          .error, at: name, "Flink writes an array as ARRAY<type>", replacement: "ARRAY<\(name.keyword)>")
      ]
    }
    guard hasWidth, next.count == 2 else { return [] }
    if widthless.contains(where: name.isWord) {
      return [SQLFinding(.error, at: next[0], "\(name.keyword) has no width; leave the brackets out")]
    }
    if name.isWord("VARCHAR"), next[1].isWord("MAX") {
      return [SQLFinding(.error, at: name, "VARCHAR takes a number; leave the brackets out", replacement: "STRING")]
    }
    if ["DECIMAL", "NUMERIC", "DEC"].contains(where: name.isWord), let digits = Int(next[1].text), digits > 38 {
      // The planner lets it pass.
      return [SQLFinding(.error, at: next[1], "A DECIMAL has at most 38 digits", replacement: "38")]
    }
    return []
  }

  private static func zones(_ type: TokenCursor) -> [SQLFinding] {
    var cursor = type
    var findings: [SQLFinding] = []
    while let token = cursor.rest.first {
      if cursor.take("WITH", "TIME", "ZONE") {
        findings.append(
          SQLFinding(.error, at: token, "Flink has no such type", replacement: "WITH LOCAL TIME ZONE"))
      } else {
        cursor.drop()
      }
    }
    return findings
  }

  /// Where the names of types stand: in front, and as elements and behind the fields of others.
  private static func names(in type: ArraySlice<SQLToken>) -> [Int] {
    enum Place { case type, field, other }
    var names: [Int] = []
    var open: [Place] = []
    var place = Place.type
    var before: SQLToken?
    for (index, token) in zip(type.indices, type) {
      switch token.kind == .symbol ? token.text : "" {
      case "<", "(":
        let isRow = ["ROW", "STRUCT"].contains { before?.isWord($0) == true }
        open.append(isRow ? .field : token.text == "<" ? .type : .other)
        place = open[open.count - 1]
      case ",": place = open.last ?? .other
      // Hive writes it behind the name of a field.
      case ":": break
      case ")", ">":
        _ = open.popLast()
        place = .other
      default:
        if place == .type, token.kind == .word { names.append(index) }
        place = place == .field ? .type : .other
      }
      before = token
    }
    return names
  }

  /// The types behind `AS` in casts, but none inside of another one, where nothing is cast.
  private static func casts(in tokens: ArraySlice<SQLToken>) -> [ArraySlice<SQLToken>] {
    struct Bracket {
      let isCast: Bool
      var type: Int?
    }
    var casts: [ArraySlice<SQLToken>] = []
    var open: [Bracket] = []
    var isInType = false
    var before: SQLToken?
    for (index, token) in zip(tokens.indices, tokens) {
      if token.isSymbol("(") {
        open.append(Bracket(isCast: ["CAST", "TRY_CAST", "SAFE_CAST"].contains { before?.isWord($0) == true }))
      } else if token.isSymbol(")") {
        if let type = open.popLast()?.type {
          casts.append(tokens[type..<index])
          isInType = false
        }
      } else if token.isWord("AS"), !isInType, open.last?.isCast == true {
        open[open.count - 1].type = index + 1
        isInType = true
      }
      before = token
    }
    return casts
  }
}
