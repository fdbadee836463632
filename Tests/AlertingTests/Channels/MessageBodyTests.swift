import Alerting
import HTTPTransport
import JSONCoding
import Testing

/// What the receiver of each kind of channel reads.
@Suite("Bodies of messages")
struct MessageBodyTests {
  private static let alertID = ChannelExample.alertID
  private static let plain =
    #"FIRING critical: job failed: orders_by_day\nSince 2023-11-14 22:12:00 UTC\n"#
    + #"Cause: PSQLException: <no> space & \"left\"\nAlert: 0b9d4f6e-8a55-4c39-9d27-3f1f5b2a7c10"#

  @Test("of the robots are plain text, byte by byte")
  func robots() throws {
    #expect(
      try ChannelExample.request(.dingtalk).bodyText
        == #"{"msgtype":"text","text":{"content":"\#(Self.plain)"},"at":{"atMobiles":[],"isAtAll":false}}"#)
    #expect(
      try ChannelExample.request(.wecom).bodyText == #"{"msgtype":"text","text":{"content":"\#(Self.plain)"}}"#)
    #expect(
      try ChannelExample.request(.feishu, secret: "demoFeishuSecret").bodyText
        == #"{"timestamp":"1700000000","sign":"2vg3HjBNqw0mZFpBn09APUCnV0tTJf8rEe3ke9gLJPw=","msg_type":"text","#
        + #""content":{"text":"\#(Self.plain)"}}"#)
  }

  @Test("of Slack escape its three control characters, in the text and in the blocks")
  func slack() throws {
    let escaped = Self.plain.replacing("<no> space &", with: "&lt;no&gt; space &amp;")
    #expect(
      try ChannelExample.request(.slack).bodyText
        == #"{"text":"\#(escaped)","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"\#(escaped)"}}]}"#)
  }

