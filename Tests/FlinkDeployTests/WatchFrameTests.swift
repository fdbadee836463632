import Foundation
import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("The picture of a job")
struct WatchFrameTests {
  private static let now = Date(timeIntervalSince1970: 1_767_225_660)

  private static let health: JSONObject = [
    "verdict": "CRASH_LOOP", "since": "2026-01-01T00:00:00Z",
    "reasons": ["The job failed 3 times in the last 20 s", "No checkpoint has completed yet"],
    "window_seconds": 11, "as_of": "2026-01-01T00:00:58Z", "records_in_per_second": 50,
    "records_out_per_second": 49.5, "pending_records": 1_200, "event_time_lag_seconds": 3.2,
    "source_idle_seconds": 0, "busy_percent": 98.4, "backpressured_percent": 3, "parallelism": 2,
    "topic_partitions": 4, "restarts_in_window": 3,
    "last_exception": ["name": "java.io.IOException", "message": "Connection refused", "at": "2026-01-01T00:00:50Z"],
    "checkpoints": [
      "completed": 12, "failed": 1, "in_progress": 1, "last_completed_at": "2026-01-01T00:00:55Z",
      "last_duration_seconds": 0.3, "last_size_bytes": 12_600,
    ],
    "recommendation": ["parallelism": 4, "reason": "The load could not be measured"],
  ]

  private static func document(_ changes: JSONObject = [:]) -> JSONObject {
    var document: JSONObject = [
      "status": "RUNNING", "deployment_name": "orders-to-public-orders", "as_of": "2026-01-01T00:00:58Z",
      "restarts": 3, "next_step": "Run 'flink-deploy doctor' to check the connections", "health": .object(health),
    ]
    for member in changes.members { document[member.key] = member.value }
    return document
  }

  private static func frame(_ language: Language, _ document: JSONObject? = Self.document()) -> WatchFrame {
    var frame = WatchFrame(voice: Voice(language, .commands))
    frame.document = document
    frame.series.recordsIn = [0, nil, 25, 50]
    frame.series.recordsOut = [0, 0, 0, 0]
    frame.series.pending = [1_200, 600, 300, 1]
    return frame
  }

  private static func texts(_ frame: WatchFrame, _ width: Int, _ height: Int) -> [String] {
    frame.lines(width: width, height: height, now: now).map(\.text)
  }

  @Test(
    "fills the terminal exactly, whatever its size", arguments: Language.allCases,
    [(80, 24), (60, 20), (200, 60), (24, 5), (25, 6), (40, 10), (23, 9), (5, 3), (1, 1), (0, 0), (80, 1), (1, 80)])
  func size(_ language: Language, _ size: (width: Int, height: Int)) {
    var broken = Self.frame(language)
    broken.problem = "Alibaba Cloud is unavailable"
    for frame in [Self.frame(language), Self.frame(language, nil), broken] {
      let lines = Self.texts(frame, size.width, size.height)
      #expect(lines.count == size.height)
      #expect(lines.allSatisfy { $0.displayWidth == size.width }, "\(lines.joined(separator: "\n"))")
    }
  }

  @Test("has a border whose corners and edges stand below each other", arguments: Language.allCases)
  func border(_ language: Language) throws {
    let lines = Self.texts(Self.frame(language), 80, 24)
    #expect(try #require(lines.first).hasPrefix("┌─ orders-to-public-orders ─"))
    #expect(try #require(lines.first).hasSuffix(" RUNNING ─┐"))
    #expect(try #require(lines.last).hasPrefix("└─ q"))
    #expect(lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix("│ ") && $0.hasSuffix(" │") })
  }

