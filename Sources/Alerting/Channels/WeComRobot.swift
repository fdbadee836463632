import JSONCoding

/// Messages to a robot of a WeCom group.
enum WeComRobot {
  /// 2,048 bytes of text at most, in UTF-8.
  private static let fitter = LineFitter(limit: 2048, lineBreak: 1) { $0.utf8.count }

  /// The body.
  static func body(_ message: AlertMessage, _ text: MessageText) -> JSON {
    let content = fitter.lines(of: text, ids: message.alerts.map(\.id)).joined(separator: "\n")
    return ["msgtype": "text", "text": ["content": .string(content)]]
  }
}
