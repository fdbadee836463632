extension DoctorCheck {
  func chinese(_ face: Face) -> String {
    switch self {
    case .setting(let setting): setting.rawValue
    case .endpoint: "访问地址"
    case .alibabaCloud: "阿里云"
    case .permissions: "权限"
    case .database: "元数据库"
    case .hologres: "Hologres"
    case .kafka: "Kafka"
    case .sql: "SQL"
    case .secrets: "项目变量"
    case .alertChannels: "告警通道"
    case .alertMessages: "告警消息"
    }
  }
}

extension DoctorDetail {
  func chinese(_ face: Face) -> String {
    switch self {
    case .value(let value): value
    case .targets(let targets): "可用，部署目标（队列）：\(targets.abridged(.chinese))"
    case .grantedActions(let count): "RAM用户拥有 \(count) 个读取操作的权限（不尝试会更改资源的操作）"
    case .missingActions(let actions): "RAM用户缺少 \(actions.joined(separator: "、"))"
    case .schema(let version): "可用，表结构版本 \(version)"
    case .hologresNotConfigured: "未配置，无法读取目标表"
    case .hologres(let version): "可用（\(version)）"
    case .plainPostgres: "可用，但该服务是普通 Postgres，而不是 Hologres"
    case .hologresFailed(let error): "不可用：\(error.chinese(face))"
    case .kafkaNotBuilt: "当前构建无法读取 Topic"
    case .kafkaNotConfigured: "未配置，无法读取 Topic"
    case .kafka(let servers, let brokers): "可用：\(servers)，Broker 数量：\(brokers)"
    case .endpoints(let kafka, let hologres, let database):
      "作业从 \(kafka) 读取，写入 \(hologres) 的数据库 \(database)"
    case .secrets(let names): "可用：\(names.quoted(.chinese))"
    case .noAlertChannels: "未配置，告警仅可列出"
    case .alertChannels(let channels): "已配置：\(channels.abridged(.chinese))"
    case .alertMessagesDelivered: "全部送达"
    case .alertMessages(let waiting, let dead): "等待中 \(waiting) 条，最近 30 天放弃 \(dead) 条"
    }
  }
}

extension DoctorRemedy {
  func chinese(_ face: Face) -> String {
    switch self {
    case .grantActions(let isReadOnly):
      "将 'flink-deploy policy\(isReadOnly ? " --read-only" : "")' 输出的权限策略授予 RAM用户"
    case .configureHologres: "设置 HOLOGRES_ENDPOINT 和 HOLOGRES_DATABASE"
    case .checkHologres: "检查 HOLOGRES_ENDPOINT、HOLOGRES_DATABASE、HOLOGRES_USERNAME 和 HOLOGRES_PASSWORD"
    case .buildWithKafka:
      "使用 --traits KafkaSampling 构建（需要 librdkafka-dev），或指定 \(Argument.columns.name(face)) "
        + "或 \(Argument.sampleMessages.name(face))"
    case .configureKafka:
      "设置 KAFKA_BOOTSTRAP_SERVERS，或指定 \(Argument.columns.name(face)) 或 \(Argument.sampleMessages.name(face))"
    case .configureAlerts: "设置 FLINK_DEPLOY_ALERTS 以发送 'flink-deploy monitor' 的告警"
    case .listAlerts: "运行 'flink-deploy alerts' 列出这些消息及接收方最近一次的应答"
    }
  }
}
