import Alerting
import HTTPTransport
import Testing

/// URLs and secrets of channels are credentials.
@Suite("Credentials of channels")
struct ChannelRedactionTests {
  /// A channel, and what nothing may show of it.
  struct Secretive: Sendable, CustomTestStringConvertible {
    let kind: ChannelKind
    let url: String
    let secret: String?
    let hidden: [String]

    var testDescription: String { "\(kind)" }

    func channel() throws -> AlertChannel { try AlertChannel(name: "ops", kind: kind, url: url, secret: secret) }
  }

  private static let channels = [
    Secretive(
      kind: .dingtalk, url: "https://oapi.dingtalk.com/robot/send?access_token=tok%2Den17", secret: "SECabc4711",
      hidden: ["tok%2Den17", "tok-en17", "SECabc4711"]),
    Secretive(
      kind: .feishu, url: "https://open.feishu.cn/open-apis/bot/v2/hook/hook4711", secret: "feishu4711",
      hidden: ["hook4711", "feishu4711"]),
    Secretive(kind: .wecom, url: "693a-4711", secret: nil, hidden: ["693a-4711"]),
    Secretive(
      kind: .slack, url: "https://hooks.slack.com/services/T0/B0/slack4711", secret: nil, hidden: ["slack4711"]),
    Secretive(
      kind: .webhook, url: "https://user:basic4711@example.com/in/abcdefghijklmnop?sig=ponmlkjihgfedcba",
      secret: "whsec_c2VjcmV0NDcxMQ==",
      hidden: [
        "basic4711", "abcdefghijklmnop", "ponmlkjihgfedcba", "c2VjcmV0NDcxMQ==", "dXNlcjpiYXNpYzQ3MTE=",
      ]),
    Secretive(
      kind: .alertmanager, url: "https://am.example.com", secret: "user:prom4711",
      hidden: ["prom4711", "dXNlcjpwcm9tNDcxMQ=="]),
  ]

  @Test("are in no description of a channel", arguments: channels)
  func descriptions(_ example: Secretive) throws {
    let channel = try example.channel()
    var dumped = ""
    dump(channel, to: &dumped)
    dump([channel], to: &dumped)
    let printed = [String(describing: channel), String(reflecting: channel), "\([channel])", "\(channel as Any?)"]
    for text in printed + [dumped] {
      #expect(text.contains("ops"))
      for hidden in example.hidden { #expect(!text.contains(hidden), "\(text)") }
    }
  }

  @Test("are in no description of a request", arguments: channels)
  func requests(_ example: Secretive) throws {
    let request = try example.channel().request(
      for: ChannelExample.message(), text: ChannelExample.text, at: ChannelExample.now)
    var dumped = ""
    dump(request, to: &dumped)
    for text in ["\(request)", String(reflecting: request), dumped] {
      #expect(text.contains("POST "))
      for hidden in example.hidden { #expect(!text.contains(hidden), "\(text)") }
    }
  }

  @Test("are taken out of what a receiver says", arguments: channels)
  func outcomes(_ example: Secretive) throws {
    let channel = try example.channel()
    for hidden in example.hidden + [example.url] {
      let answer = #"{"errcode":310000,"code":19001,"errmsg":"x \#(hidden)","msg":"\#(hidden)"}"#
      for body in ["no \(hidden) here", answer] {
        let response = HTTPResponse(status: 404, headers: [:], body: Array(body.utf8))
        guard case .refused(let reason) = channel.outcome(of: .success(response)) else {
          Issue.record("not refused: \(body)")
          continue
        }
        #expect(!reason.contains(hidden), "\(reason)")
        #expect(reason.contains("***"), "\(reason)")
      }
    }
  }

  @Test("are listed, so that SQL with one of them can be refused", arguments: channels)
  func credentials(_ example: Secretive) throws {
    let credentials = try example.channel().credentials
    #expect(credentials.contains(example.url))
    #expect(Set(example.hidden).isSubset(of: credentials))
    // Words that other texts contain are not among them.
    #expect(Set(credentials).isDisjoint(with: ["robot", "send", "services", "hook", "in", "T0", "api", "v2", "user"]))
  }
}
