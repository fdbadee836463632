/// Why a topic could not be sampled.
public struct KafkaSamplingError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// This build has no Kafka client.
    case notBuilt = "kafka_not_built"
    /// A setting is refused by the client.
    case badSetting = "kafka_bad_setting"
    /// No broker answered, or log-in failed.
    case unreachable = "kafka_unreachable"
    /// The brokers answer, but give out no message.
    case unreadable = "kafka_unreadable"
    /// The cluster has no such topic.
    case unknownTopic = "unknown_topic"
    /// The task was cancelled.
    case cancelled = "cancelled"
  }

  /// The kind.
  public let code: Code
  /// What happened.
  public let message: String

  /// One line for a person.
  public var description: String { message }
}
