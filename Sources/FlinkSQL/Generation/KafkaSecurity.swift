/// How the job's Kafka client shows who it is and whom it trusts; secrets only by the names of platform secrets.
public enum KafkaSecurity: Sendable, Equatable {
  /// Encrypted; the client is known by its certificate, if at all.
  case tls(KafkaTLS)
  /// The client logs in, encrypted or, without `tls`, in the clear.
  case sasl(KafkaLogin, tls: KafkaTLS?)

  /// `security.protocol` of Kafka's client.
  var protocolName: String {
    switch self {
    case .tls: "SSL"
    case .sasl(_, tls: nil): "SASL_PLAINTEXT"
    case .sasl: "SASL_SSL"
    }
  }

  /// Files and rules of the encryption; nil without.
  public var tls: KafkaTLS? {
    switch self {
    case .tls(let tls): tls
    case .sasl(_, let tls): tls
    }
  }

  /// The login; nil without.
  var login: KafkaLogin? { if case .sasl(let login, _) = self { login } else { nil } }
}

/// A user of Kafka, by the names of the platform secrets that hold name and password.
public struct KafkaLogin: Sendable, Equatable {
  /// `sasl.mechanism` of Kafka's client: those that take a name and a password.
  public enum Mechanism: String, Sendable, CaseIterable {
    case plain = "PLAIN"
    case scramSHA256 = "SCRAM-SHA-256"
    case scramSHA512 = "SCRAM-SHA-512"
  }

  /// How the password is shown.
  public let mechanism: Mechanism
  /// Platform secret that holds the user name.
  public let usernameSecret: String
  /// Platform secret that holds the password.
  public let passwordSecret: String

  /// A user.
  /// - Parameters:
  ///   - mechanism: How the password is shown.
  ///   - usernameSecret: Platform secret that holds the user name.
  ///   - passwordSecret: Platform secret that holds the password.
  public init(mechanism: Mechanism, usernameSecret: String, passwordSecret: String) {
    self.mechanism = mechanism
    self.usernameSecret = usernameSecret
    self.passwordSecret = passwordSecret
  }
}

/// Files and rules of an encrypted connection to Kafka; secrets only by the names of platform secrets.
public struct KafkaTLS: Sendable, Equatable {
  /// A key store.
  public struct Store: Sendable, Equatable {
    /// Its file.
    public let file: JobFile
    /// Platform secret that holds its password; nil for none.
    public let passwordSecret: String?

    /// A key store.
    /// - Parameters:
    ///   - file: Its file.
    ///   - passwordSecret: Platform secret that holds its password; nil for none.
    public init(file: JobFile, passwordSecret: String?) {
      self.file = file
      self.passwordSecret = passwordSecret
    }
  }

  /// The authorities that are trusted; nil for those that Java trusts.
  public let truststore: Store?
  /// The job's own certificate and key; nil for none.
  public let keystore: Store?
  /// Platform secret that holds the password of the key in ``keystore``; nil where it is that of the store.
  public let keyPasswordSecret: String?
  /// Whether a broker's name must be the one in its certificate.
  public let checksNames: Bool

  /// Files and rules.
  /// - Parameters:
  ///   - truststore: The authorities that are trusted; nil for those that Java trusts.
  ///   - keystore: The job's own certificate and key; nil for none.
  ///   - keyPasswordSecret: Platform secret that holds the password of the key; nil where it is that of the store.
  ///   - checksNames: Whether a broker's name must be the one in its certificate.
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
