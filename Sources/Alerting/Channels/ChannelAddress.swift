/// The address of a channel, from a URL or from the token in one.
struct ChannelAddress: Sendable {
  /// The kind that was given, or that the address shows.
  let kind: ChannelKind
  /// The address to post to.
  let web: WebAddress
  /// What must never be shown.
  let credentials: [String]

  /// An address.
  /// - Parameters:
  ///   - text: A URL, also without its scheme, or the token of a robot.
  ///   - given: The kind; nil for the one that the address shows.
  init(_ text: String, kind given: ChannelKind?) throws(ChannelProblem) {
    let hasHost = text.prefix { $0 != "/" }.contains { $0 == "." || $0 == ":" }
    let url =
      text.contains("://") ? text : hasHost ? "https://\(text)" : try ChannelAddress.url(ofToken: text, kind: given)
    guard var web = WebAddress(url) else { throw .invalidURL }
    guard web.isPrivate else { throw .plainHTTP }
    kind = given ?? ChannelKind(of: web)
    if kind == .alertmanager { web.path = ChannelAddress.alertsPath(web.path) }
    self.web = web
    credentials = ChannelAddress.credentials(in: web, kind, as: text)
  }

  private static func url(ofToken token: String, kind: ChannelKind?) throws(ChannelProblem) -> String {
    guard let kind else { throw .unknownKind }
    let parts = token.split(separator: "/")
    let isToken = parts.allSatisfy { $0.utf8.allSatisfy(isOfToken) }
    guard isToken, parts.count == 1 || kind == .slack else { throw .invalidURL }
    switch kind {
    case .dingtalk: return "https://oapi.dingtalk.com/robot/send?access_token=\(parts[0])"
    case .feishu: return "https://open.feishu.cn/open-apis/bot/v2/hook/\(parts[0])"
    case .wecom: return "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=\(parts[0])"
    case .slack:
      guard parts.count >= 3 else { throw .invalidURL }
      return "https://hooks.slack.com/services/\(parts.suffix(3).joined(separator: "/"))"
    case .webhook, .alertmanager: throw .invalidURL
    }
  }

  private static func isOfToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The path of the alerts, below a path that may be that of the program.
  private static func alertsPath(_ path: String) -> String {
    let suffix = "/api/v2/alerts"
    let trimmed = path.split(separator: "/").map { "/\($0)" }.joined()
    return trimmed.hasSuffix(suffix) ? trimmed : trimmed + suffix
  }

  /// The parts of an address that are as good as the whole, in each spelling.
  private static func credentials(in web: WebAddress, _ kind: ChannelKind, as text: String) -> [String] {
    let segments = web.path.split(separator: "/").map(String.init)
    let values = web.parameters.compactMap { parameter in
      parameter.firstIndex(of: "=").map { String(parameter[parameter.index(after: $0)...]) }
    }
    let token: [String] =
      switch kind {
      case .dingtalk, .wecom: values
      case .feishu, .slack: segments.suffix(1)
      case .webhook, .alertmanager: []
      }
    // Shorter ones are words that other texts contain too.
    let long = (segments + values).filter { $0.utf8.count >= 16 }
    let password = web.userInfo.flatMap { $0.split(separator: ":", maxSplits: 1).dropFirst().first }.map(String.init)
    let login = [web.userInfo, password, web.login].compactMap { $0 }
    let encoded = token + long + login
    return [text, web.text] + encoded + encoded.compactMap(\.percentDecoded)
  }
}
