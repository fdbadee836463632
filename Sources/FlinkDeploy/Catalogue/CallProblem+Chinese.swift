extension CallProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .missingSetting(let setting): "未设置 \(setting.rawValue)"
    case .mixedSources(let mixed):
      mixed.isAddressFromDotEnv
        ? "\(mixed.address) 来自 .env 文件，而 \(mixed.credential) 不是；未发送该凭证"
        : "\(mixed.credential) 来自 .env 文件，而 \(mixed.address) 不是；未发送该凭证"
    case .notConfirmed: "用户未同意，未做任何更改"
    case .confirmationUnavailable: "FLINK_DEPLOY_CONFIRM 要求用户确认，但 MCP 客户端未能征询用户"
    case .readOnly: "FLINK_DEPLOY_READ_ONLY 为 true，不允许更改"
    }
  }
}

extension ArgumentProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .violations(let violations): "参数无效：\(violations.chinese(face))"
    case .notExactlyOne(let arguments): "\(arguments.listed(.chinese, face)) 均未指定或指定了多个"
    case .onlyWith(let argument, let other, let value):
      "指定了 \(argument.name(face))，但未指定 \(other.name(face)) \(value)"
    case .missing(let argument, let other, let value):
      "\(other.name(face)) \(value) 必须与 \(argument.name(face)) 一起使用"
    case .nullCharacter(let argument): "\(Argument.name(of: argument, face)) 包含不支持的字符 U+0000"
    }
  }
}

extension CallRemedy {
  func chinese(_ face: Face) -> String {
    switch self {
    case .set(let setting): setting.chineseRemedy(face)
    case .uniteSources(let mixed):
      "将 \(mixed.address) 与凭证设置在同一处：都在环境变量中，或都在 .env 中。"
        + "如果信任该 .env 文件，请在环境变量中设置 \(Settings.trustVariable)=true"
    case .askAgain(let command): "仅在用户要求时再次调用。用户也可以自行运行以下命令：\(command)"
    case .runByHand(let command): "请用户运行以下命令：\(command)"
    case .allowChanges: "如需更改，请取消设置 FLINK_DEPLOY_READ_ONLY"
    case .correctArguments: "修正参数后重新调用"
    case .passOne(let arguments): "从 \(arguments.listed(.chinese, face)) 中只指定一个"
    case .match(let argument, let other, let value):
      "指定 \(other.name(face)) \(value)，或去掉 \(argument.name(face))"
    case .pass(let argument): "指定 \(argument.name(face))"
    case .removeNullCharacter: "删除该字符后重新调用"
    }
  }
}

extension RequiredSetting {
  /// How to set it.
  func chineseRemedy(_ face: Face) -> String {
    let meaning =
      switch self {
      case .region: "工作空间所在的地域，例如 cn-hangzhou"
      case .workspaceID: "工作空间 ID"
      case .namespace: "项目空间名称"
      case .kafkaServers: "Flink 作业所连接的 Kafka 地址（bootstrap servers）"
      case .hologresEndpoint: "Flink 作业所连接的 Hologres 访问域名（host:port）"
      case .hologresDatabase: "Hologres 数据库名称"
      }
    let way = isForGeneratedSQL ? "，或指定 \(Argument.sql.name(face))" : ""
    return "将 \(rawValue) 设置为\(meaning)\(way)"
  }
}
