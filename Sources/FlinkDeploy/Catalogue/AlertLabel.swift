/// A label or a header in tables of alerts and their messages.
enum AlertLabel: CaseIterable, Worded {
  /// The line of an alert in the status of a job.
  case alert
  // Headers of the list of alerts
  case id, severity, state, since, count, deployment, message
  // Headers of the list of undelivered messages
  case channel, kind, attempts, created, answer

  func english(_ face: Face) -> String {
    switch self {
    case .alert: "alert"
    case .id: "ALERT"
    case .severity: "SEVERITY"
    case .state: "STATE"
    case .since: "SINCE"
    case .count: "SEEN"
    case .deployment: "DEPLOYMENT"
    case .message: "MESSAGE"
    case .channel: "CHANNEL"
    case .kind: "KIND"
    case .attempts: "ATTEMPTS"
    case .created: "CREATED"
    case .answer: "LAST ANSWER"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .alert: "告警"
    case .id: "告警 ID"
    case .severity: "级别"
    case .state: "状态"
    case .since: "开始时间"
    case .count: "次数"
    case .deployment: "作业"
    case .message: "内容"
    case .channel: "通道"
    case .kind: "种类"
    case .attempts: "尝试次数"
    case .created: "创建时间"
    case .answer: "最近一次应答"
    }
  }
}
