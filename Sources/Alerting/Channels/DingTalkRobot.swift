import JSONCoding

/// Messages to a robot of a DingTalk group.
enum DingTalkRobot {
  /// 20,000 bytes of body at most, with room for all but the text.
  private static let fitter = LineFitter.json(limit: 19_800)

  /// The address of one request, with its signature.
  /// - Parameter now: The time in milliseconds since 1970.
  static func address(_ address: WebAddress, secret: String?, at now: Int) -> WebAddress {
    guard let secret else { return address }
    var signed = address
    signed.set("timestamp", "\(now)")
    signed.set("sign", percentEncoded(signature(secret: secret, milliseconds: now)))
    return signed
  }

  /// The signature of one request, in Base64.
  static func signature(secret: String, milliseconds: Int) -> String {
    Signature.base64(key: secret.utf8, message: "\(milliseconds)\n\(secret)".utf8)
  }

  private static func percentEncoded(_ base64: String) -> String {
    base64.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
  }

  /// The body: plain text, because Markdown would swallow characters of names such as `orders_by_day`.
  static func body(_ message: AlertMessage, _ text: MessageText) -> JSON {
    let content = fitter.lines(of: text, ids: message.alerts.map(\.id)).joined(separator: "\n")
    return [
      "msgtype": "text", "text": ["content": .string(content)], "at": ["atMobiles": [], "isAtAll": false],
    ]
  }
}
