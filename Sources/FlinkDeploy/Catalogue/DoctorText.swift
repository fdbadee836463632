import Postgres

/// A system or setting that `doctor` checks.
enum DoctorCheck: Equatable, Worded {
  case setting(RequiredSetting)
  case endpoint, alibabaCloud, permissions, database, hologres, kafka, sql, secrets, alertChannels, alertMessages

  /// The stable name that programs compare.
  var code: String {
    switch self {
    case .setting(let setting): setting.rawValue
    case .endpoint: "endpoint"
    case .alibabaCloud: "alibaba_cloud"
    case .permissions: "permissions"
    case .database: "database"
    case .hologres: "hologres"
    case .kafka: "kafka"
    case .sql: "sql"
    case .secrets: "secrets"
    case .alertChannels: "alert_channels"
    case .alertMessages: "alert_messages"
    }
  }
}

/// What `doctor` finds about a system or setting, beside failures.
enum DoctorDetail: Worded {
  /// The value of a setting.
  case value(String)
  /// Alibaba Cloud responds; the deployment targets.
  case targets([String])
  /// The RAM user has this many actions, all that were tried.
  case grantedActions(Int)
  /// The RAM user lacks these actions, such as `stream:GetJob`.
  case missingActions([String])
  /// The metadata database has the current schema.
  case schema(version: Int)
  case hologresNotConfigured
  /// Hologres responds with its version.
  case hologres(version: String)
  /// The Hologres endpoint is a plain Postgres server.
  case plainPostgres
  /// Hologres does not respond, for this reason.
  case hologresFailed(PostgresError)
  case kafkaNotBuilt
  case kafkaNotConfigured
  /// Kafka responds.
  case kafka(servers: String, brokers: Int)
  /// The addresses in generated SQL.
  case endpoints(kafka: String, hologres: String, database: String)
  /// The namespace has the secrets that generated SQL refers to.
  case secrets([String])
  case noAlertChannels
  /// The channels of alerts, each with its service.
  case alertChannels([String])
  /// No message waits, and none was given up.
  case alertMessagesDelivered
  /// The messages that wait for their channel, and those that were given up in the last 30 days.
  case alertMessages(waiting: Int, dead: Int)
}

/// What to do about a finding of `doctor`.
enum DoctorRemedy: Worded {
  /// Allow the missing actions with a policy, that of all uses or that of those that change nothing.
  case grantActions(isReadOnly: Bool)
  case configureHologres
  case checkHologres
  case buildWithKafka
  case configureKafka
  case configureAlerts
  case listAlerts
}
