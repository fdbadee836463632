import FoundationEssentials
import JSONCoding

/// Alerts for Prometheus Alertmanager, as its API v2 takes them.
enum Alertmanager {
  /// In bytes; the text of a message is repeated for each alert.
  private static let fitter = LineFitter(limit: 4_000, lineBreak: 1) { $0.utf8.count }
  /// In milliseconds: Alertmanager would resolve an alert without an end after five minutes by itself.
  private static let farAway = 365 * 86_400_000

  /// The header `Authorization` for a bearer token or `user:password`.
  static func authorization(_ secret: String) -> String {
    secret.contains(":") ? "Basic \(Data(secret.utf8).base64EncodedString())" : "Bearer \(secret)"
  }

  /// The body: one object for each alert.
  static func body(_ message: AlertMessage, _ text: MessageText) -> JSON {
    let description = fitter.lines(of: text, ids: message.alerts.map(\.id)).dropFirst().joined(separator: "\n")
    let annotations: JSON = ["summary": .string(text.title), "description": .string(description)]
    return .array(
      message.alerts.flatMap { alert -> [JSON] in
        let (start, end) = (Timestamp.text(alert.since), Timestamp.text(end(of: alert, message)))
        return names(of: alert, message.kind).map { rule, severity in
          [
            "labels": labels(alert, rule, severity), "annotations": annotations, "startsAt": .string(start),
            "endsAt": .string(end),
          ]
        }
      })
  }

  /// The rules and severities by which Alertmanager may know an alert.
  ///
  /// It knows an alert by its labels, and one that escalated still has those that it was opened with.
  private static func names(of alert: Alert, _ kind: AlertMessage.Kind) -> [(AlertRule, AlertSeverity)] {
    let current = (alert.rule, alert.severity)
    guard kind == .resolved, alert.rule == .crashLoop else { return [current] }
    return [current] + AlertSeverity.allCases.map { (.restarting, $0) }
  }

  private static func labels(_ alert: Alert, _ rule: AlertRule, _ severity: AlertSeverity) -> JSON {
    let id = alert.subject.deploymentID
    var labels: JSONObject = [
      "alertname": .string(rule.rawValue), "deployment": .string(alert.facts.deploymentName ?? id ?? "platform"),
      "severity": .string(severity.rawValue), "alert_id": .string(alert.id),
    ]
    labels["deployment_id"] = id.map(JSON.string)
    return .object(labels)
  }

  private static func end(of alert: Alert, _ message: AlertMessage) -> Int {
    switch message.kind {
    case .firing: alert.openedAt + farAway
    // Not before the start, which Alertmanager refuses.
    case .resolved: max(alert.resolvedAt ?? message.createdAt, alert.since)
    }
  }
}
