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
}
