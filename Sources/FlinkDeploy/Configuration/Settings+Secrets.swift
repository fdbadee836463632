import FoundationEssentials

/// The values of settings that must not appear in SQL, logs, results or the metadata database.
extension Settings {
  /// The variables with such values.
  static let secretVariables = [
    "ALIYUN_ACCESS_KEY_SECRET", "ALIYUN_SECURITY_TOKEN", "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "ALIBABA_CLOUD_SECURITY_TOKEN", "HOLOGRES_PASSWORD", "KAFKA_SASL_PASSWORD", "KAFKA_SSL_KEY_PASSWORD", "PGPASSWORD",
  ]

  /// Whether the value of this variable is a secret.
  static func isSecret(_ variable: String) -> Bool {
    secretVariables.contains(variable) || variable.hasPrefix("FLINK_DEPLOY_ALERT_") && variable.hasSuffix("_SECRET")
  }

  /// The passwords, keys and tokens.
  var secrets: [String] {
    Settings.secretVariables.compactMap { environment[$0] } + (databaseURL.map(Settings.passwords) ?? [])
      + alertCredentials
  }

  /// Whether the connection URI of the metadata database contains its password.
  var hasPasswordInDatabaseURL: Bool { databaseURL.map { !Settings.passwords(in: $0).isEmpty } ?? false }

  /// The password of a connection URI, before the host or among the parameters, with and without percent encoding.
  private static func passwords(in uri: String) -> [String] {
    guard let components = URLComponents(string: uri) else { return [] }
    let parameter = components.queryItems?.first { $0.name == "password" }?.value
    return [components.password, components.percentEncodedPassword, parameter].compactMap { $0 }.filter { !$0.isEmpty }
  }
}
