import Testing

@testable import JobHealth

/// Rules that no recording shows.
@Suite("Rules of verdicts")
struct VerdictRuleTests {
  private static func job(_ scenario: String) throws -> HealthReading {
    try Recording(version: "1.20.5", scenario: scenario).reading
  }

  @Test(
    "A status of Alibaba Cloud that has ended decides", arguments: ["FAILED", "FINISHED", "CANCELLED", "CANCELLING"])
  func ended(_ status: String) throws {
    let assessment = HealthAssessment(platformStatus: status, current: try Self.job("flowing"))
    let report = assessment.report(now: 5)
    #expect(report.verdict == .notRunning && report.reasons == [.platformStatus(status)])
    #expect(report.pendingRecords == nil && report.busyPercent == nil)
  }

  @Test("Without Flink, faults are the reasons")
  func faults() {
    let faults: [HealthReason] = [.callRefused(operation: "FlinkApiProxy")]
    let report = HealthAssessment(platformStatus: "RUNNING", current: nil, faults: faults).report(now: 5)
    #expect(report.verdict == .unknown && report.asOf == 5)
    #expect(report.reasons == [.platformStatus("RUNNING"), .callRefused(operation: "FlinkApiProxy")])
    #expect(HealthAssessment(platformStatus: "STARTING", current: nil).report(now: 5).verdict == .starting)
  }

  @Test("A restart between the readings leaves no verdict")
  func restarted() throws {
    let earlier = try Self.job("flowing")
    var later = try Self.job("flowing-10s-later")
    later.source.recordsIn = 12
    later.sink.recordsIn = 12
    later.restarts = 1
    let report = later.verdict(after: [earlier])
    #expect(report.verdict == .unknown && report.restartsInWindow == 1 && report.recordsInPerSecond == nil)
    #expect(report.reasons.contains(.restarts(count: 1, seconds: 11)))
  }

  @Test("Metrics that Flink has not refreshed prove nothing")
  func notRefreshed() throws {
    let earlier = try Self.job("flowing")
    var later = earlier
    later.readAt += 8_000
    later.flinkTime = earlier.time + 8_000
    #expect(later.verdict(after: [earlier]).reasons.contains(.metricsNotRefreshed))
  }

  @Test("Messages that wait unread while the job is ready mean that the source is dead")
  func deadSource() throws {
    var earlier = try Self.job("idle")
    var later = try Self.job("idle-10s-later")
    let topic = try #require(later.source.partitions.keys.first?.topic)
    earlier.topicEnds = TopicEnds([topic: [0: .init(end: 500), 1: .init(end: 500)]])
    later.topicEnds = TopicEnds([topic: [0: .init(end: 600), 1: .init(end: 600)]])
    #expect(later.verdict(after: [earlier]).verdict == .notWriting)
    // Messages that came just now may be read with the next fetch.
    earlier.topicEnds = TopicEnds([topic: [0: .init(end: 111), 1: .init(end: 89)]])
    #expect(later.verdict(after: [earlier]).verdict == .unknown)
    // The mark of a transaction behind the last message is never read.
    later.topicEnds = TopicEnds([topic: [0: .init(end: 112), 1: .init(end: 90)]])
    #expect(later.verdict(after: [earlier]).verdict == .idle)
  }

  @Test("Without a partition, the source may be dead")
  func noPartition() throws {
    var earlier = try Self.job("nothing")
    earlier.source.partitions = [:]
    let later = earlier.movedWithCheckpoints(by: 11_000)
    #expect(later.verdict(after: [earlier]).reasons.contains(.noPartition))
  }

  @Test("Messages that never become rows may be filtered")
  func filtered() throws {
    let earlier = try Self.job("flowing")
    var later = try Self.job("flowing-10s-later")
    later.sink.recordsIn = earlier.sink.recordsIn
    let report = later.verdict(after: [earlier])
    #expect(report.verdict == .unknown && report.reasons.contains(.noRowsPassed(seconds: 11)))
  }

  @Test("Messages flow only after a checkpoint that was triggered later")
  func checkpointBefore() throws {
    let earlier = try Self.job("flowing")
    var later = try Self.job("flowing-10s-later")
    later.checkpoints?.lastCompleted = earlier.checkpoints?.lastCompleted
    for name in later.source.partitions.keys { later.source.partitions[name]?.committed = nil }
    #expect(later.verdict(after: [earlier]).reasons.contains(.waitsForCheckpoint))
    // An older reading of the same run proves it.
    #expect(later.verdict(after: [earlier, earlier.moved(by: -5_000)]).verdict == .flowing)
  }

  @Test("A counted restart is one, although the counters have caught up")
  func countersCaughtUp() throws {
    let earlier = try Self.job("flowing")
    var later = try Self.job("flowing-10s-later")
    later.runningSince = nil
    later.restarts = 1
    #expect(later.verdict(after: [earlier]).verdict == .unknown)
  }

  @Test("A parallelism is never recommended above the partitions")
  func partitions() throws {
    let earlier = try Self.job("lagging")
    var later = try Self.job("lagging-10s-later")
    later.vertices?[0].parallelism = 2
    let report = later.verdict(after: [earlier])
    #expect(report.recommendation == nil && report.reasons.contains(.parallelismAtPartitions(2)))
  }

  @Test("A verdict stands since it was found first; one UNKNOWN does not end it")
  func since() {
    var report = HealthReport(verdict: .flowing, since: 90, reasons: [], asOf: 90)
    report.extend(over: [(10, .flowing), (20, .idle), (40, .flowing), (50, .unknown), (60, .flowing), (99, .idle)])
    #expect(report.since == 40)
  }
}
