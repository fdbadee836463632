/// Where a pipeline reads and writes, as the Flink job reaches it.
public struct PipelineEndpoints: Sendable, Equatable {
  /// How the Kafka client logs in; secrets only by the names of platform secrets.
  public struct KafkaSecurity: Sendable, Equatable {
    /// `SASL_SSL`, `SASL_PLAINTEXT`, `SSL`, `PLAINTEXT`.
    public var securityProtocol: String
    /// `PLAIN`, `SCRAM-SHA-256` ...; nil without SASL.
    public var mechanism: String?
    /// Platform secret that holds the user name.
    public var usernameSecret: String
    /// Platform secret that holds the password.
    public var passwordSecret: String
    /// For `SASL_SSL` and `SSL`.
    public var tls: KafkaTLS

    /// A way to log in.
    public init(
      securityProtocol: String, mechanism: String?, usernameSecret: String, passwordSecret: String,
      tls: KafkaTLS = KafkaTLS()
    ) {
      self.securityProtocol = securityProtocol
      self.mechanism = mechanism
      self.usernameSecret = usernameSecret
      self.passwordSecret = passwordSecret
      self.tls = tls
    }
  }

  /// Files and rules of an encrypted connection to Kafka; secrets only by the names of platform secrets.
  public struct KafkaTLS: Sendable, Equatable {
    /// A key store.
    public struct Store: Sendable, Equatable {
      /// Its file.
      public var file: JobFile
      /// Platform secret that holds its password; nil for none.
      public var passwordSecret: String?

      /// A key store.
      public init(file: JobFile, passwordSecret: String?) {
        self.file = file
        self.passwordSecret = passwordSecret
      }
    }

    /// The authorities that are trusted; nil for those that Java trusts.
    public var truststore: Store?
    /// The job's own certificate and key; nil for none.
    public var keystore: Store?
    /// Platform secret that holds the password of the key in ``keystore``; nil where it is that of the store.
    public var keyPasswordSecret: String?
    /// Whether a broker's name must be the one in its certificate.
    public var checksNames: Bool

    /// Files and rules.
    public init(
      truststore: Store? = nil, keystore: Store? = nil, keyPasswordSecret: String? = nil, checksNames: Bool = true
    ) {
      self.truststore = truststore
      self.keystore = keystore
      self.keyPasswordSecret = keyPasswordSecret
      self.checksNames = checksNames
    }

    /// The files.
    public var files: [JobFile] { [truststore, keystore].compactMap { $0?.file } }
  }

  /// `host:port,host:port`.
  public var bootstrapServers: String
  /// nil for plain text.
  public var kafkaSecurity: KafkaSecurity?
  /// `host:port`.
  public var hologresEndpoint: String
  /// Database.
  public var hologresDatabase: String
  /// Platform secret that holds the user name.
  public var hologresUsernameSecret: String
  /// Platform secret that holds the password.
  public var hologresPasswordSecret: String

  /// Endpoints.
  public init(
    bootstrapServers: String, kafkaSecurity: KafkaSecurity?, hologresEndpoint: String, hologresDatabase: String,
    hologresUsernameSecret: String, hologresPasswordSecret: String
  ) {
    self.bootstrapServers = bootstrapServers
    self.kafkaSecurity = kafkaSecurity
    self.hologresEndpoint = hologresEndpoint
    self.hologresDatabase = hologresDatabase
    self.hologresUsernameSecret = hologresUsernameSecret
    self.hologresPasswordSecret = hologresPasswordSecret
  }
}

/// Where reading starts when a job has no state.
public enum StartupMode: Sendable, Equatable {
  case earliestOffset
  case latestOffset
  /// At what the consumer group has committed, else at the earliest.
  case groupOffsets
  /// At the first message not older than this, in epoch milliseconds.
  case timestamp(milliseconds: Int)
  /// At these offsets, by partition; both from 0.
  case specificOffsets([Int: Int])
}

/// The name of a Kafka topic.
public struct TopicName: Sendable, Hashable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// Checks that `text` is a legal name: 1...249 of `A-Z a-z 0-9 . _ -`, not `.` or `..` (Kafka, `Topic.validate`).
  /// - Throws: ``SQLGenerationError``.
  public init(parsing text: String) throws(SQLGenerationError) {
    let isLegal = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "._-".unicodeScalars.contains(scalar))
    }
    guard isLegal, (1...249).contains(text.count), text != ".", text != ".." else {
      throw SQLGenerationError(
        code: "invalid_topic",
        message:
          "'\(text.prefix(100))' is not the name of a Kafka topic: 1 to 249 letters, digits, dots, underscores, dashes",
        remedy: "Pass topic as it is called in Kafka")
    }
    description = text
  }
}
