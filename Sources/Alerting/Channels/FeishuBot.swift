import JSONCoding

/// Messages to a custom bot of a Feishu or Lark group.
enum FeishuBot {
  /// 20 KB of body at most, with room for all but the text.
  private static let fitter = LineFitter.json(limit: 19_800)

  /// The body, with its signature.
  /// - Parameter now: The time in milliseconds since 1970.
  static func body(_ message: AlertMessage, _ text: MessageText, secret: String?, at now: Int) -> JSON {
    var body = JSONObject()
    if let secret {
      body["timestamp"] = .string("\(now / 1000)")
      body["sign"] = .string(signature(secret: secret, seconds: now / 1000))
    }
    let plain = MessageText(title: withoutMentions(text.title), lines: text.lines.map(withoutMentions))
    let content = fitter.lines(of: plain, ids: message.alerts.map(\.id)).joined(separator: "\n")
    body["msg_type"] = "text"
    body["content"] = ["text": .string(content)]
    return .object(body)
  }

  /// The signature of one request, in Base64: time and secret are the key, and the message is empty.
  static func signature(secret: String, seconds: Int) -> String {
    Signature.base64(key: "\(seconds)\n\(secret)".utf8, message: [])
  }

  /// Text in which a tag from an exception does not notify the whole group.
  private static func withoutMentions(_ text: String) -> String {
    text.replacing(/(?i)<(\/?at)\b/) { "< \($0.1)" }
  }
}
