import Alerting
import HTTPTransport
import Testing

/// The forms in which people paste the address of a channel.
@Suite("Addresses of channels")
struct ChannelAddressTests {
  private static func url(_ text: String, _ kind: ChannelKind?) throws -> String {
    try AlertChannel(name: "ops", kind: kind, url: text)
      .request(for: ChannelExample.message(), text: ChannelExample.text, at: ChannelExample.now).url
  }

  private static let pasted: [(text: String, kind: ChannelKind?, url: String)] = [
    ("abcdef0123", .dingtalk, "https://oapi.dingtalk.com/robot/send?access_token=abcdef0123"),
    ("9f8e-7d6c", .feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/9f8e-7d6c"),
    ("693a-key", .wecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a-key"),
    ("T0/B0/XyZ", .slack, "https://hooks.slack.com/services/T0/B0/XyZ"),
    ("/services/T0/B0/XyZ", .slack, "https://hooks.slack.com/services/T0/B0/XyZ"),
    ("oapi.dingtalk.com/robot/send?access_token=a", nil, "https://oapi.dingtalk.com/robot/send?access_token=a"),
    ("HTTPS://OAPI.DingTalk.com:443/a?access_token=aB#x", nil, "https://oapi.dingtalk.com:443/a?access_token=aB"),
    ("https://hooks.example.com/T0/B0/x", .slack, "https://hooks.example.com/T0/B0/x"),
    ("http://127.0.0.1:9093", .alertmanager, "http://127.0.0.1:9093/api/v2/alerts"),
    ("http://[::1]:9093/", .alertmanager, "http://[::1]:9093/api/v2/alerts"),
    ("http://localhost:9093/#/alerts", .alertmanager, "http://localhost:9093/api/v2/alerts"),
    ("https://a.example.com/prefix/", .alertmanager, "https://a.example.com/prefix/api/v2/alerts"),
    ("https://a.example.com/prefix/api/v2/alerts/", nil, "https://a.example.com/prefix/api/v2/alerts"),
    ("https://a.example.com", nil, "https://a.example.com"),
    ("https://a.example.com/in?b=c&d=%20", nil, "https://a.example.com/in?b=c&d=%20"),
  ]

  @Test("are a URL, or the token in it", arguments: pasted)
  func forms(_ text: String, _ kind: ChannelKind?, _ url: String) throws {
    #expect(try Self.url(text, kind) == url)
  }

  @Test(
    "show the kind by their host",
    arguments: [
      ("https://oapi.dingtalk.com/robot/send?access_token=a", .dingtalk),
      ("https://open.feishu.cn/open-apis/bot/v2/hook/a", .feishu),
      ("https://open.larksuite.com/open-apis/bot/v2/hook/a", .feishu),
      ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a", .wecom),
      ("https://hooks.slack.com/services/T0/B0/x", .slack),
      ("https://a.example.com/api/v2/alerts", .alertmanager),
      ("https://a.example.com/", .webhook), ("http://127.0.0.1:1/", .webhook),
      ("https://evil-slack.com/services/T0/B0/x", .webhook), ("https://slack.com.example.com/", .webhook),
    ] as [(String, ChannelKind)])
  func kinds(_ url: String, _ kind: ChannelKind) throws {
    #expect(try AlertChannel(name: "ops", url: url).kind == kind)
  }

  private static let refused: [(text: String, kind: ChannelKind?, problem: ChannelProblem)] = [
    ("abcdef", nil, .unknownKind), ("T0/B0/x", nil, .unknownKind), ("", nil, .unknownKind),
    ("abcdef", .webhook, .invalidURL), ("abcdef", .alertmanager, .invalidURL), ("", .dingtalk, .invalidURL),
    ("T0/B0", .slack, .invalidURL), ("a/b/c", .dingtalk, .invalidURL), ("a&b", .wecom, .invalidURL),
    ("a b", .feishu, .invalidURL), ("ключ", .feishu, .invalidURL),
    ("ftp://a.example.com/", nil, .invalidURL), ("https://", nil, .invalidURL), ("https:///x", nil, .invalidURL),
    ("https://a:port/", nil, .invalidURL), ("https://a:99999/", nil, .invalidURL), ("https://a:/", nil, .invalidURL),
    ("https://a\\b/", nil, .invalidURL), ("https://a/\u{1}", nil, .invalidURL), ("https://例子/", nil, .invalidURL),
    ("http://a.example.com/", nil, .plainHTTP), ("http://192.168.0.7/", nil, .plainHTTP),
    ("http://127.0.0.1.example.com/", nil, .plainHTTP), ("http://127.0.0.1@a.example.com/", nil, .plainHTTP),
    ("http://localhost.example.com:80/", .slack, .plainHTTP), ("http://oapi.dingtalk.com/robot/send", nil, .plainHTTP),
  ]

  @Test("are refused if they are not one, or not encrypted", arguments: refused)
  func refusals(_ text: String, _ kind: ChannelKind?, _ problem: ChannelProblem) {
    #expect(throws: problem) { try AlertChannel(name: "ops", kind: kind, url: text) }
  }

  @Test("keep a login out of the URL, and send it in a header")
  func login() throws {
    let channel = try AlertChannel(name: "ops", url: "http://us%40er:p%3Ass@127.0.0.1:8080/in")
    let request = channel.request(for: ChannelExample.message(), text: ChannelExample.text, at: ChannelExample.now)
    #expect(request.url == "http://127.0.0.1:8080/in")
    #expect(request.header("authorization") == "Basic dXNAZXI6cDpzcw==")
  }

  @Test("go with a secret that a header can hold, and that can be read")
  func secrets() throws {
    let url = "https://a.example.com/"
    #expect(throws: ChannelProblem.invalidSecret) {
      try AlertChannel(name: "ops", kind: .alertmanager, url: url, secret: "user:a\r\nb")
    }
    #expect(throws: ChannelProblem.invalidSecret) { try AlertChannel(name: "ops", url: url, secret: "whsec_?") }
    #expect(try AlertChannel(name: "OPS", kind: .slack, url: url, secret: "whsec_?").name == "ops")
  }

  @Test("take messages at the pace of their service")
  func pace() throws {
    let paces = try ChannelKind.allCases.map { try ChannelExample.channel($0).pace }
    #expect(
      paces == [
        ChannelPace(perMinute: 20), ChannelPace(perMinute: 100, perSecond: 5), ChannelPace(perMinute: 20),
        ChannelPace(perSecond: 1), ChannelPace(), ChannelPace(),
      ])
  }
}
