import JobHealth

extension HealthReason {
  func chinese(_ face: Face) -> String {
    switch self {
    case .recordedStatus(let status): "最近一次记录的状态为 \(status)，无法访问阿里云"
    case .platformStatus(let status): "阿里云报告作业实例的状态为 \(status)"
    case .flinkState(let state): "Flink 报告作业实例的状态为 \(state)"
    case .stoppedWithSavepoint: "作业实例停止前已创建作业快照"
    case .tasksStarting(let count, let total): "\(total) 个任务组中有 \(count) 个尚未运行"
    case .restarting(let seconds?): "作业实例正在重启，已持续 \(seconds) 秒"
    case .restarting(nil): "作业实例正在重启"
    case .taskDoesNotEnd: "有任务无法结束，作业实例因此不能重启"
    case .failures(let count, let seconds): "作业实例在最近 \(seconds) 秒内失败 \(count) 次"
    case .restarts(let count, let seconds): "作业实例在最近 \(seconds) 秒内重启 \(count) 次"
    case .lastFailure(let exception, let message?): "最近一次失败：\(exception): \(message)"
    case .lastFailure(let exception, nil): "最近一次失败：\(exception)"
    case .unreadableMessage(let place):
      "作业实例无法读取 Topic '\(place.topic)' 分区 \(place.partition) 位点 \(place.offset) 处的消息"
    case .messagesRead(let count, let seconds): "\(seconds) 秒内读取了 \(count) 条消息"
    case .noMessagesRead(let seconds): "已有 \(seconds) 秒未读取任何消息"
    case .rowsPassed(let count, let seconds): "\(seconds) 秒内有 \(count) 行到达结果表算子"
    case .noRowsPassed(let seconds): "已有 \(seconds) 秒没有任何行到达结果表算子"
    default: chineseLoad(face)
    }
  }

  private func chineseLoad(_ face: Face) -> String {
    switch self {
    case .nothingWaits: "作业实例已读到 Topic 的末尾"
    case .topicEmpty: "Topic 中没有可读取的消息"
    case .messagesWait(let count): "Kafka 中有 \(count) 条消息等待读取"
    case .messagesWaitAtLeast(0): "Flink 统计没有等待读取的消息，但该数值可能偏低"
    case .messagesWaitAtLeast(let count): "至少有 \(count) 条消息等待读取：Flink 的统计值可能偏低"
    case .backlogGrows(let from, let to): "积压从 \(from) 条增加到 \(to) 条消息"
    case .backlogShrinks(let from, let to): "积压从 \(from) 条减少到 \(to) 条消息"
    case .secondsOfInput(let seconds): "积压相当于 \(seconds) 秒的输入量"
    case .messageAge(let seconds): "读取时消息已产生 \(seconds) 秒"
    case .noPartition: "源表未发现 Topic 的任何分区"
    case .watermarkHeldBack(let topic, let partition):
      "Topic '\(topic)'：分区 \(partition) 没有消息，Watermark 因此无法推进"
    case .busy(let percent): "最忙的任务有 \(percent)% 的时间处于繁忙状态"
    case .backpressure(let percent): "有任务 \(percent)% 的时间在等待下游任务（反压）"
    case .parallelismAtPartitions(let count): "提高并行度没有帮助：并行度 \(count) 已达到分区数"
    default: chineseTuning(face)
    }
  }

  private func chineseTuning(_ face: Face) -> String {
    switch self {
    case .backlogWorkedOff(let minutes): "无需提高并行度：作业实例将在 \(minutes) 分钟内读完积压的消息"
    case .loadUnsettled(let seconds): "\(seconds) 秒后才能推荐并行度：重启或更改后的前 5 分钟不计入负载"
    case .loadNeedsReadings: "本次运行至少读取 3 次、每次间隔至少 10 秒后，才能推荐并行度"
    case .loadUnknown: "未推荐并行度：读取结果未显示作业实例的繁忙程度"
    case .tunedAutomatically: "未推荐并行度：智能调优（Autopilot）或定时调优会更改该作业的资源"
    case .quotaReached(let count): "无法提高并行度：部署目标的资源只够运行 \(count) 个子任务"
    case .throughputRose(let from, let to, let parallelism):
      "并行度 \(parallelism) 提高了吞吐量：作业实例可处理 \(Quantity.perSecond(to).chinese(face))，"
        + "之前为 \(Quantity.perSecond(from).chinese(face))"
    case .throughputDidNotRise(let from, let to, let parallelism):
      "并行度 \(parallelism) 未提高吞吐量（之前为 \(Quantity.perSecond(from).chinese(face))，"
        + "现在为 \(Quantity.perSecond(to).chinese(face))），因此瓶颈在作业之外，例如结果表"
    default: chineseCheckpoint
    }
  }

  private var chineseCheckpoint: String {
    switch self {
    case .messageMissing(let partition, let offset): "表中没有分区 \(partition) 位点 \(offset) 的消息"
    case .checkpointCompleted(let id, let seconds): "系统检查点 \(id) 已于 \(seconds) 秒前完成"
    case .checkpointInProgress(let seconds): "有系统检查点已进行 \(seconds) 秒，尚未完成"
    case .checkpointSlow(let seconds): "最近完成的系统检查点耗时 \(seconds) 秒"
    case .checkpointFailed(let message?): "最近一次系统检查点失败：\(message)"
    case .checkpointFailed(nil): "最近一次系统检查点失败"
    case .noCheckpoint: "尚无已完成的系统检查点"
    case .waitsForCheckpoint: "无法确认读取消息之后有系统检查点完成"
    case .metricsNotRefreshed: "自上次读取以来 Flink 尚未刷新监控指标（每 10 秒刷新一次）"
    case .noMetricsYet(let seconds): "作业实例已运行 \(seconds) 秒，Flink 尚无其监控指标"
    case .metricsMissing: "Flink 未报告源表和结果表的监控指标"
    case .stateMissing: "Flink 未报告作业实例的状态"
    case .storedReading(let seconds): "结论基于 \(seconds) 秒前的读取结果：等待读取的请求过多，本次未重新读取"
    case .readingsWait(let count): "未能及时读取作业实例：受 API 限流影响，有 \(count) 次读取正在排队"
    case .flinkUnreachable(let reason): "无法访问 Flink REST API：\(reason)"
    case .callRefused(let operation): "RAM用户没有 \(operation) 的权限"
    case .kafkaUnreadable(let reason): "无法读取 Kafka，积压数量不精确：\(reason)"
    default: "需要间隔至少 10 秒的第二次读取才能判断"
    }
  }
}
