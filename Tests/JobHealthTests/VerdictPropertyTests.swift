import JSONCoding
import TestSupport
import Testing

@testable import JobHealth

/// What holds for any readings.
@Suite("Properties of verdicts")
struct VerdictPropertyTests {
  @Test("Nothing flows without messages, a checkpoint after them, and a run without a restart", arguments: 0..<8)
  func flowing(_ seed: Int) {
    var random = Seeded(seed: UInt64(seed))
    var found: Set<Verdict> = []
    for _ in 0..<3_000 {
      let earlier = Self.reading(at: 1_000_000, &random)
      let current = Self.reading(at: 1_000_000 + Int.random(in: 0..<40_000, using: &random), &random)
      let report = current.verdict(after: [earlier])
      #expect(HealthReading(json: current.json) == current)
      #expect(
        report.reasons.contains(.messagesWaitAtLeast(count: current.backlog?.messages ?? 0))
          == report.isPendingLowerBound)
      found.insert(report.verdict)
      guard report.verdict == .flowing else { continue }
      let window = HealthWindow(earlier: earlier, current: current)
      #expect(window.read ?? 0 > 0 && window.isOneRun && window.passed != 0)
      #expect(current.checkpoints?.lastCompleted.map { $0.triggeredAt >= earlier.time } == true)
    }
    #expect(found == Set(Verdict.allCases), "not found: \(Set(Verdict.allCases).subtracting(found))")
  }

  @Test("A number is there only if Flink gave it", arguments: 0..<5)
  func numbers(_ seed: Int) {
    var random = Seeded(seed: UInt64(seed))
    for _ in 0..<500 {
      let earlier = Self.reading(at: 1_000_000, &random)
      let current = Self.reading(at: 1_020_000, &random)
      let report = current.verdict(after: [earlier])
      if current.source.recordsIn == nil && current.source.partitions.isEmpty {
        #expect(report.recordsInPerSecond == nil)
      }
      if current.sink.recordsIn == nil { #expect(report.recordsOutPerSecond == nil) }
      if current.source.idleTime == nil { #expect(report.sourceIdleSeconds == nil) }
      if current.vertices == nil { #expect(report.busyPercent == nil && report.parallelism == nil) }
    }
  }

  @Test("A single reading never flows, idles, lags or is backpressured")
  func single() {
    var random = Seeded(seed: 7)
    for _ in 0..<2_000 {
      let verdict = Self.reading(at: 1_000_000, &random).verdict().verdict
      #expect([.unknown, .starting, .notRunning, .notWriting, .crashLoop].contains(verdict))
    }
  }

  /// A reading with any of its parts, of numbers that often meet.
  private static func reading(at time: Int, _ random: inout Seeded) -> HealthReading {
    func some(_ values: Int?...) -> Int? { values.randomElement(using: &random) ?? nil }
    var reading = HealthReading(readAt: time)
    reading.flinkTime = some(nil, time, time)
    reading.state =
      some(0, 1, 2, 3, 4, 5, 6, 7) == 0
      ? ["RESTARTING", "FINISHED", nil].randomElement(using: &random) ?? nil : "RUNNING"
    reading.runningSince = some(nil, 900_000, 900_000, 900_000, 995_000)
    reading.uptime = some(nil, time - 900_000)
    reading.restarts = some(nil, 0, 0, 0, 0, 5)
    reading.source.recordsIn = some(nil, 0, 10, 500, 900)
    reading.source.pendingRecords = some(nil, 0, 300_000)
    reading.source.idleTime = some(nil, 0, 30_000)
    reading.sink.recordsIn = some(nil, 0, 10, 500, 900)
    if some(0, 1) == 1 {
      reading.source.partitions[.init(topic: "t", partition: 0)] = .init(
        current: some(nil, 5, 900), committed: some(nil, 3, 6))
    }
    if some(0, 1) == 1 {
      reading.topicEnds = TopicEnds([
        "t": [0: .init(begin: some(nil, 0), end: some(0, 6, 5_000) ?? 0), 1: .init(end: 9)]
      ])
    }
    if some(0, 1, 2) != 0 {
      var vertex = HealthReading.Vertex()
      vertex.state =
        ["RUNNING", "RUNNING", "RUNNING", "RUNNING", "CREATED", "CANCELING", nil].randomElement(using: &random) ?? nil
      vertex.parallelism = some(nil, 1, 1)
      vertex.busyPerSecond = some(nil, 0, 500, 990).map(Double.init)
      reading.vertices = [vertex]
    }
    if some(0, 1, 2) != 0 {
      reading.checkpoints = .init()
      reading.checkpoints?.completed = some(nil, 0, 3)
      reading.checkpoints?.failed = some(nil, 0, 3)
      reading.checkpoints?.inProgressSince = some(nil, nil, time - 500, time - 25_000)
      reading.checkpoints?.lastCompleted = some(nil, 990_000, 1_000_500).map {
        .init(id: 4, triggeredAt: $0, duration: some(nil, 7, 9_000), size: some(nil, 314))
      }
      reading.checkpoints?.lastFailed = some(nil, 3, 5).map {
        .init(id: $0, failedAt: some(nil, time), message: "expired")
      }
    }
    if some(0, 1, 2) == 0 { reading.failures = .init(times: (0..<(some(0, 1, 4) ?? 0)).map { time - 1_500 * $0 }) }
    return reading
  }
}
