import Testing

@testable import JobHealth

/// When a crash loop begins and ends.
@Suite("Crash loops")
struct CrashLoopTests {
  private static func job(_ scenario: String) throws -> HealthReading {
    try Recording(version: "1.20.5", scenario: scenario).reading
  }

  @Test("A crash loop ends with a checkpoint, or with a long run")
  func recovery() throws {
    var reading = try Self.job("badmessage")
    reading.state = "RUNNING"
    reading.vertices?[0].state = "RUNNING"
    reading.runningSince = reading.time - 5_000
    #expect(reading.verdict().verdict == .crashLoop)
    var completed = reading
    completed.checkpoints?.lastCompleted = .init(id: 9, triggeredAt: reading.time - 1_000, duration: 5)
    #expect(completed.verdict().verdict != .crashLoop)
    reading.runningSince = reading.time - 16_000
    #expect(reading.verdict().verdict != .crashLoop)
  }

  @Test("A start after a failure is not a fresh one")
  func secondStart() throws {
    var reading = try Self.job("fresh_instant")
    reading.failures = .init(times: [reading.time - 1_000], last: .init(exception: "a.B"))
    let report = reading.verdict()
    #expect(report.verdict == .unknown && report.reasons.contains(.lastFailure(exception: "a.B", message: nil)))
  }

  @Test("Restarts without a history are a crash loop too")
  func countedRestarts() throws {
    var earlier = try Self.job("flowing")
    var later = try Self.job("checkpoint_failover").moved(by: 0)
    later.failures = .init()
    later.restarts = 4
    later.vertices?[0].state = "FAILED"
    earlier.readAt = later.readAt - 20_000
    earlier.flinkTime = earlier.readAt
    #expect(later.verdict(after: [earlier]).verdict == .crashLoop)
  }

  /// A reading that remembers failures of these times ago.
  private static func failing(_ reading: HealthReading, ago: [Int]) -> HealthReading {
    var failing = reading
    failing.failures?.times = ago.map { reading.time - $0 }
    return failing
  }

  @Test("With long waits between the restarts, a short run is not a recovery")
  func backoff() throws {
    var reading = try Self.job("badmessage")
    reading.state = "RUNNING"
    reading.vertices?[0].state = "RUNNING"
    reading.runningSince = reading.time - 20_000
    #expect(Self.failing(reading, ago: [21_000, 81_000, 141_000]).verdict().verdict == .crashLoop)
    #expect(Self.failing(reading, ago: [21_000, 23_000, 25_000]).verdict().verdict != .crashLoop)
  }

  @Test("One failure is not a crash loop, nor are failures of long ago")
  func fewFailures() throws {
    let reading = try Self.job("sinkmissing")
    #expect(Self.failing(reading, ago: [1_000]).verdict().verdict == .unknown)
    #expect(Self.failing(reading, ago: [1_000, 2_000_000, 3_000_000]).verdict().verdict == .unknown)
  }

  @Test("A checkpoint of a run that is as short as the failed ones ends nothing")
  func shortRuns() throws {
    var reading = try Self.job("badmessage")
    let now = reading.time
    reading.state = "RUNNING"
    reading.vertices?[0].state = "RUNNING"
    reading.runningSince = now - 2_000
    reading.checkpoints?.lastCompleted = .init(id: 9, triggeredAt: now - 1_000, duration: 5)
    reading = Self.failing(reading, ago: [3_000, 6_000, 9_000])
    #expect(reading.verdict().verdict != .crashLoop)
    var earlier = reading
    earlier.readAt = reading.time - 3_500
    earlier.flinkTime = earlier.readAt
    earlier.runningSince = reading.time - 5_000
    #expect(reading.verdict(after: [earlier]).verdict == .crashLoop)
    reading.runningSince = reading.time - 4_500
    reading.failures?.times = [now - 5_000, now - 7_000, now - 9_000]
    earlier.runningSince = reading.time - 6_500
    #expect(reading.verdict(after: [earlier]).verdict != .crashLoop)
  }

  @Test("Failures with a long run between them are not a crash loop, unless there are many", arguments: [2, 5])
  func apart(_ count: Int) throws {
    let failures = (0..<count).map { 1_000 + $0 * 40_000 }
    var reading = Self.failing(try Self.job("sinkmissing"), ago: failures)
    reading.restarts = count
    var well = try Self.job("flowing")
    well.readAt = reading.time - 5_000
    well.flinkTime = well.readAt
    well.runningSince = reading.time - 40_000
    well.restarts = count - 1
    well.checkpoints?.lastCompleted = .init(id: 9, triggeredAt: reading.time - 7_000, duration: 5)
    #expect(reading.verdict().verdict == .crashLoop)
    #expect(reading.verdict(after: [well]).verdict == (count == 2 ? .unknown : .crashLoop))
  }

  @Test("A job that is created again after a failure does not start", arguments: ["CREATED", "INITIALIZING"])
  func createdAgain(_ state: String) throws {
    var reading = try Self.job("fresh_instant")
    reading.state = state
    #expect(reading.verdict().verdict == .starting)
    reading.failures = .init(times: [reading.time - 1_000])
    #expect(reading.verdict().verdict == .unknown)
  }

  @Test("A run whose metrics are gone does not start")
  func metricsGone() throws {
    var earlier = try Self.job("flowing")
    var later = try Self.job("fresh_start")
    #expect(later.hasNoMetrics && later.verdict().verdict == .starting)
    earlier.readAt = later.time - 2_000
    earlier.flinkTime = earlier.readAt
    earlier.runningSince = later.runningSince
    later.restarts = earlier.restarts
    #expect(later.verdict(after: [earlier]).verdict == .unknown)
  }
}
