import PipelineTypes

/// A list of topics: the connector splits at semicolons, and a comma is not legal in a name.
enum TopicRule {
  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    guard table.isKafka, let value = table.option(.topic)?.value, value.text.contains(",") else { return [] }
    let list = value.text.split(separator: ",").map(String.init).joined(separator: ";").filter { $0 != " " }
    return [SQLFinding(.topicList, at: value, replacement: SQLText.literal(list))]
  }
}
