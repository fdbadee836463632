/// Primary keys: Flink enforces none and has to be told so, and a source of plain JSON has none.
enum KeyRule {
  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    table.entries.flatMap { entry -> [SQLFinding] in
      guard
        let index = entry.indices.dropLast().first(where: { entry[$0].isWord("PRIMARY") && entry[$0 + 1].isWord("KEY") }
        )
      else { return [] }
      var findings: [SQLFinding] = []
      let rest = entry[index...]
      let isNotEnforced = zip(rest, rest.dropFirst()).contains { $0.isWord("NOT") && $1.isWord("ENFORCED") }
      if !isNotEnforced {
        findings.append(
          SQLFinding(
            .error, at: entry[index], "A primary key needs NOT ENFORCED",
            replacement: "PRIMARY KEY (...) NOT ENFORCED"))
      }
      let format = table.value("value.format") ?? table.value("format")
      if table.connector == "kafka", let format, ["json", "csv", "avro", "raw"].contains(format) {
        findings.append(
          SQLFinding(.error, at: entry[index], "A Kafka table of format \(format) takes no primary key; leave it out"))
      }
      return findings
    }
  }
}
