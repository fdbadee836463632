import Alerting
public import AliyunFlink
import FlinkSQL
import FoundationEssentials
public import KafkaSampling
public import Logging

/// All settings, parsed.
///
/// A missing setting fails the call that needs it; a malformed setting fails the start of the program.
public struct Settings: Sendable {
  /// The ID of the workspace.
  public var workspaceID: String?
  /// The name of the namespace.
  public var namespace: String?
  /// The endpoint of the API, such as `https://ververica.cn-hangzhou.aliyuncs.com`.
  public var endpoint: String?
  /// The AccessKey pair of our own variables; nil for the default credentials chain.
  public var credentials: Credentials?
  /// The connection URI of the metadata database; nil if libpq's own variables are set, or none.
  public var databaseURL: String?
  /// The connection to Kafka, to read topics from this process.
  public var kafka: KafkaConnection?
  /// The Hologres endpoint (`host:port`), to read target tables from this process.
  public var hologresEndpoint: String?
  /// The Hologres database.
  public var hologresDatabase: String?
  /// The Hologres user name.
  public var hologresUsername: String?
  /// The Hologres password.
  public var hologresPassword: String?
  /// How the connection to Hologres uses TLS; nil if the server's address decides.
  var hologresSSLMode: SSLMode?
  /// The bootstrap servers that the Flink job connects to.
  public var flinkKafkaBootstrapServers: String?
  /// The Hologres endpoint that the Flink job connects to.
  public var flinkHologresEndpoint: String?
  /// The namespace variable (secret) with the Hologres user name.
  public var hologresUsernameSecret = "hologres_username"
  /// The namespace variable (secret) with the Hologres password.
  public var hologresPasswordSecret = "hologres_password"
  /// The login and the encryption of the job's Kafka client; nil for none.
  var flinkKafkaSecurity: KafkaSecurity?
  /// The engine version of a deployment whose call names none.
  public var engineVersion: String?
  /// The deployment target (queue) of a deployment whose call names none.
  public var deploymentTarget: String?
  /// The lowest level that is logged.
  public var logLevel = Logger.Level.notice
  /// The longest interval between two polls, in seconds.
  public var pollInterval = 5.0
  /// The time limit of one remote step, in seconds.
  public var stepTimeout = 300.0
  /// How long an operation stays with a process that has ended, in seconds.
  public var leaseSeconds = 15.0
  /// The calls that the user must confirm.
  public var confirmation = Confirmation.never
  /// Whether changes are not allowed.
  public var isReadOnly = false
  /// The channels that alerts are sent to.
  var alertChannels: [AlertChannel] = []
  /// The language of texts; nil for the default.
  public var language: Language?
  /// The language of the locale.
  public var localeLanguage: Language
  /// All variables, for the credentials chain.
  public var environment: [String: String]
  /// The names of the variables that are from a `.env` file.
  let dotEnv: Set<String>
  /// The names of the variables that both have, with the same value.
  let shared: Set<String>
  /// Whether the process environment says that the `.env` file can be trusted with its credentials.
  let trustsDotEnv: Bool

  /// The variable with the path of the `.env` file; only the process environment counts.
  static let fileVariable = "FLINK_DEPLOY_ENV_FILE"

