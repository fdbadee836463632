import JobHealth

extension RecommendationReason: Note {
  func english(_ face: Face) -> String {
    switch self {
    case .tooSlow(let figures): "\(figures.english(face)). \(figures.englishTarget)"
    case .limitedByPartitions(let figures, let partitions):
      "\(figures.english(face)). Keeping up takes \(counted(figures.needed, "subtask")), "
        + "but the topic has \(counted(partitions, "partition"))"
    case .limitedByQuota(let figures, let most):
      "\(figures.english(face)). Keeping up takes \(counted(figures.needed, "subtask")), "
        + "but the deployment target has resources for \(most)"
    case .oversized(let figures):
      "For the last 15 minutes, at most \(Quantity.perSecond(figures.inputPerSecond).english(face)) came, "
        + "and a subtask can process \(Quantity.perSecond(figures.ratePerSubtask).english(face)). "
        + "At \(figures.targetPercent) % load, this parallelism is enough"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .tooSlow(let figures): "\(figures.chinese(face))。\(figures.chineseTarget)"
    case .limitedByPartitions(let figures, let partitions):
      "\(figures.chinese(face))。跟上输入需要 \(figures.needed) 个子任务，但 Topic 只有 \(partitions) 个分区"
    case .limitedByQuota(let figures, let most):
      "\(figures.chinese(face))。跟上输入需要 \(figures.needed) 个子任务，但部署目标的资源只够运行 \(most) 个"
    case .oversized(let figures):
      "最近 15 分钟内输入速率最高为 \(Quantity.perSecond(figures.inputPerSecond).chinese(face))，"
        + "单个子任务可处理 \(Quantity.perSecond(figures.ratePerSubtask).chinese(face))。"
        + "按 \(figures.targetPercent)% 的负载，该并行度已足够"
    }
  }
}

extension TuningFigures {
  fileprivate func english(_ face: Face) -> String {
    "Messages come at \(Quantity.perSecond(inputPerSecond).english(face)), and a subtask can process "
      + Quantity.perSecond(ratePerSubtask).english(face)
  }

  fileprivate var englishTarget: String {
    let target = "At \(targetPercent) % load, this parallelism keeps up"
    if backlog == 0 { return target }
    return "\(target) and works off the \(counted(backlog, "waiting message")) within \(minutesToDrain) minutes"
  }

  fileprivate func chinese(_ face: Face) -> String {
    "输入速率为 \(Quantity.perSecond(inputPerSecond).chinese(face))，"
      + "单个子任务可处理 \(Quantity.perSecond(ratePerSubtask).chinese(face))"
  }

  fileprivate var chineseTarget: String {
    let target = "按 \(targetPercent)% 的负载，该并行度可以跟上输入"
    return backlog == 0 ? target : "\(target)，并在 \(minutesToDrain) 分钟内读完 \(backlog) 条积压消息"
  }
}
