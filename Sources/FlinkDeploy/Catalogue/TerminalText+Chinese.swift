extension TerminalText {
  func chinese(_ face: Face) -> String {
    switch self {
    case .cancelling: "正在取消并回滚。再次按 Ctrl-C 可停止而不回滚。"
    case .stopped: "已停止，未回滚。运行 'flink-deploy recover' 继续。"
    case .upgraded(let old, let new): "表结构已从版本 \(old) 升级到 \(new)"
    case .schemaCurrent(let version): "表结构版本 \(version)，已是最新版本"
    case .schemaOutdated(let version, let needed):
      "表结构版本 \(version)。运行 'flink-deploy database upgrade' 升级到版本 \(needed)。"
    case .schemaNewer(let version, let known): "表结构版本 \(version)。本程序最高支持版本 \(known)。"
    case .becomes(let field, let value, let result): "\(field)：\(value) 变为 \(result)"
    case .failedMessages(let failed, let total): "\(total) 条采样消息中有 \(failed) 条会失败"
    case .failure(let count, let place, let reason): "消息数：\(count)，首条：\(place.chinese)：\(reason)"
    case .moreReasons(let count): "另有 \(count) 种原因"
    case .moreFields(let count): "另有 \(count) 个字段"
    case .finding(let place, let message, let replacement):
      "\(place) \(message)" + (replacement.map { "；请使用 \($0)" } ?? "")
    case .recovered(let record, let status, let message):
      "作业记录 \(record)：\(status)" + (message == status ? "" : "（\(message)）")
    }
  }
}

extension TerminalText.Place {
  fileprivate var chinese: String {
    switch self {
    case .message(let number): "消息 \(number)"
    case .offset(let offset, let partition): "分区 \(partition) 位点 \(offset)"
    }
  }
}
