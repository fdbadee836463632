/// Where a Kafka cluster is and how to log in.
public struct KafkaConnection: Sendable {
  /// Files and rules of an encrypted connection; what is nil is as the client has it by default.
  public struct TLS: Sendable, Equatable {
    /// File or directory with the certificates of the authorities that are trusted.
    public var caLocation: String?
    /// File with the client's own certificate.
    public var certificateLocation: String?
    /// File with the key to it.
    public var keyLocation: String?
    /// Password of the key.
    public var keyPassword: String?
    /// `https` to compare the broker's name with its certificate, `none` not to.
    public var endpointIdentification: String?

    /// As the client has it by default.
    public init() {}
  }

  /// `host:port,host:port`.
  public var bootstrapServers: String
  /// `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT`, `SASL_SSL`; nil for Kafka's own default.
  public var securityProtocol: String?
  /// `PLAIN`, `SCRAM-SHA-256`, `SCRAM-SHA-512`.
  public var mechanism: String?
  /// User name for SASL.
  public var username: String?
  /// Password for SASL.
  public var password: String?
  /// For `SSL` and `SASL_SSL`.
  public var tls: TLS

  /// A connection.
  /// - Parameters:
  ///   - bootstrapServers: `host:port,host:port`.
  ///   - securityProtocol: `security.protocol` of the client; nil for Kafka's own default.
  ///   - mechanism: `sasl.mechanism` of the client.
  ///   - username: User name for SASL.
  ///   - password: Password for SASL.
  ///   - tls: For `SSL` and `SASL_SSL`.
  public init(
    bootstrapServers: String, securityProtocol: String? = nil, mechanism: String? = nil, username: String? = nil,
    password: String? = nil, tls: TLS = TLS()
  ) {
    self.bootstrapServers = bootstrapServers
    self.securityProtocol = securityProtocol
    self.mechanism = mechanism
    self.username = username
    self.password = password
    self.tls = tls
  }
}
