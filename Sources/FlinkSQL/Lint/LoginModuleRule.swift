/// The classes that log in to Kafka: the platform has them under other names than Kafka.
enum LoginModuleRule {
  private static let package = "org.apache.kafka.common.security."
  private static let shaded = "org.apache.flink.kafka.shaded."

  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    guard ["kafka", "upsert-kafka"].contains(table.connector) else { return [] }
    return table.options.filter { $0.key.text == "properties.sasl.jaas.config" }.compactMap(\.value).compactMap {
      value in
      let text = value.text.drop(while: \.isWhitespace)
      guard text.hasPrefix(package) else { return nil }
      return SQLFinding(
        .error, at: value, "The platform's Kafka connector has its login modules under \(shaded)",
        replacement: shaded + text.prefix { !$0.isWhitespace })
    }
  }
}
