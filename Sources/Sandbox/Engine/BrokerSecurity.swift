/// Further ports of an engine's Kafka broker, on which clients must log in.
public struct BrokerSecurity: Sendable {
  /// A certificate and its key, in a PKCS12 file.
  public struct KeyStore: Sendable {
    /// The path of the file.
    public let path: String
    /// The password of the file and of the key.
    public let password: String

    /// A certificate and its key.
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - password: The password of the file and of the key.
    public init(path: String, password: String) {
      self.path = path
      self.password = password
    }
  }

  /// The name of the one user.
  public let username: String
  /// The password, which clients send with SASL/PLAIN.
  public let password: String
  /// What the port with TLS shows; nil for no such port.
  public let keyStore: KeyStore?

  /// Further ports: one without TLS, and one with TLS if there is a certificate.
  /// - Parameters:
  ///   - username: The name of the one user, without a colon.
  ///   - password: The password.
  ///   - keyStore: What the port with TLS shows; nil for no such port.
  public init(username: String, password: String, keyStore: KeyStore? = nil) {
    self.username = username
    self.password = password
    self.keyStore = keyStore
  }

  /// The arguments of the engine.
  var arguments: [String] {
    let account = "broker-sasl=\(username):\(password)"
    guard let keyStore else { return [account] }
    return [account, "broker-keystore=\(keyStore.path)", "broker-keystore-password=\(keyStore.password)"]
  }
}
