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
  /// The language of texts; nil for the default.
  public var language: Language?
  /// The language of the locale.
  public var localeLanguage: Language
  /// All variables, for the credentials chain and libpq.
  public var environment: [String: String]

  /// The settings of the environment and, with less precedence, of a `.env` file in the working directory.
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

  /// The settings of these variables alone.
  /// - Throws: ``SettingsError`` for a malformed value.
  public init(environment: [String: String]) throws(SettingsError) {
    self.environment = environment
    let reader = SettingsReader(environment: environment)
    language = try reader.choice(Voice.languageVariable, of: Language.self)
    localeLanguage = Language(localeOf: environment)
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
    confirmation = try reader.choice("FLINK_DEPLOY_CONFIRM", of: Confirmation.self) ?? .never
    isReadOnly = try reader.choice("FLINK_DEPLOY_READ_ONLY", ["true", "false"]) == "true"
    pollInterval = try reader.seconds("FLINK_DEPLOY_POLL_INTERVAL", default: pollInterval, 0.01...300)
    stepTimeout = try reader.seconds("FLINK_DEPLOY_STEP_TIMEOUT", default: stepTimeout, 0.1...86_400)
    leaseSeconds = try reader.seconds("FLINK_DEPLOY_LEASE_SECONDS", default: leaseSeconds, 1...3600)
  }
}
