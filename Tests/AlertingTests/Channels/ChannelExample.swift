import Alerting
import HTTPTransport
import JSONCoding

/// A message, and channels that it goes to.
enum ChannelExample {
  /// The time of the attempt, in milliseconds since 1970.
  static let now = 1_700_000_000_000
  static let messageID = "5d1c2f0a-6b4e-4f0d-8a5e-0c9d3b7e1f22"
  static let alertID = "0b9d4f6e-8a55-4c39-9d27-3f1f5b2a7c10"
  static let text = MessageText(
    title: "FIRING critical: job failed: orders_by_day",
    lines: ["Since 2023-11-14 22:12:00 UTC", "Cause: PSQLException: <no> space & \"left\"", "Alert: \(alertID)"])

  /// An address of each kind that has no reason to be refused.
  static let addresses: [(kind: ChannelKind, url: String)] = [
    (.dingtalk, "https://oapi.dingtalk.com/robot/send?access_token=t0kent0kent0kent0kent0ken"),
    (.feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/9f8e7d6c-hook"),
    (.wecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693axxx6-key"),
    (.slack, "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"),
    (.webhook, "https://alerts.example.com/flink"),
    (.alertmanager, "https://alertmanager.example.com"),
  ]

  static func alert(
    _ id: String = alertID, rule: AlertRule = .failed, subject: AlertSubject = .deployment("d-1"),
    name: String? = "orders_by_day"
  ) -> Alert {
    var facts = AlertFacts()
    facts.deploymentName = name
    return Alert(
      id: id, subject: subject, rule: rule, severity: rule.severity, since: now - 80_000, openedAt: now - 20_000,
      facts: facts)
  }

  static func message(_ kind: AlertMessage.Kind = .firing, _ alerts: [Alert] = [alert()]) -> AlertMessage {
    AlertMessage(id: messageID, kind: kind, alerts: alerts, createdAt: now - 10_000)
  }

  static func channel(_ kind: ChannelKind, secret: String? = nil) throws -> AlertChannel {
    let address = addresses.first { $0.kind == kind }
    return try AlertChannel(name: "ops", kind: kind, url: address?.url ?? "", secret: secret)
  }

  static func request(
    _ kind: ChannelKind, secret: String? = nil, _ message: AlertMessage = message(), text: MessageText = text
  ) throws -> HTTPRequest {
    try channel(kind, secret: secret).request(for: message, text: text, at: now)
  }
}

extension HTTPRequest {
  /// The body as text.
  var bodyText: String { String(decoding: body ?? [], as: UTF8.self) }

  /// The body as JSON.
  var json: JSON { get throws { try JSON.parse(body ?? []) } }

  /// The header `name`.
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
