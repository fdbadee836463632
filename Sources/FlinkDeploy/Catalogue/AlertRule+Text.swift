import Alerting

/// What is wrong, as a part of a sentence.
extension AlertRule: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .failed: "the job failed"
    case .crashLoop: "the job fails and restarts repeatedly"
    case .restarting: "the job restarted"
    case .noCheckpoint: "no checkpoint completes"
    case .lagging: "the job is behind"
    case .notWriting: "the job does not write"
    case .backpressured: "the sink is at its limit"
    case .idle: "no messages arrive"
    case .gone: "the job was stopped or deleted outside of flink-deploy"
    case .platformUnreachable: "Alibaba Cloud is unreachable"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .failed: "作业实例失败"
    case .crashLoop: "作业实例反复失败并重启"
    case .restarting: "作业实例发生重启"
    case .noCheckpoint: "系统检查点未完成"
    case .lagging: "消息积压"
    case .notWriting: "作业实例未写入"
    case .backpressured: "结果表写入已达上限"
    case .idle: "没有新消息"
    case .gone: "作业实例在 flink-deploy 之外停止或删除"
    case .platformUnreachable: "无法访问阿里云"
    }
  }
}

/// How soon somebody must look, in one word.
extension AlertSeverity: Worded {
  func english(_ face: Face) -> String { rawValue }

  func chinese(_ face: Face) -> String {
    switch self {
    case .warning: "警告"
    case .critical: "严重"
    }
  }
}