  @Test("of Alertmanager are one alert with its labels, and with an end that it reaches only when it is resolved")
  func alertmanager() throws {
    let labels =
      #"{"alertname":"failed","deployment":"orders_by_day","severity":"critical","#
      + #""alert_id":"\#(Self.alertID)","deployment_id":"d-1"}"#
    let firing = try ChannelExample.request(.alertmanager)
    #expect(firing.url == "https://alertmanager.example.com/api/v2/alerts")
    let alert = try #require(firing.json.array?.first)
    #expect(try firing.json.array?.count == 1)
    #expect(alert["labels"]?.text == labels)
    #expect(alert["annotations"]?["summary"] == .string(ChannelExample.text.title))
    #expect(alert["annotations"]?["description"]?.string == ChannelExample.text.lines.joined(separator: "\n"))
    #expect(alert["startsAt"] == "2023-11-14T22:12:00Z")
    // Alertmanager resolves an alert without an end by itself.
    #expect(alert["endsAt"] == "2024-11-13T22:13:00Z")
    var resolved = ChannelExample.alert()
    resolved.resolvedAt = ChannelExample.now - 5_000
    let closing = try #require(
      try ChannelExample.request(.alertmanager, ChannelExample.message(.resolved, [resolved])).json.array?.first)
    #expect(closing["labels"]?.text == labels)
    #expect(closing["startsAt"] == "2023-11-14T22:12:00Z")
    #expect(closing["endsAt"] == "2023-11-14T22:13:15Z")
  }

  @Test("of Alertmanager never end before they start")
  func clockBackwards() throws {
    var alert = ChannelExample.alert()
    alert.resolvedAt = alert.since - 60_000
    let request = try ChannelExample.request(.alertmanager, ChannelExample.message(.resolved, [alert]))
    let entry = try #require(request.json.array?.first)
    #expect(entry["endsAt"] == entry["startsAt"])
  }

  @Test("of Alertmanager also resolve the labels that a crash loop had before it escalated")
  func escalated() throws {
    var alert = ChannelExample.alert(rule: .crashLoop)
    #expect(try ChannelExample.request(.alertmanager, ChannelExample.message(.firing, [alert])).json.array?.count == 1)
    alert.resolvedAt = ChannelExample.now
    let entries = try #require(
      try ChannelExample.request(.alertmanager, ChannelExample.message(.resolved, [alert])).json.array)
    let labels = entries.compactMap { $0["labels"] }
    #expect(labels.compactMap { $0["alertname"]?.string } == ["crash_loop", "restarting", "restarting"])
    #expect(labels.compactMap { $0["severity"]?.string } == ["critical", "warning", "critical"])
    #expect(Set(entries.map { $0["labels"]?["alert_id"]?.string }) == [Self.alertID])
    #expect(Set(entries.map { $0["endsAt"]?.string }) == ["2023-11-14T22:13:20Z"])
  }

  @Test(
    "of Alertmanager carry a login or a token",
    arguments: [("user:pass:word", "Basic dXNlcjpwYXNzOndvcmQ="), ("t0ken.value", "Bearer t0ken.value")])
  func login(_ secret: String, _ header: String) throws {
    #expect(try ChannelExample.request(.alertmanager, secret: secret).header("authorization") == header)
    #expect(try ChannelExample.request(.alertmanager).header("authorization") == nil)
  }

  @Test("of a webhook are an event of CloudEvents about the alert")
  func webhook() throws {
    let request = try ChannelExample.request(.webhook)
    #expect(request.header("content-type") == "application/cloudevents+json")
    let event = try request.json
    let expected: [(String, JSON)] = [
      ("specversion", "1.0"), ("id", .string(ChannelExample.messageID)), ("source", "flink-deploy"),
      ("type", "flink-deploy.alert.firing"), ("subject", .string(Self.alertID)), ("time", "2023-11-14T22:13:10Z"),
      ("datacontenttype", "application/json"),
    ]
    for (name, value) in expected { #expect(event[name] == value, "\(name)") }
    let data = try #require(event["data"])
    #expect(data["status"] == "firing")
    #expect(data["title"] == .string(ChannelExample.text.title))
    #expect(data["alerts"]?.array?.map { $0["id"] } == [.string(Self.alertID)])
    #expect(data["alerts"]?.array?.first?["deployment_name"] == "orders_by_day")
    let closing = try ChannelExample.request(.webhook, ChannelExample.message(.resolved)).json
    #expect(closing["type"] == "flink-deploy.alert.resolved")
    #expect(closing["subject"] == .string(Self.alertID))
  }

  @Test("of several alerts are about their message, and hold the ID of each alert", arguments: [2, 200])
  func severalAlerts(_ count: Int) throws {
    let alerts = (0..<count).map { ChannelExample.alert("alert-\($0)", subject: .deployment("d-\($0)")) }
    let message = ChannelExample.message(.firing, alerts)
    let event = try ChannelExample.request(.webhook, message).json
    #expect(event["subject"] == .string(ChannelExample.messageID))
    #expect(event["data"]?["alerts"]?.array?.compactMap { $0["id"]?.string } == alerts.map(\.id))
    let labels = try ChannelExample.request(.alertmanager, message).json.array?.compactMap { $0["labels"] }
    #expect(labels?.compactMap { $0["alert_id"]?.string } == alerts.map(\.id))
  }

  @Test("of an alert about Alibaba Cloud name no deployment")
  func platform() throws {
    let alert = ChannelExample.alert(rule: .platformUnreachable, subject: .platform, name: nil)
    let message = ChannelExample.message(.firing, [alert])
    let labels = try #require(try ChannelExample.request(.alertmanager, message).json.array?.first?["labels"])
    #expect(labels["deployment"] == "platform")
    #expect(labels["deployment_id"] == nil)
    let event = try ChannelExample.request(.webhook, message).json
    #expect(event["data"]?["alerts"]?.array?.first?["deployment_id"] == .null)
  }

  @Test("are the same in each attempt, but for the signature", arguments: ChannelKind.allCases)
  func repeated(_ kind: ChannelKind) throws {
    let channel = try ChannelExample.channel(kind)
    let attempts = [0, 3_600_000].map {
      channel.request(for: ChannelExample.message(), text: ChannelExample.text, at: ChannelExample.now + $0)
    }
    #expect(attempts[0].bodyText == attempts[1].bodyText)
    #expect(attempts[0].url == attempts[1].url)
    #expect(attempts[0].header("webhook-id") == attempts[1].header("webhook-id"))
  }

  @Test("hold control characters and quotes as JSON does", arguments: ChannelKind.allCases)
  func controlCharacters(_ kind: ChannelKind) throws {
    let odd = "a\u{0}b\u{1b}[31mc\u{7f}\"\\\u{2028}\u{85}😀"
    let text = MessageText(title: "FIRING \(odd)", lines: ["x\t\(odd)"])
    let request = try ChannelExample.request(kind, text: text)
    let bytes = try #require(request.body)
    #expect(bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7f })
    #expect(try Self.strings(in: request.json).contains { $0.contains(odd) })
  }

  @Test("of Feishu do not notify everybody because an exception contains a tag")
  func mentions() throws {
    let text = MessageText(title: "FIRING <AT user_id=\"all\">x</at>", lines: ["<at>", "<attempt>"])
    let shown = try ChannelExample.request(.feishu, text: text).json["content"]?["text"]?.string
    #expect(shown == "FIRING < AT user_id=\"all\">x< /at>\n< at>\n<attempt>")
  }

  private static func strings(in json: JSON) -> [String] {
    switch json {
    case .string(let text): [text]
    case .array(let elements): elements.flatMap(strings)
    case .object(let object): object.members.flatMap { strings(in: $0.value) }
    case .null, .bool, .number: []
    }
  }
}
