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

  @Test("A reading without metrics is not compared with while there is another")
  func firstReading() throws {
    var first = try Self.job("flowing")
    first.source = .init()
    first.sink = .init()
    first.vertices = nil
    first.readAt -= 2_000
    first.flinkTime = first.flinkTime.map { $0 - 2_000 }
    let second = try Self.job("flowing")
    var third = try Self.job("flowing-10s-later")
    third.flinkTime = second.time + 9_500
    third.readAt = second.readAt + 9_500
    third.uptime = second.uptime.map { $0 + 9_500 }
    #expect(third.verdict(after: [first, second]).verdict == .flowing)
  }

  @Test("A long checkpoint is over when nothing waits")
  func freed() throws {
    var earlier = try Self.job("locked")
    var later = earlier.moved(by: 11_000)
    later.source.recordsIn = earlier.source.recordsIn.map { $0 + 400 }
    later.sink.recordsIn = earlier.sink.recordsIn.map { $0 + 400 }
    later.checkpoints?.inProgressSince = nil
    let now = later.time
    later.checkpoints?.lastCompleted = .init(id: 99, triggeredAt: now - 40_000, duration: 39_000)
    later.vertices?[0].busyTime = earlier.vertices?[0].busyTime.map { $0 + 10_500 }
    later.vertices?[0].idleTime = earlier.vertices?[0].idleTime.map { $0 + 500 }
    let next = later.source.partitions.mapValues { ($0.current ?? -1) + 1 }
    let topic = try #require(next.keys.first?.topic)
    let ends = { (more: Int) in
      TopicEnds([
        topic: Dictionary(
          uniqueKeysWithValues: next.map { ($0.key.partition, .init(begin: 0, end: $0.value + more)) })
      ])
    }
    earlier.topicEnds = ends(0)
    later.topicEnds = ends(0)
    #expect(later.verdict(after: [earlier]).verdict != .backpressured)
    later.topicEnds = ends(300)
    #expect(later.verdict(after: [earlier]).verdict == .backpressured)
  }

  @Test("A job is as busy as its busiest subtask", arguments: [(2, 50.0), (1, 25.0)])
  func skew(_ parallelism: Int, _ percent: Double) throws {
    func reading(_ time: Int, busy: Int, busiest: Int, idle: Int) -> HealthReading {
      .loaded(at: time, parallelism: parallelism, busy: busy, busiest: busiest, idle: idle)
    }
    let earlier = reading(1_000_000, busy: 3_000, busiest: 2_500, idle: 9_000)
    let later = reading(1_010_000, busy: 8_000, busiest: 7_500, idle: 24_000)
    #expect(HealthWindow(earlier: earlier, current: later).busyPercent == percent)
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

extension HealthReading {
  /// A reading of a job with one vertex; times in milliseconds.
  fileprivate static func loaded(
    at time: Int, parallelism: Int, busy: Int, busiest: Int, idle: Int
  ) -> HealthReading {
    var vertex = Vertex()
    vertex.parallelism = parallelism
    vertex.busyTime = busy
    vertex.busiestTime = busiest
    vertex.idleTime = idle
    vertex.backpressuredTime = 0
    var reading = HealthReading(readAt: time)
    reading.vertices = [vertex]
    return reading
  }
}
