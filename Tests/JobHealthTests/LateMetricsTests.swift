import Testing

@testable import JobHealth

/// Readings for which Flink answered without metrics, as it does on a machine under load.
@Suite("Metrics that come late")
struct LateMetricsTests {
  private static func job(_ scenario: String) throws -> HealthReading {
    try Recording(version: "1.20.5", scenario: scenario).reading
  }

  /// The same reading some time later, without metrics.
  private static func late(_ reading: HealthReading, by milliseconds: Int) -> HealthReading {
    var late = reading.moved(by: milliseconds)
    late.source = .init()
    late.sink = .init()
    late.uptime = nil
    late.restarts = nil
    return late
  }

  @Test("A verdict stands for as long as the metrics of the reading before hold")
  func held() throws {
    let (first, second) = (try Self.job("flowing"), try Self.job("flowing-10s-later"))
    #expect(second.verdict(after: [first]).verdict == .flowing)
    let third = Self.late(second, by: 4_000)
    let report = third.verdict(after: [first, second])
    #expect(report.verdict == .flowing, "\(report.reasons)")
    #expect(report.asOf == third.readAt)
    let fourth = Self.late(second, by: 11_000)
    #expect(fourth.verdict(after: [first, second]).reasons.contains(.metricsMissing))
  }

  @Test("Metrics of another run, or of tasks that do not run any more, do not hold")
  func gone() throws {
    let (first, second) = (try Self.job("flowing"), try Self.job("flowing-10s-later"))
    var restarted = Self.late(second, by: 4_000)
    restarted.runningSince = second.time + 1_000
    #expect(restarted.verdict(after: [first, second]).verdict != .flowing)
    var failed = Self.late(second, by: 4_000)
    failed.vertices?[0].state = "FAILED"
    #expect(failed.verdict(after: [first, second]).verdict != .flowing)
    var counted = Self.late(second, by: 4_000)
    counted.restarts = 1
    #expect(counted.verdict(after: [first, second]).verdict != .flowing)
  }

  @Test("The same metrics twice prove nothing")
  func once() throws {
    let first = try Self.job("flowing")
    let report = Self.late(first, by: 9_000).verdict(after: [first])
    #expect(report.verdict == .unknown && report.reasons.contains(.metricsNotRefreshed), "\(report.reasons)")
  }
}
