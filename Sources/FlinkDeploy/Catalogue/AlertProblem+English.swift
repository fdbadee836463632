extension AlertProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .unknownAlert(let id): "No alert has the ID '\(id)'"
    case .notTaken(let channel, let reason): "Channel '\(channel)': the receiver did not take the message: \(reason)"
    case .refused(let channel, let reason): "Channel '\(channel)': the receiver refuses the message: \(reason)"
    }
  }
}

extension AlertRemedy {
  func english(_ face: Face) -> String {
    switch self {
    case .listAlerts: "Run 'flink-deploy alerts' to list the open alerts with their IDs"
    case .checkReceiver: "Check the network and the receiver, and retry"
    case .checkChannel(let channel):
      "Check \(Settings.ChannelSetting.url.variable(of: channel)) and "
        + "\(Settings.ChannelSetting.secret.variable(of: channel)), and the settings of the receiver"
    }
  }
}
