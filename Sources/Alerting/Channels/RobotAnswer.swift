import JSONCoding

/// What DingTalk, Feishu or WeCom answers, mostly with the HTTP status 200.
struct RobotAnswer {
  /// What a code says of a message.
  enum Meaning {
    case taken
    /// Too many messages, or the service is busy.
    case busy(pause: Duration?)
    /// The message, the robot or the sender is refused.
    case refused
    /// Not known to us.
    case unknown
  }

  /// The name of the code, as in `errcode 310000`.
  let name: String
  /// The code; 0 for a message that was taken.
  let code: Int
  /// The words of the service.
  let text: String
  /// What the code says.
  let meaning: Meaning

  /// The answer in a body; nil if it is not one of this service.
  init?(_ kind: ChannelKind, _ body: [UInt8]) {
    guard let json = try? JSON.parse(body), let (name, textName) = RobotAnswer.names(kind, json),
      let code = json[name]?.int ?? json[name]?.string.flatMap({ Int($0) })
    else { return nil }
    self.name = name
    self.code = code
    text = json[textName]?.string ?? ""
    meaning = RobotAnswer.meaning(of: code, kind)
  }

  private static func names(_ kind: ChannelKind, _ json: JSON) -> (code: String, text: String)? {
    switch kind {
    case .dingtalk, .wecom: ("errcode", "errmsg")
    // Bots of the first generation answer in other words.
    case .feishu: json["code"] == nil ? ("StatusCode", "StatusMessage") : ("code", "msg")
    case .slack, .webhook, .alertmanager: nil
    }
  }

  private static func meaning(of code: Int, _ kind: ChannelKind) -> Meaning {
    if code == 0 { return .taken }
    switch (kind, code) {
    case (_, -1): return .busy(pause: nil)
    // DingTalk closes a robot for ten minutes after too many messages.
    case (.dingtalk, 130101), (.dingtalk, 410100): return .busy(pause: .seconds(600))
    case (.feishu, 11232), (.wecom, 45009), (.wecom, 45033): return .busy(pause: .seconds(60))
    case (.dingtalk, 300_000..<320_000), (.dingtalk, 400_000..<410_000), (.dingtalk, 430_000..<440_000),
      (.dingtalk, 40_000..<50_000), (.dingtalk, 460_101),
      (.feishu, 9499), (.feishu, 19_000..<19_100),
      (.wecom, 40_000..<50_000), (.wecom, 60_020), (.wecom, 93_000..<94_000):
      return .refused
    default: return .unknown
    }
  }
}
