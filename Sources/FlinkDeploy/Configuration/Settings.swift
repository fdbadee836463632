public import AliyunFlink
import Deployments
import FlinkSQL
import FoundationEssentials
public import KafkaSampling
public import Logging

/// Every setting, parsed.
///
/// What is missing is an error of the call that needs it; what is malformed, of the start.
public struct Settings: Sendable {
  /// Workspace id.
  public var workspaceID: String?
  /// Name of the project.
  public var namespace: String?
  /// `https://ververica.<region>.aliyuncs.com` or what ALIYUN_ENDPOINT says.
  public var endpoint: String?
  /// The key given in our own variables; nil for the standard chain.
  public var credentials: Credentials?
  /// Connection URI of the store; nil when libpq's own variables are to be used or none is configured.
  public var databaseURL: String?
  /// To sample topics from here.
  public var kafka: KafkaConnection?
  /// To read target tables from here, `host:port`.
  public var hologresEndpoint: String?
  /// Their database.
  public var hologresDatabase: String?
  /// User name there.
  public var hologresUsername: String?
  /// Password there.
  public var hologresPassword: String?
  /// Kafka as the job reaches it.
  public var flinkKafkaBootstrapServers: String?
  /// Hologres as the job reaches it.
  public var flinkHologresEndpoint: String?
  /// Platform secret with the Hologres user name.
  public var hologresUsernameSecret = "hologres_username"
  /// Platform secret with the Hologres password.
  public var hologresPasswordSecret = "hologres_password"
  /// How the job logs in to Kafka; nil for plain text.
  var flinkKafkaSecurity: KafkaSecurity?
  /// Engine of a deployment that names none.
  public var engineVersion: String?
  /// Queue of a deployment that names none.
  public var deploymentTarget: String?
  /// What is logged.
  public var logLevel = Logger.Level.notice
  /// Longest interval between two polls, in seconds.
  public var pollInterval = 5.0
  /// How long one remote step may take, in seconds.
  public var stepTimeout = 300.0
  /// How long an operation stays with a process that is gone, in seconds.
  public var leaseSeconds = 15.0
  /// What a person is asked before it is done.
  public var confirmation = Confirmation.never
  /// Whether nothing may be changed.
  public var isReadOnly = false
  /// All variables, for the credentials chain and libpq.
  public var environment: [String: String]

  /// Settings from the environment and, below it, a `.env` file in the working directory.
  /// - Throws: ``SettingsError`` for a malformed value.
  public static func load(environment: [String: String]) throws(SettingsError) -> Settings {
    var merged: [String: String] = [:]
    if let data = try? Data(contentsOf: URL(filePath: ".env")) {
      try DotEnv.checkOwner(of: ".env")
      merged = try DotEnv.parse(String(decoding: data, as: UTF8.self))
    }
    merged.merge(environment) { _, own in own }
    return try Settings(environment: merged)
  }

  /// Settings from these variables alone.
  /// - Throws: ``SettingsError`` for a malformed value.
  public init(environment: [String: String]) throws(SettingsError) {
    self.environment = environment
    let reader = SettingsReader(environment: environment)
    workspaceID = reader.string("ALIYUN_FLINK_WORKSPACE_ID")
    namespace = reader.string("ALIYUN_FLINK_NAMESPACE")
    endpoint = try Settings.endpoint(reader)
    credentials = try Settings.credentials(reader)
    databaseURL = try Settings.databaseURL(reader)
    kafka = try Settings.kafka(reader)
    hologresEndpoint = try reader.hostAndPort("HOLOGRES_ENDPOINT")
    hologresDatabase = reader.string("HOLOGRES_DATABASE")
    hologresUsername = reader.string("HOLOGRES_USERNAME")
    hologresPassword = reader.string("HOLOGRES_PASSWORD")
    flinkKafkaBootstrapServers = try reader.hostAndPort("FLINK_KAFKA_BOOTSTRAP_SERVERS", allowsSeveral: true)
    flinkHologresEndpoint = try reader.hostAndPort("FLINK_HOLOGRES_ENDPOINT")
    hologresUsernameSecret = try reader.secretName("FLINK_HOLOGRES_USERNAME_SECRET", default: hologresUsernameSecret)
    hologresPasswordSecret = try reader.secretName("FLINK_HOLOGRES_PASSWORD_SECRET", default: hologresPasswordSecret)
    flinkKafkaSecurity = try Settings.flinkKafkaSecurity(reader)
    engineVersion = reader.string("FLINK_ENGINE_VERSION")
    deploymentTarget = reader.string("FLINK_DEPLOYMENT_TARGET")
    let levels = Logger.Level.allCases.map(\.rawValue)
    logLevel = try reader.choice("FLINK_DEPLOY_LOG_LEVEL", levels).flatMap { Logger.Level(rawValue: $0) } ?? logLevel
    let choices = Confirmation.allCases.map(\.rawValue)
    confirmation = try reader.choice("FLINK_DEPLOY_CONFIRM", choices).flatMap { Confirmation(rawValue: $0) } ?? .never
    isReadOnly = try reader.choice("FLINK_DEPLOY_READ_ONLY", ["true", "false"]) == "true"
    pollInterval = try reader.seconds("FLINK_DEPLOY_POLL_INTERVAL", default: pollInterval, 0.01...300)
    stepTimeout = try reader.seconds("FLINK_DEPLOY_STEP_TIMEOUT", default: stepTimeout, 0.1...86_400)
    leaseSeconds = try reader.seconds("FLINK_DEPLOY_LEASE_SECONDS", default: leaseSeconds, 1...3600)
  }

