extension SettingsProblem {
  /// What is wrong with the value of `variable`.
  func chinese(_ variable: String) -> String {
    switch self {
    case .invalidRegion(let value): "\(variable) 的值 '\(value)' 不是有效的地域 ID"
    case .invalidEndpoint(let value): "\(variable) 的值 '\(value)' 不是有效的访问地址"
    case .endpointWithUser: "\(variable) 包含用户名"
    case .invalidDatabaseURI: "\(variable) 不是有效的 Postgres 连接 URI"
    case .missingCounterpart(let other): "未设置 \(variable)，但设置了 \(other)"
    case .noEncryption(let settings): "\(variable) 未启用加密，但设置了 \(settings)"
    case .missingMechanism(let other, _): "未设置 \(variable)，但 \(other) 要求使用 SASL"
    case .missingStorePassword(let store): "未设置 \(variable)，但 \(store) 指定的密钥库需要密码"
    case .sameFileName(let other): "\(variable) 与 \(other) 的文件名相同"
    case .passwordOfPEM: "设置了 \(variable)，但 PEM 文件没有密码"
    case .placeholder: "\(variable) 的值仍是占位符"
    case .outerBlanks: "\(variable) 的值首尾含有空白或换行"
    case .invalidFile(let value): "\(variable) 的值 '\(value)' 不是文件地址或绝对路径"
    case .invalidSeconds(let value, let lowest, let highest, _):
      "\(variable) 的值 '\(value)' 不是 \(lowest) 至 \(highest) 之间的秒数"
    case .invalidChoice(let value, _): "\(variable) 的值 '\(value)' 不在可选值之内"
    case .invalidAddress(let value): "\(variable) 的值 '\(value)' 不是 host:port 格式"
    case .invalidSecretName: "\(variable) 的值不是有效的项目变量名称"
    case .invalidChannelName(let place): "\(variable) 中第 \(place) 个渠道名称无效"
    case .repeatedChannel(let name): "\(variable) 重复列出了渠道 '\(name)'"
    case .missingChannelURL(let name): "未设置 \(variable)，但 \(Settings.alertsVariable) 列出了渠道 '\(name)'"
    case .unknownChannelKind(let url, _): "未设置 \(variable)，且无法从 \(url) 判断服务类型"
    case .invalidChannelURL: "\(variable) 不是有效的 Webhook URL 或 Token"
    case .unencryptedChannelURL: "\(variable) 使用未加密的 HTTP 访问其他机器"
    case .invalidChannelSecret: "\(variable) 在 whsec_ 之后不是有效的 Base64，或含有控制字符"
    case .unreadableFile(let path): "\(variable) 的值 '\(path)' 无法读取"
    case .lineWithoutEquals(let line): "\(variable) 第 \(line) 行缺少 '='"
    case .lineWithoutName(let line): "\(variable) 第 \(line) 行的 '=' 之前没有有效的变量名"
    case .lineWithOpenQuote(let line): "\(variable) 第 \(line) 行的引号未闭合，或结束引号之后还有内容"
    case .trustsItself: "\(variable) 设置了 FLINK_DEPLOY_TRUST_DOTENV，该变量只能在进程环境中设置"
    case .foreignFile: "\(variable) 属于其他用户，或所有用户均可写入"
    }
  }

  /// How to correct the value.
  var chineseRemedy: String {
    switch self {
    case .invalidRegion: "设置为工作空间所在的地域，例如 cn-hangzhou"
    case .invalidEndpoint: "设置为 https://HOST，仅本机回环地址可使用 http"
    case .endpointWithUser: "设置为不含用户名的 https://HOST"
    case .invalidDatabaseURI: "设置为 postgresql://user:password@host:port/database"
    case .missingCounterpart: "同时设置这两个变量，或都不设置"
    case .noEncryption(let settings): "设置为 SSL 或 SASL_SSL，或取消设置 \(settings)"
    case .missingMechanism(_, let choices), .invalidChoice(_, let choices), .unknownChannelKind(_, let choices):
      "设置为以下值之一：\(choices.joined(separator: "、"))"
    case .missingStorePassword: "设置为保存该密码的项目变量名称"
    case .sameFileName: "重命名其中一个文件，因为作业会将两个文件放在同一目录"
    case .passwordOfPEM(let keyPassword): "取消设置该变量，私钥的密码请使用 \(keyPassword)"
    case .placeholder: "将占位符替换为实际值，或取消设置该变量"
    case .outerBlanks: "删除首尾空白"
    case .invalidFile: "设置为 oss://BUCKET/PATH，或作业所在机器上的绝对路径"
    case .invalidSeconds(_, _, _, let standard): "设置为数字，例如 \(standard)"
    case .invalidAddress: "设置为 host:port"
    case .invalidSecretName: "设置为项目变量的名称而不是值，名称只能包含字母、数字、下划线和连字符"
    case .invalidChannelName: "名称只能包含字母、数字和下划线，名称之间以逗号分隔"
    case .repeatedChannel: "每个渠道只列出一次"
    case .missingChannelURL(let name):
      "设置为该渠道的 Webhook URL，或从 \(Settings.alertsVariable) 中删除 '\(name)'"
    case .invalidChannelURL: "设置为服务提供的 Webhook URL，或该 URL 中的 Token"
    case .unencryptedChannelURL: "使用 https，仅本机回环地址可使用 http"
    case .invalidChannelSecret: "从接收方重新复制该密钥"
    case .unreadableFile: "设置为可读取的文件路径，或取消设置该变量"
    case .lineWithoutEquals, .lineWithoutName, .lineWithOpenQuote: "将该行写为 NAME=value"
    case .trustsItself: "删除该行；如果信任该文件，请在进程环境中设置该变量"
    case .foreignFile: "使该文件仅当前用户可读：运行 chown 和 chmod 600"
    }
  }
}
