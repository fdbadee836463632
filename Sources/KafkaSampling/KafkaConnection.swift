/// Where a Kafka cluster is and how to log in.
public struct KafkaConnection: Sendable {
  /// `host:port,host:port`.
  public var bootstrapServers: String
  /// `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT`, `SASL_SSL`; nil for Kafka's own default.
  public var securityProtocol: String?
  /// `PLAIN`, `SCRAM-SHA-256`, `SCRAM-SHA-512`.
  public var mechanism: String?
  /// User name for SASL.
  public var username: String?
  /// Password for SASL.
  public var password: String?

  /// A connection.
  public init(
    bootstrapServers: String, securityProtocol: String? = nil, mechanism: String? = nil, username: String? = nil,
    password: String? = nil
  ) {
    self.bootstrapServers = bootstrapServers
    self.securityProtocol = securityProtocol
    self.mechanism = mechanism
    self.username = username
    self.password = password
  }
}

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
