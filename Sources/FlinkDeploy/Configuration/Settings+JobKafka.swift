import FlinkSQL

/// How the job's own Kafka client logs in.
extension Settings {
  static func flinkKafkaSecurity(_ reader: SettingsReader) throws(SettingsError) -> KafkaSecurity? {
    let tls = try flinkKafkaTLS(reader)
    switch try kafkaProtocol(reader) {
    case .ssl: return .tls(tls)
    case .saslSSL: return .sasl(try flinkKafkaLogin(reader), tls: tls)
    case let inTheClear:
      guard tls.files.isEmpty else {
        // The client would say nothing, and send everything in the clear.
        throw SettingsError(
          variable: "KAFKA_SECURITY_PROTOCOL", problem: "asks for no encryption, though FLINK_KAFKA stores are given",
          remedy: "Set it to SSL or SASL_SSL, or leave the stores out")
      }
      return inTheClear == .saslPlaintext ? .sasl(try flinkKafkaLogin(reader), tls: nil) : nil
    }
  }

  private static func flinkKafkaLogin(_ reader: SettingsReader) throws(SettingsError) -> KafkaLogin {
    KafkaLogin(
      mechanism: try kafkaMechanism(reader),
      usernameSecret: try reader.secretName("FLINK_KAFKA_USERNAME_SECRET", default: "kafka_username"),
      passwordSecret: try reader.secretName("FLINK_KAFKA_PASSWORD_SECRET", default: "kafka_password"))
  }

  private static func flinkKafkaTLS(_ reader: SettingsReader) throws(SettingsError) -> KafkaTLS {
    let tls = KafkaTLS(
      truststore: try store("FLINK_KAFKA_TRUSTSTORE", reader), keystore: try store("FLINK_KAFKA_KEYSTORE", reader),
      keyPasswordSecret: try reader.secretName("FLINK_KAFKA_KEY_PASSWORD_SECRET"),
      checksNames: reader.string("KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM") != "none")
    if let keystore = tls.keystore, keystore.passwordSecret == nil, !keystore.file.isPEM {
      throw SettingsError(
        variable: "FLINK_KAFKA_KEYSTORE_PASSWORD_SECRET", problem: "is not set, though a key store is given",
        remedy: "Set it to the name of the platform secret with the store's password")
    }
    if tls.keyPasswordSecret != nil, tls.keystore == nil {
      throw SettingsError(
        variable: "FLINK_KAFKA_KEYSTORE_LOCATION", problem: "is not set, though the password of its key is",
        remedy: "Set both, or neither")
    }
    if let first = tls.truststore?.file, let second = tls.keystore?.file, first != second, first.path == second.path {
      throw SettingsError(
        variable: "FLINK_KAFKA_KEYSTORE_LOCATION", problem: "has the same file name as the trust store",
        remedy: "Rename one of the two: the job finds both in one directory")
    }
    return tls
  }

  private static func store(
    _ prefix: String, _ reader: SettingsReader
  ) throws(SettingsError) -> KafkaTLS.Store? {
    let password = try reader.secretName("\(prefix)_PASSWORD_SECRET")
    guard let text = reader.string("\(prefix)_LOCATION") else {
      if password == nil { return nil }
      throw SettingsError(
        variable: "\(prefix)_LOCATION", problem: "is not set, though its password is", remedy: "Set both, or neither")
    }
    guard let file = JobFile(parsing: text) else {
      throw SettingsError(
        variable: "\(prefix)_LOCATION", problem: "is '\(text)'",
        remedy: "Set it to oss://BUCKET/PATH, or to an absolute path as the job sees it")
    }
    guard password == nil || !file.isPEM else {
      throw SettingsError(
        variable: "\(prefix)_PASSWORD_SECRET", problem: "is set for a PEM file, which has no password",
        remedy: "Leave it out; the password of a key is FLINK_KAFKA_KEY_PASSWORD_SECRET")
    }
    return .init(file: file, passwordSecret: password)
  }

  /// What the platform has to fetch for a job of this script: of the files that are set up, those that it names.
  func dependencies(of sql: String) -> [String] {
    (flinkKafkaSecurity?.tls?.files ?? []).filter { sql.contains($0.path) }.compactMap(\.origin)
  }
}
