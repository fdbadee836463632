/// `security.protocol` of Kafka's clients.
enum KafkaProtocol: String, CaseIterable {
  case plaintext = "PLAINTEXT"
  case ssl = "SSL"
  case saslPlaintext = "SASL_PLAINTEXT"
  case saslSSL = "SASL_SSL"

  var isEncrypted: Bool { self == .ssl || self == .saslSSL }

  var hasLogin: Bool { self == .saslPlaintext || self == .saslSSL }
}