  @Test(
    "shows the figures",
    arguments: [
      (Language.english, "CRASH_LOOP since 2026-01-01T00:00:00Z (60 s)"), (.english, "50.0/s"), (.english, "49.5/s"),
      (.english, "12 completed, 1 failed, 1 in progress, newest 5 s ago, took 0.3 s"),
      (.english, "busy 98 %, backpressured 3 %, parallelism 2 for 4 partitions"),
      (.english, "java.io.IOException: Connection refused (2026-01-01T00:00:50Z)"),
      (.english, "The job failed 3 times in the last 20 s"), (.english, "updated 2 s ago"),
      (.english, "parallelism 4: The load could not be measured"), (.english, "Run 'flink-deploy doctor'"),
      (.chinese, "CRASH_LOOP，自 2026-01-01T00:00:00Z 起（60 秒）"), (.chinese, "完成 12 次，失败 1 次，进行中 1 个"),
      (.chinese, "最近一次异常"), (.chinese, "更新于 2 秒前"),
    ])
  func figures(_ language: Language, _ text: String) {
    let lines = Self.texts(Self.frame(language), 120, 40)
    #expect(lines.contains { $0.contains(text) }, "\(lines.joined(separator: "\n"))")
  }

  @Test("draws bars relative to the largest value, with blanks for unknown ones")
  func sparklines() {
    let lines = Self.texts(Self.frame(.english), 80, 24)
    #expect(lines.contains { $0.contains("▁ ▅█") }, "\(lines.joined(separator: "\n"))")
    #expect(lines.contains { $0.contains("▁▁▁▁") })
    #expect(lines.contains { $0.contains("█▅▃▂") })
  }

  @Test("gives the verdict its colour, and no control sequence without colours")
  func colours() throws {
    let lines = Self.frame(.english).lines(width: 80, height: 24, now: Self.now)
    let verdict = try #require(lines.first { $0.text.contains("CRASH_LOOP") })
    #expect(verdict.spans.contains { $0.text == "CRASH_LOOP" && $0.style == .bad })
    #expect(verdict.rendered(isColoured: true).contains("\u{1B}[1;31mCRASH_LOOP\u{1B}[0m"))
    #expect(lines.allSatisfy { !$0.rendered(isColoured: false).contains("\u{1B}") })
  }

  @Test("drops the gaps first and then counts the lines that do not fit")
  func cut() {
    let all = Self.texts(Self.frame(.english), 80, 40)
    let blank = "│" + String(repeating: " ", count: 78) + "│"
    let rows = all.dropFirst().dropLast().filter { $0 != blank }.count
    let tight = Self.texts(Self.frame(.english), 80, rows + 2)
    #expect(!tight.contains(blank))
    #expect(!tight.contains { $0.contains("more line") })
    let cut = Self.texts(Self.frame(.english), 80, rows - 1)
    #expect(cut.contains { $0.contains("4 more lines") }, "\(cut.joined(separator: "\n"))")
  }

  @Test("keeps the last figures when a reading fails, and says why it failed")
  func problem() {
    var frame = Self.frame(.english)
    frame.problem = "Alibaba Cloud is unavailable."
    let lines = Self.texts(frame, 80, 40)
    #expect(lines.contains { $0.contains("CRASH_LOOP") })
    #expect(lines.contains { $0.contains("Alibaba Cloud is unavailable.") })
  }

  @Test("shows no control character of an outside system")
  func controlCharacters() {
    var health = Self.health
    health["reasons"] = ["Last failure: \u{1B}]0;title\u{07}\u{1B}[2J\r\nx\u{202E}y\u{9B}31m"]
    health["last_exception"] = ["name": "a\u{1B}[31mb", "message": "c\td", "at": .null]
    let document = Self.document(["health": .object(health), "deployment_name": "n\u{1B}c", "failure": "f\u{1B}g"])
    for line in Self.texts(Self.frame(.english, document), 80, 40) {
      #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "\(line)")
      #expect(!line.contains("\u{202E}"))
      #expect(line.displayWidth == 80)
    }
  }
}

@Suite("A reading as a line")
struct WatchLineTests {
  @Test("names time, status, verdict, figures, and the first reason of a verdict that is not well")
  func text() {
    let document: JSONObject = [
      "as_of": "2026-01-01T00:00:58Z", "status": "RUNNING", "restarts": 3,
      "health": [
        "verdict": "CRASH_LOOP", "records_in_per_second": .null, "records_out_per_second": 49.5, "pending_records": 0,
        "reasons": ["The job failed 3 times", "Last failure"],
      ],
    ]
    let line = WatchLine(document: document, voice: Voice(.english, .commands)).text
    #expect(
      line == "2026-01-01T00:00:58Z  RUNNING  CRASH_LOOP  in -  out 49.5/s  lag 0  restarts 3  The job failed 3 times")
  }
}
