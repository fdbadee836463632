public import HTTPTransport
import JSONCoding

extension AlertChannel {
  private static let timeout = Duration.seconds(10)

  /// The request that delivers a message, signed for this moment.
  /// - Parameters:
  ///   - message: The message; each attempt has its ID.
  ///   - text: The message in words.
  ///   - now: The time in milliseconds since 1970.
  public func request(for message: AlertMessage, text: MessageText, at now: Int) -> HTTPRequest {
    switch kind {
    case .dingtalk:
      post(
        DingTalkRobot.body(message, text).serialized,
        to: DingTalkRobot.address(address, secret: secret, at: now))
    case .feishu: post(FeishuBot.body(message, text, secret: secret, at: now).serialized)
    case .wecom: post(WeComRobot.body(message, text).serialized)
    case .slack: post(SlackWebhook.body(message, text).serialized)
    case .alertmanager: post(Alertmanager.body(message, text).serialized)
    case .webhook: event(message, text, at: now)
    }
  }

  private func event(_ message: AlertMessage, _ text: MessageText, at now: Int) -> HTTPRequest {
    let body = CloudEvent.body(message, text).serialized
    let signed = StandardWebhooks.headers(
      id: message.id, body: body, key: secret.flatMap(StandardWebhooks.key), seconds: now / 1000)
    return post(body, contentType: CloudEvent.contentType, headers: signed)
  }

  private func post(
    _ body: [UInt8], to address: WebAddress? = nil, contentType: String = "application/json; charset=utf-8",
    headers: [(name: String, value: String)] = []
  ) -> HTTPRequest {
    var all = [(name: "content-type", value: contentType), (name: "user-agent", value: "flink-deploy")] + headers
    if let authorization { all.append((name: "authorization", value: authorization)) }
    // A robot cannot tell a repeated message from a new one, so libcurl must not repeat it by itself.
    return HTTPRequest(
      method: "POST", url: (address ?? self.address).text, headers: all, body: body, timeout: AlertChannel.timeout,
      hasOwnConnection: true)
  }

  private var authorization: String? {
    if kind == .alertmanager, let secret { return Alertmanager.authorization(secret) }
    return address.login.map { "Basic \($0)" }
  }
}
