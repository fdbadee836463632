import PipelineTypes

/// A script compared with the topic and the table that its call names.
enum EndpointRule {
  static func findings(_ statements: [SQLStatement], _ endpoints: SQLLint.Endpoints) -> [SQLFinding] {
    let tables = statements.compactMap(\.table)
    let topics = tables.filter(\.isKafka).compactMap { $0.option(.topic)?.value }
    let names = tables.filter { $0.connector == "hologres" }.compactMap { $0.option(.tableName)?.value }
    let topic = endpoints.topic.description
    let table = endpoints.table
    return [
      finding(topics, .otherTopic(called: topic)) { text in
        // A comma separates nothing, which is a finding of its own.
        text.split { ";,".contains($0) }.contains { trimmed($0).isSameName(as: topic) }
      },
      // A name that the connector rejects is a finding of its own.
      finding(names, .otherTable(called: table.description)) { text in
        (try? ConnectorTableName.parse(text)).map { $0 == table } ?? true
      },
    ].compactMap { $0 }
  }

  /// nil when one of the values is the one called, when the platform inserts one, and when there is none.
  private static func finding(
    _ values: [SQLToken], _ problem: SQLProblem, _ isSame: (String) -> Bool
  ) -> SQLFinding? {
    guard let first = values.first, !values.contains(where: { $0.text.contains("${") || isSame($0.text) }) else {
      return nil
    }
    return SQLFinding(problem, at: first)
  }

  private static func trimmed(_ text: Substring) -> String {
    let front = text.drop(while: \.isWhitespace)
    return String(front[..<(front.lastIndex { !$0.isWhitespace }.map(front.index(after:)) ?? front.startIndex)])
  }
}
