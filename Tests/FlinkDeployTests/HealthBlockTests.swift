import Foundation
import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("The health of a job for people")
struct HealthBlockTests {
  private static let health: JSONObject = [
    "verdict": "LAGGING", "since": "2026-01-01T00:00:00Z", "reasons": ["The backlog grew from 1 to 9 messages"],
    "window_seconds": 11, "as_of": "2026-01-01T00:05:00Z", "records_in_per_second": 50,
    "records_out_per_second": 49.5, "pending_records": 9, "event_time_lag_seconds": 3.2, "source_idle_seconds": 0,
    "busy_percent": 98.4, "backpressured_percent": 3, "parallelism": 2, "topic_partitions": 4,
    "restarts_in_window": 0, "last_exception": .null,
    "checkpoints": [
      "completed": 12, "failed": 0, "in_progress": 0, "last_completed_at": "2026-01-01T00:04:57Z",
      "last_duration_seconds": 0.3, "last_size_bytes": 12_600,
    ],
    "recommendation": ["parallelism": 4, "reason": "Reasons"],
    "arrival": [
      "checked": true, "arrived": true, "partition": 3, "offset": 9, "explanation": "Partition 3, offset 9 is the row",
    ],
  ]

  @Test("has a line for each figure, the verdict and its evidence first")
  func lines() {
    let lines = HealthBlock(Self.health, Voice(.english, .commands)).lines
    #expect(
      lines.map(\.label) == [
        .health, .evidence, .rates, .backlog, .load, .checkpoints, .arrival, .recommendation,
      ])
    #expect(
      lines.map(\.text) == [
        "LAGGING since 2026-01-01T00:00:00Z (5 min)", "The backlog grew from 1 to 9 messages",
        "in 50.0/s, out 49.5/s", "9 waiting, event time 3.2 s behind",
        "busy 98 %, backpressured 3 %, parallelism 2 for 4 partitions",
        "12 completed, newest 3 s ago, took 0.3 s, 12.3 KiB", "Partition 3, offset 9 is the row",
        "parallelism 4: Reasons",
      ])
  }

  @Test("leaves out what is not known")
  func unknown() {
    let health: JSONObject = [
      "verdict": "NOT_RUNNING", "since": "2026-01-01T00:00:00Z", "reasons": [], "as_of": "2026-01-01T00:00:00Z",
      "records_in_per_second": .null, "pending_records": .null, "busy_percent": .null, "parallelism": .null,
      "checkpoints": ["completed": .null, "failed": .null, "last_completed_at": .null], "recommendation": .null,
    ]
    let lines = HealthBlock(health, Voice(.english, .commands)).lines
    #expect(lines.map(\.label) == [.health])
  }

  @Test("never shows the object of the result", arguments: Language.allCases)
  func table(_ language: Language) {
    let document: JSONObject = ["status": "RUNNING", "health": .object(Self.health)]
    let text = ResultTable(Voice(language, .commands)).text(document)
    #expect(!text.contains("{") && !text.contains("\""), "\(text)")
    #expect(text.contains("LAGGING"))
  }
}

@Suite("Figures for people")
struct QuantityTests {
  @Test(
    "have a unit of the right size",
    arguments: [
      (Quantity.count(34_000), "34000"), (.perSecond(49.96), "50.0/s"), (.rate(0.04), "0.0"), (.seconds(3.25), "3.3 s"),
      (.seconds(3), "3 s"), (.seconds(119.9), "119 s"), (.seconds(120), "2 min"), (.seconds(7_200), "2 h"),
      (.seconds(172_800), "2 d"), (.seconds(-5), "0 s"), (.bytes(900), "900 B"), (.bytes(12_600), "12.3 KiB"),
      (.bytes(5 << 40), "5.0 TiB"), (.bytes(.max), "8388608.0 TiB"), (.percent(98.4), "98 %"),
      (.ago(seconds: 26), "26 s ago"), (.seconds(1e300), "11574074 d"), (.rate(-2.5), "-2.5"),
    ] as [(Quantity, String)])
  func text(_ quantity: Quantity, _ expected: String) { #expect(quantity.english(.commands) == expected) }
}