  /// The settings of the environment and, with less precedence, of a `.env` file: the one that the environment names,
  /// or that of the working directory.
  /// - Throws: ``SettingsError`` for a malformed value, and for a named file that cannot be read.
  public static func load(environment: [String: String]) throws(SettingsError) -> Settings {
    let path = filePath(environment)
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      if environment[fileVariable]?.isEmpty == false { throw SettingsError(fileVariable, .unreadableFile(path)) }
      return try Settings(environment: environment)
    }
    try DotEnv.checkOwner(of: path)
    let file = try DotEnv.parse(String(decoding: data, as: UTF8.self))
    return try Settings(environment: environment, dotEnv: file)
  }

  /// The path of the `.env` file.
  static func filePath(_ environment: [String: String]) -> String {
    environment[fileVariable].flatMap { $0.isEmpty ? nil : $0 } ?? ".env"
  }

  /// The settings of these variables alone.
  /// - Parameters:
  ///   - own: The variables of the process.
  ///   - file: The variables of a `.env` file; those of the process have precedence.
  /// - Throws: ``SettingsError`` for a malformed value.
  public init(environment own: [String: String], dotEnv file: [String: String] = [:]) throws(SettingsError) {
    if file[Settings.trustVariable] != nil { throw SettingsError(".env", .trustsItself) }
    environment = file.merging(own) { _, own in own }
    dotEnv = Set(file.keys).subtracting(own.keys)
    shared = Set(file.keys.filter { own[$0] == file[$0] })
    let reader = SettingsReader(environment: environment)
    // Those too that only some settings make use of.
    for name in Settings.secretVariables + ["ALIBABA_CLOUD_ACCESS_KEY_ID", "KAFKA_SASL_USERNAME"] {
      _ = try reader.string(name)
    }
    trustsDotEnv = try reader.choice(Settings.trustVariable, ["true", "false"]) == "true"
    language = try reader.choice(Voice.languageVariable, of: Language.self)
    localeLanguage = Language(localeOf: environment)
    workspaceID = try reader.string("ALIYUN_FLINK_WORKSPACE_ID")
    namespace = try reader.string("ALIYUN_FLINK_NAMESPACE")
    endpoint = try Settings.endpoint(reader)
    credentials = try Settings.credentials(reader)
    databaseURL = try Settings.databaseURL(reader)
    kafka = try Settings.kafka(reader)
    hologresEndpoint = try reader.hostAndPort("HOLOGRES_ENDPOINT")
    hologresDatabase = try reader.string("HOLOGRES_DATABASE")
    hologresUsername = try reader.string("HOLOGRES_USERNAME")
    hologresPassword = try reader.string("HOLOGRES_PASSWORD")
    hologresSSLMode = try reader.choice("HOLOGRES_SSLMODE", of: SSLMode.self)
    flinkKafkaBootstrapServers = try reader.hostAndPort("FLINK_KAFKA_BOOTSTRAP_SERVERS", allowsSeveral: true)
    flinkHologresEndpoint = try reader.hostAndPort("FLINK_HOLOGRES_ENDPOINT")
    hologresUsernameSecret = try reader.secretName("FLINK_HOLOGRES_USERNAME_SECRET", default: hologresUsernameSecret)
    hologresPasswordSecret = try reader.secretName("FLINK_HOLOGRES_PASSWORD_SECRET", default: hologresPasswordSecret)
    flinkKafkaSecurity = try Settings.flinkKafkaSecurity(reader)
    engineVersion = try reader.string("FLINK_ENGINE_VERSION")
    deploymentTarget = try reader.string("FLINK_DEPLOYMENT_TARGET")
    let levels = Logger.Level.allCases.map(\.rawValue)
    logLevel = try reader.choice("FLINK_DEPLOY_LOG_LEVEL", levels).flatMap { Logger.Level(rawValue: $0) } ?? logLevel
    confirmation = try reader.choice("FLINK_DEPLOY_CONFIRM", of: Confirmation.self) ?? .never
    isReadOnly = try reader.choice("FLINK_DEPLOY_READ_ONLY", ["true", "false"]) == "true"
    alertChannels = try Settings.alertChannels(reader)
    pollInterval = try reader.seconds("FLINK_DEPLOY_POLL_INTERVAL", default: pollInterval, 0.01...300)
    stepTimeout = try reader.seconds("FLINK_DEPLOY_STEP_TIMEOUT", default: stepTimeout, 0.1...86_400)
    leaseSeconds = try reader.seconds("FLINK_DEPLOY_LEASE_SECONDS", default: leaseSeconds, 1...3600)
  }
}
