import Alerting
import JSONCoding

/// The list of open alerts and of undelivered messages, as tables and as JSON.
struct AlertsTable {
  /// The most columns of a text in a cell.
  private static let widest = 60

  /// The alerts that are not resolved.
  let alerts: [StoredAlert]
  /// The messages that no receiver has taken.
  let undelivered: [Undelivered]
  /// Makes texts.
  let composer: AlertComposer

  private var voice: Voice { composer.voice }

  /// The tables.
  var text: String {
    let open = alerts.isEmpty ? MonitorText.noAlerts.text(voice) : alertTable.text
    guard !undelivered.isEmpty else { return open }
    return [open, "", MonitorText.undelivered.text(voice), messageTable.text].joined(separator: "\n")
  }

  /// One object with both lists.
  var json: JSON {
    [
      "alerts": .array(alerts.map { .object($0.alert.fullJSON(voice)) }),
      "undelivered": .array(undelivered.map { .object($0.json) }),
    ]
  }

  private var alertTable: TextTable {
    let header: [AlertLabel] = [.severity, .state, .since, .count, .deployment, .message, .id]
    let rows = alerts.map { stored in
      let alert = stored.alert
      return [
        alert.severity.rawValue, alert.state.rawValue, composer.time.text(alert.since), "\(alert.count)",
        AlertComposer.name(of: alert)?.printable ?? "", cut(AlertSummary(alert).text(voice)), alert.id,
      ]
    }
    return TextTable(header.map { $0.text(voice) }, rows)
  }

  private var messageTable: TextTable {
    let header: [AlertLabel] = [.channel, .kind, .state, .attempts, .created, .answer, .id]
    let rows = undelivered.map { message in
      let kind: MonitorText = message.kind == .firing ? .firingMessage : .resolvedMessage
      let state: MonitorText = message.isDead ? .deadMessage : .waitingMessage
      return [
        message.delivery.channel, kind.text(voice), state.text(voice), "\(message.delivery.attempts)",
        composer.time.text(message.delivery.createdAt), cut(message.lastError ?? ""),
        message.alertIDs.prefix(3).joined(separator: " ") + (message.alertIDs.count > 3 ? " …" : ""),
      ]
    }
    return TextTable(header.map { $0.text(voice) }, rows)
  }

  private func cut(_ text: String) -> String {
    let text = text.printable
    return text.displayWidth > Self.widest ? "\(text.prefix(width: Self.widest - 1))…" : text
  }
}

extension TextTable {
  /// A table with a header of texts.
  init(_ header: [String], _ rows: [[String]]) {
    self.header = header
    self.rows = rows
  }
}

extension Alert {
  /// The alert for programs: the element of `alerts` in a status, and which deployment it is about.
  func fullJSON(_ voice: Voice) -> JSONObject {
    var object = json(voice)
    object["deployment_id"] = .optional(subject.deploymentID)
    object["deployment_name"] = .optional(facts.deploymentName)
    object["job_id"] = .optional(facts.jobID)
    object["last_seen_at"] = .string(Alert.time(lastSeenAt))
    object["resolved_at"] = .optional(resolvedAt.map(Alert.time))
    object["cause"] = .optional(facts.causeID)
    return object
  }
}

extension Undelivered {
  /// The element of `undelivered`.
  fileprivate var json: JSONObject {
    [
      "message_id": .string(delivery.messageID), "channel": .string(delivery.channel),
      "kind": .string(kind.rawValue), "state": .string(isDead ? "dead" : "waiting"),
      "attempts": .int(delivery.attempts), "created_at": .string(Alert.time(delivery.createdAt)),
      "last_error": .optional(lastError), "alerts": .array(alertIDs.map(JSON.string)),
    ]
  }
}
