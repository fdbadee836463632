import Postgres

@testable import FlinkDeploy

/// Errors of settings, and what `doctor` finds.
extension CatalogueGroup {
  static let settings = [
    CatalogueGroup(.error, "SettingsProblem", in: "FlinkDeploy/Configuration/SettingsError.swift", problems) {
      MalformedSetting(variable: "FLINK_DEPLOY_EXAMPLE", problem: $0)
    },
    CatalogueGroup(.remedy, "SettingsProblem", in: "FlinkDeploy/Configuration/SettingsError.swift", problems) {
      SettingsRemedy(problem: $0)
    },
    CatalogueGroup(
      .text, "DoctorCheck", in: "FlinkDeploy/Catalogue/DoctorText.swift", for: [.commands],
      plain: ["setting", "hologres", "kafka", "sql"], checks),
    CatalogueGroup(
      .text, "DoctorDetail", in: "FlinkDeploy/Catalogue/DoctorText.swift", for: [.commands], plain: ["value"], details),
    CatalogueGroup(
      .text, "DoctorRemedy", in: "FlinkDeploy/Catalogue/DoctorText.swift", for: [.commands], remedies),
    CatalogueGroup(
      .text, "PolicyHelp", in: "FlinkDeploy/Catalogue/PolicyHelp.swift", for: [.commands], PolicyHelp.allCases),
  ]

  private static let problems: [SettingsProblem] = [
    .invalidRegion("cn hangzhou"), .invalidEndpoint("http://example.com"), .endpointWithUser, .invalidDatabaseURI,
    .missingCounterpart(of: "ALIYUN_ACCESS_KEY_ID"), .noEncryption(settings: "KAFKA_SSL_*"),
    .missingMechanism(requiredBy: "KAFKA_SECURITY_PROTOCOL", choices: ["PLAIN", "SCRAM-SHA-256"]),
    .missingStorePassword(of: "FLINK_KAFKA_TRUSTSTORE_LOCATION"), .sameFileName(as: "FLINK_KAFKA_TRUSTSTORE_LOCATION"),
    .passwordOfPEM(keyPassword: "FLINK_KAFKA_KEY_PASSWORD_SECRET"), .placeholder, .outerBlanks,
    .invalidFile("trust.jks"), .invalidSeconds("fast", lowest: 0.01, highest: 300, standard: 5),
    .invalidChoice("loud", choices: ["debug", "notice"]), .invalidAddress("nowhere"), .invalidSecretName,
    .invalidChannelName(place: 2), .repeatedChannel("ops"), .missingChannelURL(channel: "ops"),
    .unknownChannelKind(url: "FLINK_DEPLOY_ALERT_OPS_URL", choices: ["dingtalk", "feishu"]), .invalidChannelURL,
    .unencryptedChannelURL, .invalidChannelSecret,
    .unreadableFile("/srv/.env"), .lineWithoutEquals(2), .lineWithoutName(2), .lineWithOpenQuote(2), .trustsItself,
    .foreignFile,
  ]

  private static let checks: [DoctorCheck] = [
    .setting(.workspaceID), .endpoint, .alibabaCloud, .permissions, .database, .hologres, .kafka, .sql, .secrets,
    .alertChannels, .alertMessages,
  ]

  private static let details: [DoctorDetail] = [
    .value("shop"), .targets(["default-queue"]), .grantedActions(17),
    .missingActions(["stream:GetJob", "stream:ListJobs"]), .schema(version: 4), .hologresNotConfigured,
    .hologres(version: "Hologres 3.1"), .plainPostgres, .hologresFailed(PostgresError(unreadableRowOf: "orders")),
    .kafkaNotBuilt, .kafkaNotConfigured, .kafka(servers: "kafka:9092", brokers: 3),
    .endpoints(kafka: "kafka:9092", hologres: "hologres:80", database: "shop"),
    .secrets(["hologres_username", "hologres_password"]),
    .noAlertChannels, .alertChannels(["ops", "night"]), .alertMessagesDelivered,
    .alertMessages(waiting: 2, dead: 0), .alertMessages(waiting: 0, dead: 1),
  ]

  private static let remedies: [DoctorRemedy] = [
    .grantActions(isReadOnly: false), .grantActions(isReadOnly: true),
    .configureHologres, .checkHologres, .buildWithKafka, .configureKafka, .configureAlerts, .listAlerts,
  ]
}
