extension MonitorText {
  func chinese(_ face: Face) -> String {
    switch self {
    case .round(let deployments, let open, let calls, let duration):
      "\(deployments) 个作业，\(open) 个未恢复的告警，\(duration.chinese(face))内 \(calls) 次 API 调用"
    case .unreachable(let reason): "无法访问阿里云：\(reason)"
    case .waiting: "另一个监控进程正在工作，本进程等待接替。"
    case .noChannel: "未配置通道，告警仅可列出。设置 FLINK_DEPLOY_ALERTS 以发送告警。"
    case .followed: "另一个监控进程正在工作，未执行任何操作。"
    case .summary(let deployments, let opened, let resolved, let open):
      "已检查 \(deployments) 个作业。告警：新增 \(opened) 个，恢复 \(resolved) 个，当前未恢复 \(open) 个。"
    case .notDelivered: "有消息未能送达。运行 'flink-deploy alerts' 列出这些消息。"
    case .noAlerts: "没有未恢复的告警"
    case .undelivered: "未送达的消息："
    case .waitingMessage: "等待中"
    case .deadMessage: "已放弃"
    case .firingMessage: "告警"
    case .resolvedMessage: "恢复"
    case .acknowledged(let id): "已确认告警 \(id)"
    case .acknowledgedBefore(let id): "告警 \(id) 此前已确认"
    case .resolvedBefore(let id): "告警 \(id) 已恢复，未做更改。"
    case .testTaken(let channel): "通道 '\(channel)' 的接收方已接收消息"
    }
  }
}
