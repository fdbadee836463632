import Alerting
import JobHealth

extension AlertText {
  func english(_ face: Face) -> String {
    switch self {
    case .title(.firing, let severity, let rules, let names):
      "FIRING \(severity.english(face)): \(AlertText.english(rules, names, face))"
    case .title(.resolved, _, let rules, let names): "RESOLVED: \(AlertText.english(rules, names, face))"
    case .testTitle: "FIRING test: flink-deploy can reach this channel"
    case .testExplanation(let channel): "This is a test of channel '\(channel)'. Nothing is wrong, and nothing follows."
    case .deployment(let name, let id, let jobID):
      "Deployment: \(name.map { "\($0) (ID \(id))" } ?? id)" + (jobID.map { ", job \($0)" } ?? "")
    case .deployments(let names, let more):
      "Deployments: \(names.joined(separator: ", "))" + (more > 0 ? " and \(more) more" : "")
    case .since(let time): "Since: \(time)"
    case .lasted(let begin, let end, let duration): "From \(begin) to \(end) (\(duration.english(face)))"
    case .restarts(let count): "Restarts: \(count)"
    case .pending(let count): "Messages that wait in Kafka: \(count)"
    case .lastCheckpoint(let time): "Last completed checkpoint: \(time)"
    case .cause(let exception, let message, let place):
      "Cause: \(exception)" + (message.map { ": \($0)" } ?? "")
        + (place.map { " (topic '\($0.topic)', partition \($0.partition), offset \($0.offset))" } ?? "")
    default: englishAdvice
    }
  }

  private var englishAdvice: String {
    switch self {
    case .said(let words): "Alibaba Cloud: \(words)"
    case .explanation(let text): "Explanation: \(text)"
    case .retry(true): "A restart of the job can help"
    case .retry(false): "A restart of the job does not help"
    case .action(let text): "What to do: \(text)"
    case .look(let id): "Run: flink-deploy status \(id)"
    case .scale(let id, let parallelism): "Run: flink-deploy update \(id) --parallelism \(parallelism)"
    case .startOrAcknowledge(let id, let alert):
      "To run the job again: flink-deploy start \(id). If the stop was intended: flink-deploy alerts ack \(alert)"
    case .examine: "Run: flink-deploy doctor"
    case .console(let address): "Console: \(address)"
    case .alert(let id): "Alert: \(id)"
    case .alertOf(let id, let name): "Alert \(id): \(name)"
    default: "Cause: unknown"
    }
  }

  /// The names, then what is wrong with them.
  private static func english(_ rules: [AlertRule], _ names: [String], _ face: Face) -> String {
    let what = rules.map { $0.english(face) }.joined(separator: ", ")
    switch names.count {
    case 0: return what
    case 1: return "\(names[0]): \(what)"
    default:
      let more = names.count - mostNames
      let shown = names.prefix(mostNames).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
      return "\(names.count) deployments: \(what): \(shown)"
    }
  }

  /// How many names a title has.
  static let mostNames = 3
}
