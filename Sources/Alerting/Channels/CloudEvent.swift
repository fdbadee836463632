import JSONCoding

/// A message as an event of CloudEvents 1.0, in its JSON format.
enum CloudEvent {
  /// The media type.
  static let contentType = "application/cloudevents+json"

  /// The event; receivers recognise a repeated one by its source and ID.
  static func body(_ message: AlertMessage, _ text: MessageText) -> JSON {
    let ids = message.alerts.map(\.id)
    return [
      "specversion": "1.0", "id": .string(message.id), "source": "flink-deploy",
      "type": .string("flink-deploy.alert.\(message.kind.rawValue)"),
      "subject": .string(ids.count == 1 ? ids[0] : message.id), "time": .string(Timestamp.text(message.createdAt)),
      "datacontenttype": "application/json",
      "data": [
        "status": .string(message.kind.rawValue), "severity": .string(message.severity.rawValue),
        "title": .string(text.title), "text": .string(text.lines.joined(separator: "\n")),
        "alerts": .array(message.alerts.map(json)),
      ],
    ]
  }

  private static func json(_ alert: Alert) -> JSON {
    [
      "id": .string(alert.id), "rule": .string(alert.rule.rawValue), "severity": .string(alert.severity.rawValue),
      "state": .string(alert.state.rawValue), "deployment_id": .optional(alert.subject.deploymentID),
      "deployment_name": .optional(alert.facts.deploymentName), "since": .string(Timestamp.text(alert.since)),
      "opened_at": .string(Timestamp.text(alert.openedAt)), "last_seen_at": .string(Timestamp.text(alert.lastSeenAt)),
      "resolved_at": .optional(alert.resolvedAt.map(Timestamp.text)), "count": .int(alert.count),
      "facts": alert.facts.json,
    ]
  }
}
