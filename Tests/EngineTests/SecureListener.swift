import Sandbox
import Testing

/// A port of the broker on which clients must log in, by its security protocol.
enum SecureListener: String, CaseIterable, Sendable {
  case saslPlaintext = "SASL_PLAINTEXT"
  case saslSSL = "SASL_SSL"

  /// The settings of flink-deploy with which it and its jobs use this port.
  func settings(_ engine: EngineSandbox) async throws -> [String: String] {
    let flink = try #require(engine.sandbox.engine)
    let security = try await BrokerSecurity.tests
    var settings = [
      "KAFKA_SECURITY_PROTOCOL": rawValue, "KAFKA_SASL_MECHANISM": "PLAIN", "KAFKA_SASL_USERNAME": security.username,
      "KAFKA_SASL_PASSWORD": security.password,
    ]
    switch self {
    case .saslPlaintext: settings["KAFKA_BOOTSTRAP_SERVERS"] = flink.bootstrapServersWithSASL
    case .saslSSL:
      let authority = try await BrokerCertificate.shared.value.path
      settings["KAFKA_BOOTSTRAP_SERVERS"] = flink.bootstrapServersWithSASLOverTLS
      settings["KAFKA_SSL_CA_LOCATION"] = authority
      settings["FLINK_KAFKA_TRUSTSTORE_LOCATION"] = authority
    }
    settings["FLINK_KAFKA_BOOTSTRAP_SERVERS"] = settings["KAFKA_BOOTSTRAP_SERVERS"]
    return settings
  }
}
