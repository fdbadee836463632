extension DoctorCheck {
  func english(_ face: Face) -> String {
    switch self {
    case .setting(let setting): setting.rawValue
    case .endpoint: "endpoint"
    case .alibabaCloud: "Alibaba Cloud"
    case .permissions: "permissions"
    case .database: "metadata database"
    case .hologres: "Hologres"
    case .kafka: "Kafka"
    case .sql: "SQL"
    case .secrets: "secrets"
    case .alertChannels: "alert channels"
    case .alertMessages: "alert messages"
    }
  }
}

extension DoctorDetail {
  func english(_ face: Face) -> String {
    switch self {
    case .value(let value): value
    case .targets(let targets): "available, with deployment targets (queues): \(targets.abridged(.english))"
    case .grantedActions(let count):
      "the RAM user has the \(counted(count, "action")) that read (those that change something are not tried)"
    case .missingActions(let actions): "the RAM user lacks \(actions.joined(separator: ", "))"
    case .schema(let version): "available, with schema version \(version)"
    case .hologresNotConfigured: "not configured, so target tables cannot be read"
    case .hologres(let version): "available (\(version))"
    case .plainPostgres: "available, but it is a plain Postgres server and not Hologres"
    case .hologresFailed(let error): "not available: \(error.english(face))"
    case .kafkaNotBuilt: "this build cannot read topics"
    case .kafkaNotConfigured: "not configured, so topics cannot be read"
    case .kafka(let servers, let brokers): "available at \(servers), with \(counted(brokers, "broker"))"
    case .endpoints(let kafka, let hologres, let database):
      "jobs read from \(kafka) and write to database \(database) at \(hologres)"
    case .secrets(let names): "available: \(names.quoted(.english))"
    case .noAlertChannels: "not configured, so alerts are only listed"
    case .alertChannels(let channels): "configured: \(channels.abridged(.english))"
    case .alertMessagesDelivered: "all delivered"
    case .alertMessages(let waiting, let dead): "\(waiting) waiting, \(dead) given up in the last 30 days"
    }
  }
}

extension DoctorRemedy {
  func english(_ face: Face) -> String {
    switch self {
    case .grantActions(let isReadOnly):
      "Attach the policy that 'flink-deploy policy\(isReadOnly ? " --read-only" : "")' prints to the RAM user"
    case .configureHologres: "Set HOLOGRES_ENDPOINT and HOLOGRES_DATABASE"
    case .checkHologres:
      "Check HOLOGRES_ENDPOINT, HOLOGRES_DATABASE, HOLOGRES_USERNAME and HOLOGRES_PASSWORD"
    case .buildWithKafka:
      "Build with --traits KafkaSampling (librdkafka-dev), or pass \(Argument.columns.name(face)) or "
        + Argument.sampleMessages.name(face)
    case .configureKafka:
      "Set KAFKA_BOOTSTRAP_SERVERS, or pass \(Argument.columns.name(face)) or \(Argument.sampleMessages.name(face))"
    case .configureAlerts: "Set FLINK_DEPLOY_ALERTS to send the alerts of 'flink-deploy monitor'"
    case .listAlerts: "Run 'flink-deploy alerts' to list them with the last answer of the receiver"
    }
  }
}