  private static func endpoint(_ reader: SettingsReader) throws(SettingsError) -> String? {
    let region = reader.string("ALIYUN_REGION")
    if let region, !region.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) {
      throw SettingsError(
        variable: "ALIYUN_REGION", problem: "is '\(region)'", remedy: "Set it to a region such as cn-hangzhou")
    }
    guard var text = reader.string("ALIYUN_ENDPOINT") else {
      return region.map { "https://ververica.\($0).aliyuncs.com" }
    }
    while text.hasSuffix("/") { text.removeLast() }
    if !text.contains("://") { text = "https://\(text)" }
    let scheme = text.prefix { $0 != ":" }
    let host = text.dropFirst(scheme.count + 3)
    let isLoopback = ["127.0.0.1", "localhost", "[::1]"].contains { host == $0 || host.hasPrefix("\($0):") }
    guard scheme == "https" || scheme == "http" && isLoopback, !host.isEmpty, !host.contains("/"), !host.contains("@")
    else {
      throw SettingsError(
        variable: "ALIYUN_ENDPOINT", problem: host.contains("@") ? "holds a user name" : "is '\(text)'",
        remedy: "Set it to https://HOST; plain http is for a loopback address only")
    }
    return text
  }

  private static func credentials(_ reader: SettingsReader) throws(SettingsError) -> Credentials? {
    let id = reader.string("ALIYUN_ACCESS_KEY_ID")
    let secret = reader.string("ALIYUN_ACCESS_KEY_SECRET")
    switch (id, secret) {
    case (nil, nil): return nil
    case (let id?, let secret?):
      return Credentials(
        accessKeyID: id, accessKeySecret: secret, securityToken: reader.string("ALIYUN_SECURITY_TOKEN"))
    case (nil, _):
      throw SettingsError(
        variable: "ALIYUN_ACCESS_KEY_ID", problem: "is not set, though its secret is", remedy: "Set both")
    case (_, nil):
      throw SettingsError(
        variable: "ALIYUN_ACCESS_KEY_SECRET", problem: "is not set, though its id is", remedy: "Set both")
    }
  }

  private static func databaseURL(_ reader: SettingsReader) throws(SettingsError) -> String? {
    guard let text = reader.string("DATABASE_URL") else { return nil }
    guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") else {
      throw SettingsError(
        variable: "DATABASE_URL", problem: "is no Postgres URI",
        remedy: "Set it to postgresql://user:password@host:port/database")
    }
    return text
  }

  private static func kafka(_ reader: SettingsReader) throws(SettingsError) -> KafkaConnection? {
    let security = try kafkaProtocol(reader)
    let mechanism = security?.hasLogin == true ? try kafkaMechanism(reader) : nil
    let tls = try kafkaTLS(reader, isUsed: security?.isEncrypted == true)
    guard let servers = try reader.hostAndPort("KAFKA_BOOTSTRAP_SERVERS", allowsSeveral: true) else { return nil }
    return KafkaConnection(
      bootstrapServers: servers, securityProtocol: security?.rawValue, mechanism: mechanism?.rawValue,
      username: reader.string("KAFKA_SASL_USERNAME"), password: reader.string("KAFKA_SASL_PASSWORD"), tls: tls)
  }

  static func kafkaProtocol(_ reader: SettingsReader) throws(SettingsError) -> KafkaProtocol? {
    try reader.choice("KAFKA_SECURITY_PROTOCOL", of: KafkaProtocol.self)
  }

  /// How passwords are shown, where ``kafkaProtocol(_:)`` has a login.
  static func kafkaMechanism(_ reader: SettingsReader) throws(SettingsError) -> KafkaLogin.Mechanism {
    if let mechanism = try reader.choice("KAFKA_SASL_MECHANISM", of: KafkaLogin.Mechanism.self) { return mechanism }
    throw SettingsError(
      variable: "KAFKA_SASL_MECHANISM", problem: "is not set, though KAFKA_SECURITY_PROTOCOL asks for SASL",
      remedy: "Set it to \(KafkaLogin.Mechanism.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  private static func kafkaTLS(
    _ reader: SettingsReader, isUsed: Bool
  ) throws(SettingsError) -> KafkaConnection.TLS {
    var tls = KafkaConnection.TLS()
    tls.caLocation = reader.string("KAFKA_SSL_CA_LOCATION")
    tls.certificateLocation = reader.string("KAFKA_SSL_CERTIFICATE_LOCATION")
    tls.keyLocation = reader.string("KAFKA_SSL_KEY_LOCATION")
    tls.keyPassword = reader.string("KAFKA_SSL_KEY_PASSWORD")
    tls.endpointIdentification = try reader.choice("KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", ["https", "none"])
    // The client would say nothing, and send everything in the clear.
    if !isUsed, tls != KafkaConnection.TLS() {
      throw SettingsError(
        variable: "KAFKA_SECURITY_PROTOCOL", problem: "asks for no encryption, though KAFKA_SSL settings are given",
        remedy: "Set it to SSL or SASL_SSL, or leave the KAFKA_SSL settings out")
    }
    if (tls.certificateLocation == nil) != (tls.keyLocation == nil) {
      throw SettingsError(
        variable: tls.keyLocation == nil ? "KAFKA_SSL_KEY_LOCATION" : "KAFKA_SSL_CERTIFICATE_LOCATION",
        problem: "is not set, though its counterpart is", remedy: "Set both, or neither")
    }
    return tls
  }

  /// The variables whose values must not be seen anywhere.
  static let secretVariables = [
    "ALIYUN_ACCESS_KEY_SECRET", "ALIYUN_SECURITY_TOKEN", "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "ALIBABA_CLOUD_SECURITY_TOKEN", "HOLOGRES_PASSWORD", "KAFKA_SASL_PASSWORD", "KAFKA_SSL_KEY_PASSWORD", "PGPASSWORD",
  ]

  /// What must not be seen anywhere.
  var secrets: [String] {
    Settings.secretVariables.compactMap { environment[$0] } + (databaseURL.map(Settings.passwords) ?? [])
  }

  /// The password of a Postgres URI, as it stands there and as it is meant: before the host, or among the parameters.
  private static func passwords(in uri: String) -> [String] {
    guard let components = URLComponents(string: uri) else { return [] }
    let parameter = components.queryItems?.first { $0.name == "password" }?.value
    return [components.password, components.percentEncodedPassword, parameter].compactMap { $0 }.filter { !$0.isEmpty }
  }

  /// Whether libpq finds a database without a URI.
  var hasLibpqVariables: Bool {
    ["PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE"].contains { environment[$0]?.isEmpty == false }
  }

  /// Where pipelines read and write, as the job reaches it.
  /// - Throws: ``SQLGenerationError`` that names the setting that is missing.
  func pipelineEndpoints() throws(SQLGenerationError) -> PipelineEndpoints {
    func missing(_ variable: String, _ what: String) -> SQLGenerationError {
      SQLGenerationError(
        code: "missing_setting", message: "\(variable) is not set, so the SQL cannot say \(what)",
        remedy: "Set \(variable), or pass sql")
    }
    guard let servers = flinkKafkaBootstrapServers ?? kafka?.bootstrapServers else {
      throw missing("FLINK_KAFKA_BOOTSTRAP_SERVERS", "where Kafka is")
    }
    guard let hologres = flinkHologresEndpoint ?? hologresEndpoint else {
      throw missing("FLINK_HOLOGRES_ENDPOINT", "where Hologres is")
    }
    guard let database = hologresDatabase else { throw missing("HOLOGRES_DATABASE", "which database to write to") }
    return PipelineEndpoints(
      bootstrapServers: servers, kafkaSecurity: flinkKafkaSecurity, hologresEndpoint: hologres,
      hologresDatabase: database, hologresUsernameSecret: hologresUsernameSecret,
      hologresPasswordSecret: hologresPasswordSecret)
  }
}
