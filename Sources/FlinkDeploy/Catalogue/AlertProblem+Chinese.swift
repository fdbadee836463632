extension AlertProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .unknownAlert(let id): "没有 ID 为 '\(id)' 的告警"
    case .notTaken(let channel, let reason): "通道 '\(channel)'：接收方未接收消息：\(reason)"
    case .refused(let channel, let reason): "通道 '\(channel)'：接收方拒绝消息：\(reason)"
    }
  }
}

extension AlertRemedy {
  func chinese(_ face: Face) -> String {
    switch self {
    case .listAlerts: "运行 'flink-deploy alerts' 列出未恢复的告警及其 ID"
    case .checkReceiver: "检查网络和接收方，然后重试"
    case .checkChannel(let channel):
      "检查 \(Settings.ChannelSetting.url.variable(of: channel)) 和 "
        + "\(Settings.ChannelSetting.secret.variable(of: channel))，以及接收方的设置"
    }
  }
}
