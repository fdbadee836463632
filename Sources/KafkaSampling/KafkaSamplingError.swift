public import Notices

/// Why a topic could not be sampled.
public enum KafkaSamplingError: Error, Notice, Hashable, Codable {
  /// This build has no Kafka client.
  case notBuilt
  /// librdkafka, the Kafka client, is not installed.
  case notInstalled
  /// The client rejects the value of a setting, by the name of librdkafka.
  case settingRefused(String)
  /// The client cannot be created, in its own words.
  case clientRefused(String)
  /// No broker answered, or log-in failed, in the client's words.
  case unreachable(String)
  /// The brokers answer, but return no message.
  case unreadable(topic: String, partition: Int?, reason: String)
  /// The cluster has no such topic.
  case unknownTopic(String)
  /// The task was cancelled.
  case cancelled

  /// The code that results show.
  public var code: String {
    switch self {
    case .notBuilt: "kafka_not_built"
    case .notInstalled: "missing_library"
    case .settingRefused, .clientRefused: "kafka_bad_setting"
    case .unreachable: "kafka_unreachable"
    case .unreadable: "kafka_unreadable"
    case .unknownTopic: "unknown_topic"
    case .cancelled: "cancelled"
    }
  }
}
