import FlinkSQL
import KafkaSampling

/// The settings of Kafka, as this process reads topics.
extension Settings {
  /// The connection to Kafka; nil if it is not set.
  static func kafka(_ reader: SettingsReader) throws(SettingsError) -> KafkaConnection? {
    let security = try kafkaProtocol(reader)
    let mechanism = security?.hasLogin == true ? try kafkaMechanism(reader) : nil
    let tls = try kafkaTLS(reader, isUsed: security?.isEncrypted == true)
    guard let servers = try reader.hostAndPort("KAFKA_BOOTSTRAP_SERVERS", allowsSeveral: true) else { return nil }
    return KafkaConnection(
      bootstrapServers: servers, securityProtocol: security?.rawValue, mechanism: mechanism?.rawValue,
      username: try reader.string("KAFKA_SASL_USERNAME"), password: try reader.string("KAFKA_SASL_PASSWORD"), tls: tls)
  }

  /// The security protocol of this process and of the job; nil if it is not set.
  static func kafkaProtocol(_ reader: SettingsReader) throws(SettingsError) -> KafkaProtocol? {
    try reader.choice("KAFKA_SECURITY_PROTOCOL", of: KafkaProtocol.self)
  }

  /// The SASL mechanism, which a protocol with a login requires.
  static func kafkaMechanism(_ reader: SettingsReader) throws(SettingsError) -> KafkaLogin.Mechanism {
    if let mechanism = try reader.choice("KAFKA_SASL_MECHANISM", of: KafkaLogin.Mechanism.self) { return mechanism }
    throw SettingsError(
      "KAFKA_SASL_MECHANISM",
      .missingMechanism(
        requiredBy: "KAFKA_SECURITY_PROTOCOL", choices: KafkaLogin.Mechanism.allCases.map(\.rawValue)))
  }

  private static func kafkaTLS(
    _ reader: SettingsReader, isUsed: Bool
  ) throws(SettingsError) -> KafkaConnection.TLS {
    var tls = KafkaConnection.TLS()
    tls.caLocation = try reader.string("KAFKA_SSL_CA_LOCATION")
    tls.certificateLocation = try reader.string("KAFKA_SSL_CERTIFICATE_LOCATION")
    tls.keyLocation = try reader.string("KAFKA_SSL_KEY_LOCATION")
    tls.keyPassword = try reader.string("KAFKA_SSL_KEY_PASSWORD")
    tls.endpointIdentification = try reader.choice(
      "KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", KafkaConnection.hostNameChecks)
    // The client would send all data unencrypted without a warning.
    if !isUsed, tls != KafkaConnection.TLS() {
      throw SettingsError("KAFKA_SECURITY_PROTOCOL", .noEncryption(settings: "KAFKA_SSL_*"))
    }
    let (certificate, key) = ("KAFKA_SSL_CERTIFICATE_LOCATION", "KAFKA_SSL_KEY_LOCATION")
    switch (tls.certificateLocation, tls.keyLocation) {
    case (nil, nil), (.some, .some): return tls
    case (nil, _): throw SettingsError(certificate, .missingCounterpart(of: key))
    case (_, nil): throw SettingsError(key, .missingCounterpart(of: certificate))
    }
  }
}

extension KafkaConnection {
  /// The values of `ssl.endpoint.identification.algorithm`, as librdkafka knows them.
  static let hostNameChecks = ["https", "none"]
}
