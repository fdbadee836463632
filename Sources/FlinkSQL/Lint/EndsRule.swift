/// A script against the topic and the table that it is said to move rows between.
enum EndsRule {
  static func findings(_ statements: [SQLStatement], _ ends: SQLLint.Ends) -> [SQLFinding] {
    let tables = statements.compactMap(\.table)
    let topics = tables.filter { $0.connector == "kafka" || $0.connector == "upsert-kafka" }.flatMap {
      values(of: "topic", in: $0)
    }
    let names = tables.filter { $0.connector == "hologres" }.flatMap { values(of: "tablename", in: $0) }
    return [
      finding(topics, "topic", ends.topic.description) {
        $0.split(separator: ";").contains { trimmed($0).isSameName(as: ends.topic.description) }
      },
      finding(names, "table", ends.table.description) { (try? TableName(parsing: $0)) == ends.table },
    ].compactMap { $0 }
  }

  private static func values(of option: String, in table: SQLStatement.Table) -> [SQLToken] {
    table.options.filter { $0.key.text.lowercased() == option }.compactMap(\.value)
  }

  /// nil when one of the values is what was said, when the platform puts one in, and when there is none.
  private static func finding(
    _ values: [SQLToken], _ kind: String, _ said: String, _ isSame: (String) -> Bool
  ) -> SQLFinding? {
    guard let first = values.first, !values.contains(where: { $0.text.contains("${") || isSame($0.text) }) else {
      return nil
    }
    return SQLFinding(
      .warning, at: first, "The script has another \(kind) than \(said), which the call names and is deployed for")
  }

  private static func trimmed(_ text: Substring) -> String {
    let front = text.drop(while: \.isWhitespace)
    return String(front[..<(front.lastIndex { !$0.isWhitespace }.map(front.index(after:)) ?? front.startIndex)])
  }
}
