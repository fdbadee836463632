public import PipelineTypes

/// A Kafka topic that a script reads.
public struct KafkaSource: Sendable, Equatable {
  /// The topic.
  public let topic: TopicName
  /// Whether reading starts at the beginning of each partition.
  public let startsAtBeginning: Bool
  /// Whether reading starts where the consumer group has committed: the default of the connector.
  public let startsAtCommittedOffsets: Bool
}

extension SQLLint {
  /// The topics that `sql` declares as sources, each once; topic lists and patterns are left out.
  public static func kafkaSources(in sql: String) -> [KafkaSource] {
    let statements = SQLStatement.split(SQLLexer.tokens(of: sql))
    let written = Set(statements.compactMap(\.insert).map(\.table.path))
    return statements.compactMap(\.table).filter { $0.isKafka && !written.contains($0.name.path) }
      .compactMap { table -> KafkaSource? in
        guard let text = table.option(.topic)?.value?.text, let topic = try? TopicName(parsing: text) else {
          return nil
        }
        let mode = table.option(.startupMode)?.value?.text.lowercased()
        return KafkaSource(
          topic: topic, startsAtBeginning: mode == StartupModeName.earliestOffset.rawValue,
          startsAtCommittedOffsets: mode == nil || mode == StartupModeName.groupOffsets.rawValue)
      }
      .reduce(into: []) { sources, source in
        if !sources.contains(where: { $0.topic == source.topic }) { sources.append(source) }
      }
  }
}
