/// Names and types of columns.
enum ColumnRule {
  /// Types of other databases, and what Flink calls them.
  private static let types = [
    "TEXT": "STRING", "JSON": "STRING", "JSONB": "STRING", "UUID": "STRING", "TIMESTAMPTZ": "TIMESTAMP_LTZ(3)",
    "DATETIME": "TIMESTAMP(3)", "INT8": "BIGINT", "INT4": "INT", "INT2": "SMALLINT", "FLOAT8": "DOUBLE",
    "FLOAT4": "FLOAT", "SERIAL": "INT", "BIGSERIAL": "BIGINT",
  ]

  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] { table.entries.flatMap(findings) }

  private static func findings(_ entry: [SQLToken]) -> [SQLFinding] {
    guard let name = entry.first else { return [] }
    if name.isWord("WATERMARK") {
      if entry.count > 1, entry[1].isWord("FOR") { return [] }
      return [SQLFinding(.error, at: name, "WATERMARK needs FOR", replacement: "WATERMARK FOR column AS expression")]
    }
    let constraints = [("PRIMARY", "KEY"), ("CONSTRAINT", nil), ("UNIQUE", nil)]
    if constraints.contains(where: { word, next in
      name.isWord(word) && (next.map { entry.count > 1 && entry[1].isWord($0) } ?? true)
    }) {
      return []
    }
    var findings: [SQLFinding] = []
    if name.kind == .word, ReservedWords.all.contains(name.text.uppercased()) {
      findings.append(
        SQLFinding(.error, at: name, "'\(name.text)' is a reserved word", replacement: "`\(name.text)`"))
    }
    guard entry.count > 1 else { return findings }
    return findings + type(Array(entry.dropFirst()))
  }

  private static func type(_ tokens: [SQLToken]) -> [SQLFinding] {
    var findings: [SQLFinding] = []
    let first = tokens[0]
    if first.kind == .word, let flink = types[first.text.uppercased()] {
      findings.append(SQLFinding(.error, at: first, "Flink has no type \(first.text)", replacement: flink))
    }
    for (index, token) in tokens.enumerated() {
      let rest = tokens[index...].dropFirst()
      let next = Array(rest.prefix(3))
      if token.isWord("DEFAULT"), index > 0 {
        findings.append(
          SQLFinding(.error, at: token, "A column of Flink has no DEFAULT", replacement: "COALESCE in the SELECT"))
      }
      if token.isWord("WITH"), next.count >= 2, next[0].isWord("TIME"), next[1].isWord("ZONE") {
        findings.append(SQLFinding(.error, at: token, "Flink has no such type", replacement: "TIMESTAMP_LTZ(3)"))
      }
      guard next.count >= 2, next[0].isSymbol("(") else { continue }
      if token.isWord("VARCHAR"), next[1].isWord("MAX") {
        findings.append(SQLFinding(.error, at: token, "VARCHAR takes a number", replacement: "STRING"))
      }
      if ["DECIMAL", "NUMERIC", "DEC"].contains(where: token.isWord), let digits = Int(next[1].text), digits > 38 {
        // The planner lets it pass.
        findings.append(
          SQLFinding(.error, at: next[1], "A DECIMAL has at most 38 digits", replacement: "38"))
      }
    }
    return findings
  }
}
