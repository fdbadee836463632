import JSONCoding

/// Messages to an incoming webhook of Slack.
enum SlackWebhook {
  /// Characters in the text of one block at most.
  private static let blockLimit = 3_000
  /// Far less than what a message can hold, and readable.
  private static let fitter = LineFitter(limit: 12_000, lineBreak: 1) { escaped(String($0)).utf8.count }

  /// The body: the text for notifications, and the same in blocks, which do not shorten it.
  static func body(_ message: AlertMessage, _ text: MessageText) -> JSON {
    let lines = fitter.lines(of: text, ids: message.alerts.map(\.id)).map(escaped)
    return ["text": .string(lines.joined(separator: "\n")), "blocks": .array(blocks(lines).map(section))]
  }

  /// Text in which the three control characters of Slack stand for themselves.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  private static func section(_ text: String) -> JSON {
    ["type": "section", "text": ["type": "mrkdwn", "text": .string(text)]]
  }

  /// The lines, as many in a block as fit.
  private static func blocks(_ lines: [String]) -> [String] {
    var blocks: [String] = []
    for line in lines.flatMap(parts) {
      if let last = blocks.last, last.count + 1 + line.count <= blockLimit {
        blocks[blocks.count - 1] = "\(last)\n\(line)"
      } else {
        blocks.append(line)
      }
    }
    return blocks
  }

  /// A line in parts that fit into a block, divided at blanks where it has some.
  private static func parts(_ line: String) -> [String] {
    var parts: [String] = []
    var rest = line[...]
    while rest.count > blockLimit {
      let most = rest.prefix(blockLimit)
      let end = most.lastIndex(of: " ") ?? most.lastIndex(of: "&") ?? most.endIndex
      let part = rest[..<(end == rest.startIndex ? most.endIndex : end)]
      parts.append(String(part))
      rest = rest[part.endIndex...].drop { $0 == " " }
    }
    return rest.isEmpty ? parts : parts + [String(rest)]
  }
}
