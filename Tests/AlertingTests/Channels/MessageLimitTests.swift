import HTTPTransport
import JSONCoding
import TestSupport
import Testing

@testable import Alerting

/// Long messages at the limits of each service.
@Suite("Long messages")
struct MessageLimitTests {
  private static let ids = (0..<200).map { "00000000-0000-4000-8000-\(String(100_000_000_000 + $0))" }

  /// The text that a robot or Slack shows.
  private static func shown(_ kind: ChannelKind, _ text: MessageText, ids: [String]) throws -> String {
    let alerts = ids.map { ChannelExample.alert($0) }
    let request = try ChannelExample.request(
      kind, secret: "demoSecret", ChannelExample.message(.firing, alerts), text: text)
    let json = try request.json
    let bytes = request.body?.count ?? 0
    switch kind {
    case .dingtalk:
      #expect(bytes <= 20_000)
      return try #require(json["text"]?["content"]?.string)
    case .feishu:
      #expect(bytes <= 20 * 1024)
      return try #require(json["content"]?["text"]?.string)
    case .wecom:
      let content = try #require(json["text"]?["content"]?.string)
      #expect(content.utf8.count <= 2048)
      return content
    case .slack:
      let blocks = try #require(json["blocks"]?.array).compactMap { $0["text"]?["text"]?.string }
      #expect(blocks.count <= 50)
      #expect(blocks.allSatisfy { !$0.isEmpty && $0.count <= 3_000 })
      let text = try #require(json["text"]?.string)
      #expect(text.count <= 40_000)
      let words = { (text: String) in text.split { $0 == " " || $0 == "\n" } }
      #expect(words(blocks.joined(separator: "\n")) == words(text))
      return text
    case .webhook, .alertmanager: return ""
    }
  }

  private static let cutting: [ChannelKind] = [.dingtalk, .feishu, .wecom, .slack]

  @Test("keep the first line and the ID of the alert, and say how many lines were left out", arguments: cutting)
  func manyLines(_ kind: ChannelKind) throws {
    let lines = (0..<2_000).map { "第 \($0) 行：作业失败" } + ["Alert: \(Self.ids[0])"]
    let shown = try Self.shown(kind, MessageText(title: "告警 作业失败", lines: lines), ids: [Self.ids[0]])
    let parts = shown.split(separator: "\n").map(String.init)
    #expect(parts.first == "告警 作业失败")
    #expect(parts.last == lines.last)
    let kept = parts.filter { $0.hasPrefix("第") }
    #expect(kept == Array(lines.prefix(kept.count)))
    #expect(!kept.isEmpty)
    #expect(parts.dropLast().last == "… +\(2_000 - kept.count)")
  }

  @Test("cut one endless line between characters, and keep the others", arguments: cutting)
  func longLine(_ kind: ChannelKind) throws {
    let cause = String(repeating: "原因👩‍👩‍👧&", count: 3_000)
    let text = MessageText(
      title: "告警 x", lines: ["自 2023-11-14", cause, "运行 'flink-deploy status 1'", "Alert: \(Self.ids[0])"])
    let lines = try Self.shown(kind, text, ids: [Self.ids[0]]).split(separator: "\n").map(String.init)
    #expect(lines.count == 5)
    #expect(lines[0] == "告警 x")
    #expect(lines[3...] == [text.lines[2], text.lines[3]])
    #expect(lines[2].hasSuffix("…"))
    let part = lines[2].dropLast().replacing("&amp;", with: "&")
    #expect(cause.hasPrefix(part))
    #expect(part.count > 20)
  }

  @Test("keep as many IDs as fit, and say how many were left out", arguments: cutting, [true, false])
  func manyIDs(_ kind: ChannelKind, _ isOneLine: Bool) throws {
    let list = isOneLine ? ["Alerts: " + Self.ids.joined(separator: ", ")] : Self.ids.map { "Alert: \($0)" }
    let text = MessageText(title: "FIRING 200 jobs failed", lines: ["Cause: disk full"] + list + ["Run this"])
    let shown = try Self.shown(kind, text, ids: Self.ids)
    let kept = Self.ids.filter(shown.contains)
    #expect(shown.hasPrefix("FIRING 200 jobs failed\n"))
    #expect(kept == Array(Self.ids.prefix(kept.count)))
    #expect(kept.count >= 30)
    #expect(shown.contains("… +\(200 - kept.count)") == (kept.count < 200))
    // Nothing but WeCom is too small for them.
    #expect((kept.count < 200) == (kind == .wecom))
  }

  @Test("cut a first line that alone is too long", arguments: cutting)
  func longTitle(_ kind: ChannelKind) throws {
    let text = MessageText(title: String(repeating: "告警", count: 9_000), lines: ["Alert: \(Self.ids[0])"])
    let lines = try Self.shown(kind, text, ids: [Self.ids[0]]).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("告警告警") && lines[0].hasSuffix("…"))
    #expect(lines[1] == "Alert: \(Self.ids[0])")
  }

  @Test("that just fit are not cut")
  func exactFit() throws {
    let line = String(repeating: "x", count: 2048 - 8)
    #expect(try Self.shown(.wecom, MessageText(title: "FIRING!", lines: [line]), ids: []) == "FIRING!\n\(line)")
    let longer = MessageText(title: "FIRING!", lines: [line + "x"])
    #expect(try Self.shown(.wecom, longer, ids: []).hasSuffix("x…"))
  }

  @Test("never exceed a limit, whatever they contain", arguments: 1...20)
  func anyMessage(_ seed: UInt64) throws {
    var chance = Seeded(seed: seed)
    let pieces = ["告警", "x", "&", "<", "\"", "\\", "\u{1b}", "👩‍👩‍👧", " ", "é", "e\u{301}", "\u{2028}"]
    func line() -> String {
      let count = [0, 3, 50, 700, 2_000].randomElement(using: &chance) ?? 0
      return (0..<count).map { _ in pieces.randomElement(using: &chance) ?? "" }.joined()
    }
    let ids = Array(Self.ids.prefix(Int.random(in: 1...60, using: &chance)))
    var lines = (0..<Int.random(in: 0...9, using: &chance)).map { _ in line() }
    for id in ids { lines.insert("\(id) \(line().prefix(30))", at: Int.random(in: 0...lines.count, using: &chance)) }
    let title = "FIRING \(line().prefix(300))"
    for kind in Self.cutting {
      let shown = try Self.shown(kind, MessageText(title: title, lines: lines), ids: ids)
      #expect(shown.hasPrefix("FIRING "))
      let missing = ids.count { !shown.contains($0) }
      #expect(missing < ids.count)
      if missing > 0 { #expect(shown.contains("… +\(missing)")) }
    }
  }
}
