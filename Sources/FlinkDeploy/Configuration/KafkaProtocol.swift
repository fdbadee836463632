/// `security.protocol` of Kafka clients.
enum KafkaProtocol: String, CaseIterable {
  case plaintext = "PLAINTEXT"
  case ssl = "SSL"
  case saslPlaintext = "SASL_PLAINTEXT"
  case saslSSL = "SASL_SSL"

  /// Whether connections are encrypted.
  var isEncrypted: Bool { self == .ssl || self == .saslSSL }

  /// Whether clients log in with a user name.
  var hasLogin: Bool { self == .saslPlaintext || self == .saslSSL }
}
