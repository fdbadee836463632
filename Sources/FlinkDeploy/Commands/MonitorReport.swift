import Alerting
import JSONCoding

/// What a single round of the monitor did, as text and as JSON.
struct MonitorReport {
  /// The round.
  let report: RoundReport
  /// The alerts that are open now.
  let open: [Alert]
  /// Whether receivers have taken all messages.
  let hasDelivered: Bool

  /// The JSON object.
  func json(_ voice: Voice) -> JSONObject {
    [
      "followed": false, "reachable": .bool(report.problem == nil), "deployments": .int(report.deployments),
      "api_calls": .int(report.calls), "opened": .array(opened.map { .object($0.fullJSON(voice)) }),
      "resolved": .array(resolved.map { .object($0.fullJSON(voice)) }),
      "alerts": .array(open.map { .object($0.fullJSON(voice)) }), "delivered": .bool(hasDelivered),
    ]
  }

  /// A line for each change, and a summary.
  func text(_ composer: AlertComposer) -> String {
    let summary = MonitorText.summary(
      deployments: report.deployments, opened: opened.count, resolved: resolved.count, open: open.count)
    return (report.changes.map(composer.line) + [summary.text(composer.voice)]).joined(separator: "\n")
  }

  private var opened: [Alert] { report.changes.compactMap { if case .opened(let alert) = $0 { alert } else { nil } } }

  private var resolved: [Alert] {
    report.changes.compactMap { if case .resolved(let alert) = $0 { alert } else { nil } }
  }
}

extension AlertComposer {
  /// A line about the change of an alert, for a log.
  func line(of change: AlertChange) -> String {
    let alert = change.alert
    let kind: AlertMessage.Kind
    let moment: Int
    switch change {
    case .opened: (kind, moment) = (.firing, alert.openedAt)
    case .seen, .escalated: (kind, moment) = (.firing, alert.lastSeenAt)
    case .resolved: (kind, moment) = (.resolved, alert.resolvedAt ?? alert.lastSeenAt)
    }
    let names = [AlertComposer.name(of: alert)].compactMap(\.self)
    let title = AlertText.title(kind, alert.severity, [alert.rule], names: names)
    return "\(time.text(moment)) \(title.text(voice).printable) (\(alert.id))"
  }
}
