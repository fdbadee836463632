import Testing

@testable import JobHealth

/// The verdict on each recorded scenario.
@Suite("Verdicts on recordings")
struct RecordedVerdictTests {
  /// What a single reading is enough for.
  private static let single: [String: Verdict] = [
    "badcredentials": .crashLoop, "badmessage": .crashLoop, "badmessage_exponential": .crashLoop,
    "sinkdropped": .crashLoop, "sinkmissing": .crashLoop,
    "canceled": .notRunning, "failed": .notRunning, "finished_bounded": .notRunning, "stopped": .notRunning,
    "fresh_instant": .starting, "fresh_start": .starting,
    "locked": .notWriting, "checkpoint_failover": .notWriting,
  ]

  @Test("One reading gives a verdict only where it is enough", arguments: Recording.all)
  func one(_ recording: Recording) throws {
    let report = try recording.reading.verdict()
    // In 1.20.5 no checkpoint ever completed; in 1.17.2 one did 4 s before.
    let isTimeout = recording.scenario == "checkpoint_timeout" && recording.version == "1.20.5"
    let expected = isTimeout ? .notWriting : Self.single[recording.scenario] ?? .unknown
    #expect(report.verdict == expected, "\(report.reasons)")
    #expect(!report.reasons.isEmpty)
    if expected == .unknown { #expect(report.reasons.contains(.needsSecondReading)) }
    #expect(report.windowSeconds == nil && report.recordsInPerSecond == nil && report.restartsInWindow == nil)
  }

  @Test("There are recordings of each version")
  func recordings() {
    #expect(Recording.all.count { $0.version == "1.17.2" } == 23)
    #expect(Recording.all.count { $0.version == "1.20.5" } == 25)
  }

  @Test(
    "Two recordings of one job, 11 s apart", arguments: Recording.versions,
    [("flowing", Verdict.flowing), ("idle", .idle), ("lagging", .lagging)])
  func pair(_ version: String, _ expected: (scenario: String, verdict: Verdict)) throws {
    let earlier = try Recording(version: version, scenario: expected.scenario).reading
    let later = try Recording(version: version, scenario: expected.scenario + "-10s-later").reading
    let report = later.verdict(after: [earlier])
    #expect(report.verdict == expected.verdict, "\(report.reasons)")
    #expect(report.isProven == [.flowing, .idle].contains(expected.verdict))
    #expect(report.restartsInWindow == 0)
    #expect(try #require(report.windowSeconds) > 10)
    switch expected.verdict {
    case .flowing: #expect((45...55).contains(try #require(report.recordsInPerSecond)))
    case .idle: #expect(report.recordsInPerSecond == 0)
    // One step between readings is too little for a recommendation.
    default: #expect(report.recommendation == nil && report.reasons.contains(.loadNeedsReadings))
    }
  }

  @Test(
    "A lagging job lags by the true backlog, of which Flink sees a part",
    arguments: [
      ("1.17.2", [27_847, 22_153], 37_500), ("1.20.5", [18_525, 31_475], 34_000),
    ])
  func trueLag(_ version: String, _ ends: [Int], _ waiting: Int) throws {
    var earlier = try Recording(version: version, scenario: "lagging").reading
    var later = try Recording(version: version, scenario: "lagging-10s-later").reading
    let topic = try #require(later.source.partitions.keys.first?.topic)
    let bounds = TopicEnds([topic: [0: .init(begin: 0, end: ends[0]), 1: .init(begin: 0, end: ends[1])]])
    earlier.topicEnds = bounds
    later.topicEnds = bounds
    let report = later.verdict(after: [earlier])
    #expect(report.verdict == .lagging, "\(report.reasons)")
    #expect(report.pendingRecords == waiting && !report.isPendingLowerBound)
    #expect(report.reasons.contains(.messagesWait(count: waiting)))
    #expect(report.reasons.contains(.backlogShrinks(from: waiting + 5_000, to: waiting)))
  }

  // The recordings below have one reading each. The second one is the same with the clock moved on.

  @Test(
    "A silent topic is idle, 11 s later",
    arguments: Recording.all.filter {
      ["nothing", "eventtime", "eventtime-one-partition-empty"].contains($0.scenario)
    })
  func silent(_ recording: Recording) throws {
    let reading = try recording.reading
    let report = reading.movedWithCheckpoints(by: 11_000).verdict(after: [reading])
    #expect(report.verdict == .idle, "\(report.reasons)")
    let isHeld = report.reasons.contains(.watermarkHeldBack(topic: "eventtime-one-partition-empty", partition: 1))
    #expect(isHeld == (recording.scenario == "eventtime-one-partition-empty"))
  }

  @Test(
    "A job that holds still while busy does not write, 11 s later",
    arguments: Recording.all.filter {
      ["locked", "checkpoint_timeout", "checkpoint_failover"].contains($0.scenario)
    })
  func held(_ recording: Recording) throws {
    let reading = try recording.reading
    let report = reading.moved(by: 11_000).verdict(after: [reading])
    #expect(report.verdict == .notWriting, "\(report.reasons)")
  }

  @Test(
    "A slow sink is backpressured",
    arguments: Recording.all.filter {
      ["slowsink", "slowsink_unchained"].contains($0.scenario)
    }, [true, false])
  func slowSink(_ recording: Recording, _ hasEnds: Bool) throws {
    var reading = try recording.reading
    // The earlier reading is made by hand: 20 ms a row are 500 rows in 10 s; the topic got 1,500 messages.
    var earlier = reading.moved(by: -10_000)
    earlier.sink.recordsIn = reading.sink.recordsIn.map { $0 - 500 }
    earlier.source.recordsIn = reading.source.recordsIn.map { $0 - 500 }
    for (index, vertex) in (reading.vertices ?? []).enumerated() {
      let isSink = vertex.busyPerSecond ?? 0 > 500
      earlier.vertices?[index].busyTime = vertex.busyTime.map { $0 - (isSink ? 10_000 : 0) }
      earlier.vertices?[index].idleTime = vertex.idleTime.map { $0 - (isSink ? 0 : 10_000) }
    }
    if hasEnds {
      let topic = try #require(reading.source.partitions.keys.first?.topic)
      let next = reading.source.partitions.mapValues { ($0.current ?? 0) + 1 }
      func ends(_ more: Int) -> TopicEnds {
        TopicEnds([
          topic: Dictionary(uniqueKeysWithValues: next.map { ($0.key.partition, .init(end: $0.value + more)) })
        ])
      }
      earlier.topicEnds = ends(1_000)
      reading.topicEnds = ends(1_750)
    }
    let report = reading.verdict(after: [earlier])
    #expect(report.verdict == .backpressured, "\(report.reasons)")
    #expect(try #require(report.busyPercent) > 90)
    #expect(report.recommendation == nil && report.reasons.contains(.loadNeedsReadings))
    if hasEnds { #expect(report.pendingRecords == 3_500) }
  }
}
