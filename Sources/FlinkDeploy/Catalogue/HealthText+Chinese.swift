extension HealthText {
  func chinese(_ face: Face) -> String {
    switch self {
    case .verdict(let verdict, let since): "\(verdict)，自 \(since) 起"
    case .verdictFor(let verdict, let since, let time): "\(verdict)，自 \(since) 起（\(time.chinese(face))）"
    case .read(let rate): "读取 \(rate.chinese(face))"
    case .written(let rate): "写入 \(rate.chinese(face))"
    case .waiting(let count): "待读取 \(count.chinese(face))"
    case .eventTimeLag(let time): "事件时间延迟 \(time.chinese(face))"
    case .idle(let time): "最近一条消息在 \(time.chinese(face))"
    case .busy(let share): "繁忙 \(share.chinese(face))"
    case .backpressured(let share): "反压 \(share.chinese(face))"
    case .parallelism(let count): "并行度 \(count)"
    case .parallelismOf(let count, let partitions): "并行度 \(count)，分区数 \(partitions)"
    case .completed(let count): "完成 \(count) 次"
    case .failed(let count): "失败 \(count) 次"
    case .inProgress(let count): "进行中 \(count) 个"
    case .lastCompleted(let time): "最近完成于 \(time.chinese(face))"
    case .took(let time): "耗时 \(time.chinese(face))"
    case .restartsInWindow(let count, let time): "\(time.chinese(face))内 \(count) 次"
    case .exception(let text, let time): "\(text)（发生于 \(time)）"
    case .recommendation(let parallelism, let reason): "并行度 \(parallelism)：\(reason)"
    case .unknown: "未知"
    }
  }
}
