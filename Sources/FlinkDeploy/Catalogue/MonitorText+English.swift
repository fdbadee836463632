extension MonitorText {
  func english(_ face: Face) -> String {
    switch self {
    case .round(let deployments, let open, let calls, let duration):
      "\(counted(deployments, "deployment")), \(counted(open, "open alert")), "
        + "\(counted(calls, "API call")) in \(duration.english(face))"
    case .unreachable(let reason): "Alibaba Cloud is unreachable: \(reason)"
    case .waiting: "Another monitor leads. This one waits to replace it."
    case .noChannel: "No channel is configured, so alerts are only listed. Set FLINK_DEPLOY_ALERTS to send them."
    case .followed: "Another monitor leads. Nothing was done."
    case .summary(let deployments, let opened, let resolved, let open):
      "\(counted(deployments, "deployment")) checked. "
        + "Alerts: \(opened) opened, \(resolved) resolved, \(open) open now."
    case .notDelivered: "Not all messages were delivered. Run 'flink-deploy alerts' to list them."
    case .noAlerts: "No alert is open"
    case .undelivered: "Undelivered messages:"
    case .waitingMessage: "waiting"
    case .deadMessage: "given up"
    case .firingMessage: "firing"
    case .resolvedMessage: "resolved"
    case .acknowledged(let id): "Alert \(id) is acknowledged"
    case .acknowledgedBefore(let id): "Alert \(id) was already acknowledged"
    case .resolvedBefore(let id): "Alert \(id) is already resolved. Nothing was changed."
    case .testTaken(let channel): "The receiver of channel '\(channel)' took the message"
    }
  }
}
