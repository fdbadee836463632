import FlinkSQL

/// The settings of Kafka, as the Flink job reads topics.
extension Settings {
  /// The login and the encryption of the job's Kafka client; nil for none.
  static func flinkKafkaSecurity(_ reader: SettingsReader) throws(SettingsError) -> KafkaSecurity? {
    let tls = try flinkKafkaTLS(reader)
    switch try kafkaProtocol(reader) {
    case .ssl: return .tls(tls)
    case .saslSSL: return .sasl(try flinkKafkaLogin(reader), tls: tls)
    case let unencrypted:
      guard tls.files.isEmpty else {
        // The client would send all data unencrypted without a warning.
        throw SettingsError(
          "KAFKA_SECURITY_PROTOCOL", .noEncryption(settings: "FLINK_KAFKA_TRUSTSTORE_*, FLINK_KAFKA_KEYSTORE_*"))
      }
      return unencrypted == .saslPlaintext ? .sasl(try flinkKafkaLogin(reader), tls: nil) : nil
    }
  }

  private static func flinkKafkaLogin(_ reader: SettingsReader) throws(SettingsError) -> KafkaLogin {
    KafkaLogin(
      mechanism: try kafkaMechanism(reader),
      usernameSecret: try reader.secretName("FLINK_KAFKA_USERNAME_SECRET", default: "kafka_username"),
      passwordSecret: try reader.secretName("FLINK_KAFKA_PASSWORD_SECRET", default: "kafka_password"))
  }

  private static func flinkKafkaTLS(_ reader: SettingsReader) throws(SettingsError) -> KafkaTLS {
    let (truststore, keystore, keyPassword) = (
      "FLINK_KAFKA_TRUSTSTORE", "FLINK_KAFKA_KEYSTORE", "FLINK_KAFKA_KEY_PASSWORD_SECRET"
    )
    let tls = KafkaTLS(
      truststore: try store(truststore, reader), keystore: try store(keystore, reader),
      keyPasswordSecret: try reader.secretName(keyPassword),
      checksNames: try reader.string("KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM") != "none")
    let location = "\(keystore)_LOCATION"
    if let store = tls.keystore, store.passwordSecret == nil, !store.file.isPEM {
      throw SettingsError("\(keystore)_PASSWORD_SECRET", .missingStorePassword(of: location))
    }
    if tls.keyPasswordSecret != nil, tls.keystore == nil {
      throw SettingsError(location, .missingCounterpart(of: keyPassword))
    }
    if let first = tls.truststore?.file, let second = tls.keystore?.file, first != second, first.path == second.path {
      throw SettingsError(location, .sameFileName(as: "\(truststore)_LOCATION"))
    }
    return tls
  }

  private static func store(
    _ prefix: String, _ reader: SettingsReader
  ) throws(SettingsError) -> KafkaTLS.Store? {
    let (location, passwordName) = ("\(prefix)_LOCATION", "\(prefix)_PASSWORD_SECRET")
    let password = try reader.secretName(passwordName)
    guard let text = try reader.string(location) else {
      if password == nil { return nil }
      throw SettingsError(location, .missingCounterpart(of: passwordName))
    }
    guard let file = JobFile(parsing: text) else { throw SettingsError(location, .invalidFile(text)) }
    guard password == nil || !file.isPEM else {
      throw SettingsError(passwordName, .passwordOfPEM(keyPassword: "FLINK_KAFKA_KEY_PASSWORD_SECRET"))
    }
    return .init(file: file, passwordSecret: password)
  }

  /// The addresses of the configured files that a script names, which Alibaba Cloud downloads for the job.
  func dependencies(of sql: String) -> [String] {
    (flinkKafkaSecurity?.tls?.files ?? []).filter { sql.contains($0.path) }.compactMap(\.origin)
  }
}
