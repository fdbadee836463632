/// Primary keys: Flink enforces none and has to be told so, and a source of plain JSON has none.
enum KeyRule {
  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    let format = table.value("value.format") ?? table.value("format")
    let isInsertOnly = table.connector == "kafka" && format.map(["json", "csv", "avro", "raw"].contains) == true
    return table.primaryKeys.flatMap { key -> [SQLFinding] in
      let enforced = SQLFinding(
        .error, at: key.start, "A primary key needs NOT ENFORCED", replacement: declaration(key))
      let ofInserts = SQLFinding(
        .error, at: key.start, "A Kafka table of format \(format ?? "") takes no primary key; leave it out")
      return (key.isEnforced ? [enforced] : []) + (isInsertOnly ? [ofInserts] : [])
    }
  }

  private static func declaration(_ key: SQLStatement.Table.PrimaryKey) -> String {
    key.isInline ? "PRIMARY KEY NOT ENFORCED" : SQLText.primaryKey(key.columns.map(\.text))
  }
}
