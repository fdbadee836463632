/// The service that a channel posts to.
public enum ChannelKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// A robot of a DingTalk group.
  case dingtalk
  /// A custom bot of a Feishu group. Lark is the same service at another host.
  case feishu
  /// A robot of a WeCom group.
  case wecom
  /// An incoming webhook of Slack.
  case slack
  /// Any receiver of CloudEvents.
  case webhook
  /// Prometheus Alertmanager, by its API v2.
  case alertmanager

  private static let domains: [(domain: String, kind: ChannelKind)] = [
    ("dingtalk.com", .dingtalk), ("dingtalk.io", .dingtalk),
    ("feishu.cn", .feishu), ("larksuite.com", .feishu), ("larkoffice.com", .feishu),
    ("weixin.qq.com", .wecom), ("slack.com", .slack), ("slack-gov.com", .slack),
  ]

  /// The kind that an address shows.
  init(of address: WebAddress) {
    let known = ChannelKind.domains.first { address.host == $0.domain || address.host.hasSuffix(".\($0.domain)") }
    self = known?.kind ?? (address.path.contains("/api/v2/alerts") ? .alertmanager : .webhook)
  }

  /// How many messages it takes.
  var pace: ChannelPace {
    switch self {
    case .dingtalk: ChannelPace(perMinute: 20)
    case .feishu: ChannelPace(perMinute: 100, perSecond: 5)
    case .wecom: ChannelPace(perMinute: 20)
    case .slack: ChannelPace(perSecond: 1)
    case .webhook, .alertmanager: ChannelPace()
    }
  }
}
