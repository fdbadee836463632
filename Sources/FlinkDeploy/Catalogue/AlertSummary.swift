import Alerting
import JobHealth

/// An alert in one sentence: what is wrong, and why.
enum AlertSummary: Worded {
  /// The root cause is known: its class and its message.
  case caused(AlertRule, exception: String, message: String?)
  /// Alibaba Cloud says something about it.
  case said(AlertRule, String)
  /// Only the trouble is known.
  case plain(AlertRule)

  /// The summary of an alert.
  init(_ alert: Alert) {
    let facts = alert.facts
    self =
      if let failure = facts.failure {
        .caused(alert.rule, exception: failure.shortName, message: failure.message)
      } else if let words = facts.platformText, !words.isEmpty { .said(alert.rule, words) } else { .plain(alert.rule) }
  }

  func english(_ face: Face) -> String {
    switch self {
    case .caused(let rule, let exception, let message?): "\(rule.english(face)): \(exception): \(message)"
    case .caused(let rule, let exception, nil): "\(rule.english(face)): \(exception)"
    case .said(let rule, let words): "\(rule.english(face)): \(words)"
    case .plain(let rule): rule.english(face)
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .caused(let rule, let exception, let message?): "\(rule.chinese(face))：\(exception): \(message)"
    case .caused(let rule, let exception, nil): "\(rule.chinese(face))：\(exception)"
    case .said(let rule, let words): "\(rule.chinese(face))：\(words)"
    case .plain(let rule): rule.chinese(face)
    }
  }
}
