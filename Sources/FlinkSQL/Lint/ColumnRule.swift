/// Columns and what else stands between the brackets of `CREATE TABLE`.
enum ColumnRule {
  /// What may stand behind a type.
  private static let own = ["NOT", "NULL", "PRIMARY", "CONSTRAINT", "COMMENT", "METADATA"]

  /// What other databases write there, and what to do without it.
  private static let foreign = [
    "AUTO_INCREMENT": "leave the column out", "CHECK": "WHERE in the query keeps rows out",
    "COLLATE": "leave it out", "DEFAULT": "COALESCE in the query gives one", "ENCODE": "leave it out",
    "GENERATED": "write name AS expression, or leave the column out", "IDENTITY": "leave the column out",
    "KEY": "write PRIMARY KEY NOT ENFORCED", "ON": "leave it out", "REFERENCES": "leave it out",
    "SIGNED": "leave it out", "UNIQUE": "leave it out", "UNSIGNED": "a wider type holds what this one cannot",
    "ZEROFILL": "leave it out",
  ]

  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] { table.entries.flatMap(findings) }

  /// Whether the token ends the type in front of it.
  static func isAttribute(_ token: SQLToken) -> Bool {
    token.kind == .word && (own.contains(where: token.isWord) || foreign[token.keyword] != nil)
  }

  private static func findings(_ entry: SQLStatement.Table.Entry) -> [SQLFinding] {
    switch entry {
    case .column(let column): reserved(column.name) + TypeRule.findings(column.type) + attributes(column)
    case .watermark(let start, isForColumn: false):
      [SQLFinding(.error, at: start, "WATERMARK needs FOR and a column", replacement: "WATERMARK FOR")]
    case .foreign(let start):
      [SQLFinding(.error, at: start, "Flink SQL has no \(start.keyword) in a table; leave it out")]
    case .primaryKey, .watermark, .unreadable: []
    }
  }

  private static func reserved(_ name: SQLToken) -> [SQLFinding] {
    if !name.isReserved { return [] }
    return [
      SQLFinding(
        .error, at: name, "'\(name.text)' is a reserved word", replacement: SQLText.identifier(name.text))
    ]
  }

  private static func attributes(_ column: SQLStatement.Table.Column) -> [SQLFinding] {
    if case .computed = column.origin { return [] }
    var cursor = TokenCursor(column.attributes)
    var findings: [SQLFinding] = []
    while true {
      cursor.skip {
        $0.kind == .word && (foreign[$0.keyword] != nil || $0.isWord("PRIMARY") || $0.isWord("CONSTRAINT"))
      }
      guard let word = cursor.rest.first else { return findings }
      cursor.drop()
      if let advice = foreign[word.keyword] {
        findings.append(SQLFinding(.error, at: word, "A column of Flink has no \(word.keyword); \(advice)"))
      } else {
        // The word behind it belongs to it: KEY, or a name.
        cursor.drop()
      }
    }
  }
}
