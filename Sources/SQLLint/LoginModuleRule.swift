import PipelineTypes

/// The classes that log in to Kafka: the platform ships them under another package than Kafka.
enum LoginModuleRule {
  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    guard table.isKafka, let value = table.option(.saslLoginModule)?.value else { return [] }
    let text = value.text.drop(while: \.isWhitespace)
    guard text.hasPrefix(ConnectorOption.loginModulePackage) else { return [] }
    let name = ConnectorOption.shadedPrefix + text.prefix { !$0.isWhitespace }
    return [SQLFinding(.loginModuleNotFound, at: value, replacement: name)]
  }
}
