import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("The size of the health of a job")
struct HealthBudgetTests {
  private static let number = JSON.number(JSONNumber(8_999_999_999_999_999.0))

  /// The largest object that there can be, with texts of these characters.
  private static func health(_ character: String, length: Int, reasons: Int) -> JSONObject {
    let text = JSON.string(String(repeating: character, count: length))
    let time: JSON = "2026-01-01T00:00:00Z"
    var health: JSONObject = [
      "verdict": "BACKPRESSURED", "since": time, "reasons": .array(Array(repeating: text, count: reasons)),
      "as_of": time,
    ]
    for name in [
      "window_seconds", "records_in_per_second", "records_out_per_second", "pending_records",
      "event_time_lag_seconds", "source_idle_seconds", "busy_percent", "backpressured_percent", "parallelism",
      "topic_partitions", "restarts_in_window",
    ] { health[name] = number }
    health["last_exception"] = ["name": text, "message": text, "at": time]
    health["checkpoints"] = [
      "completed": number, "failed": number, "in_progress": number, "last_completed_at": time,
      "last_duration_seconds": number, "last_size_bytes": number,
    ]
    health["recommendation"] = ["parallelism": number, "reason": text]
    health["arrival"] = [
      "checked": true, "arrived": false, "partition": number, "offset": number, "explanation": text,
    ]
    return health
  }

  @Test(
    "is always below 2 KB", arguments: ["a", "作", "\u{1}", "\"", "🙂", "e\u{301}", "\\"],
    [(10, 3), (300, 8), (5_000, 40)])
  func bytes(_ character: String, _ size: (length: Int, reasons: Int)) throws {
    let fitted = HealthBudget.fitted(Self.health(character, length: size.length, reasons: size.reasons))
    let text = JSON.object(fitted).text
    #expect(text.utf8.count < 2_048)
    #expect(try JSON.parse(text) == .object(fitted))
    #expect(fitted["reasons"]?.array?.isEmpty == false)
    #expect(fitted.keys == Self.health("a", length: 1, reasons: 1).keys)
  }

  @Test("leaves an object as it is that is small enough")
  func small() {
    let health = Self.health("a", length: 20, reasons: 3)
    #expect(HealthBudget.fitted(health) == health)
  }

  @Test(
    "cuts a text between two characters, with an ellipsis",
    arguments: [
      ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abc…"), ("作业实例", 12, "作业实例"), ("作业实例", 11, "作业…"),
      ("e\u{301}e\u{301}e\u{301}", 8, "e\u{301}…"), ("\u{1}\u{1}", 11, "\u{1}…"), ("🙂🙂", 7, "🙂…"), ("abcd", 3, "…"),
    ])
  func boundary(_ text: String, _ limit: Int, _ expected: String) {
    #expect(text.shortened(toBytes: limit) == expected)
  }

  @Test("shortens long texts before short ones")
  func fairness() {
    var health = Self.health("x", length: 12, reasons: 2)
    health["last_exception"] = ["name": "E", "message": .string(String(repeating: "y", count: 4_000)), "at": .null]
    let fitted = HealthBudget.fitted(health)
    #expect(fitted["reasons"] == health["reasons"])
    #expect(fitted["last_exception"]?["message"]?.string?.hasSuffix("y…") == true)
  }
}
