import Alerting
import JobHealth

extension AlertText {
  func chinese(_ face: Face) -> String {
    switch self {
    case .title(.firing, let severity, let rules, let names):
      "告警（\(severity.chinese(face))）：\(AlertText.chinese(rules, names, face))"
    case .title(.resolved, _, let rules, let names): "恢复：\(AlertText.chinese(rules, names, face))"
    case .testTitle: "告警（测试）：flink-deploy 可以访问此通道"
    case .testExplanation(let channel): "这是对通道 '\(channel)' 的测试，没有异常，无需处理。"
    case .deployment(let name, let id, let jobID):
      "作业：\(name.map { "\($0)（ID \(id)）" } ?? id)" + (jobID.map { "，作业实例 \($0)" } ?? "")
    case .deployments(let names, let more):
      "作业：\(names.joined(separator: "、"))" + (more > 0 ? " 等，另有 \(more) 个" : "")
    case .since(let time): "开始时间：\(time)"
    case .lasted(let begin, let end, let duration): "从 \(begin) 到 \(end)（\(duration.chinese(face))）"
    case .restarts(let count): "重启次数：\(count)"
    case .pending(let count): "Kafka 中待读取的消息数：\(count)"
    case .lastCheckpoint(let time): "最近完成的系统检查点：\(time)"
    case .cause(let exception, let message, let place):
      "原因：\(exception)" + (message.map { ": \($0)" } ?? "")
        + (place.map { "（Topic '\($0.topic)'，分区 \($0.partition)，位点 \($0.offset)）" } ?? "")
    default: chineseAdvice
    }
  }

  private var chineseAdvice: String {
    switch self {
    case .said(let words): "阿里云：\(words)"
    case .explanation(let text): "说明：\(text)"
    case .retry(true): "重启作业实例可能有效"
    case .retry(false): "重启作业实例无效"
    case .action(let text): "处理建议：\(text)"
    case .look(let id): "请运行：flink-deploy status \(id)"
    case .scale(let id, let parallelism): "请运行：flink-deploy update \(id) --parallelism \(parallelism)"
    case .startOrAcknowledge(let id, let alert):
      "如需再次运行：flink-deploy start \(id)。如果是有意停止：flink-deploy alerts ack \(alert)"
    case .examine: "请运行：flink-deploy doctor"
    case .console(let address): "控制台：\(address)"
    case .alert(let id): "告警 ID：\(id)"
    case .alertOf(let id, let name): "告警 ID \(id)：\(name)"
    default: "原因：未知"
    }
  }

  /// The names, then what is wrong with them.
  private static func chinese(_ rules: [AlertRule], _ names: [String], _ face: Face) -> String {
    let what = rules.map { $0.chinese(face) }.joined(separator: "、")
    switch names.count {
    case 0: return what
    case 1: return "\(names[0])：\(what)"
    default:
      let more = names.count - mostNames
      let shown = names.prefix(mostNames).joined(separator: "、") + (more > 0 ? " 等" : "")
      return "\(names.count) 个作业：\(what)：\(shown)"
    }
  }
}
