import TestSupport
import Testing

@testable import JobHealth

/// The recommended parallelism, by the formula of Flink's autoscaler.
@Suite("Recommendations")
struct TuningTests {
  private static let start = 2_000_000

  private static func report(
    _ job: LoadedJob, _ count: Int = 6, tuning: TuningLimits = TuningLimits()
  ) throws -> HealthReport {
    try job.readings(count, from: start).report(tuning)
  }

  /// 400 messages a second come, a subtask takes 250: (400 / 0.7 + 400 / 6 + 50,000 / 1,800) / 250 is 2.7.
  private static let slow = LoadedJob(partitions: 12, input: 400, read: 250, busy: 100, backlog: 50_000)

  @Test(
    "A job that is too slow gets the subtasks that the formula asks for, and its numbers", arguments: [true, false])
  func formula(_ hasEnds: Bool) throws {
    var job = Self.slow
    job.hasEnds = hasEnds
    let report = try Self.report(job)
    #expect([.lagging, .backpressured].contains(report.verdict), "\(report.reasons)")
    #expect(report.recommendation?.parallelism == 3)
    guard case .tooSlow(let figures)? = report.recommendation?.reason else {
      Issue.record("\(String(describing: report.recommendation))")
      return
    }
    #expect(abs(figures.inputPerSecond - 400) < 2)
    #expect(abs(figures.ratePerSubtask - 250) < 2)
    #expect((64_900...65_100).contains(figures.backlog))
    #expect(figures.minutesToDrain == 30 && figures.targetPercent == 70 && figures.needed == 3)
  }

  @Test(
    "The formula itself",
    arguments: [
      // rate, input, backlog, subtasks: those that it asks for, and whether the job is too slow or too large
      (100.0, 600.0, 0, 1, 10, true, false), (100, 600, 180_000, 1, 11, true, false),
      (1_000, 600, 0, 2, 2, false, false),
      (500, 400, 34_000, 1, 2, false, false), (10_000, 600, 0, 10, 4, false, true),
      (1_500, 600, 0, 10, 7, false, false),
      (1_700, 600, 0, 10, 6, false, true), (500, 0, 900_000, 1, 1, false, false),
      (499, 0, 900_000, 1, 2, true, false),
    ])
  func load(_ rate: Double, _ input: Double, _ backlog: Int, _ now: Int, _ needed: Int, _ slow: Bool, _ large: Bool) {
    let load = JobLoad(parallelism: now, inputPerSecond: input, trueRate: rate, backlog: backlog)
    #expect(load.neededParallelism == needed)
    #expect(load.isTooSlow == slow)
    #expect(load.isOversized == large)
  }

  @Test("A backlog that is worked off fast enough needs no change")
  func drains() throws {
    var job = Self.slow
    (job.input, job.read, job.backlog) = (100, 250, 90_000)
    let report = try Self.report(job)
    #expect(report.verdict == .lagging, "\(report.reasons)")
    // 75,000 messages remain after 100 s, 150 fewer each second.
    #expect(report.recommendation == nil && report.reasons.contains(.backlogWorkedOff(minutes: 9)))
    // An hour is too long.
    job.input = 225
    #expect(try Self.report(job).recommendation != nil)
  }

  @Test("The rate that was observed while the job caught up counts where busy time says too much")
  func observed() throws {
    var job = Self.slow
    job.busy = 40
    let report = try Self.report(job)
    guard case .tooSlow(let figures)? = report.recommendation?.reason else {
      Issue.record("\(report.verdict) \(report.reasons)")
      return
    }
    #expect(abs(figures.ratePerSubtask - 250) < 2)
  }

  @Test("Partitions and quota are the limit, and the reason says so")
  func limits() throws {
    var job = Self.slow
    job.input = 4_000
    job.partitions = 4
    let byPartitions = try Self.report(job).recommendation
    #expect(byPartitions?.parallelism == 4)
    guard case .limitedByPartitions(_, 4)? = byPartitions?.reason else {
      Issue.record("\(String(describing: byPartitions))")
      return
    }
    let byQuota = try Self.report(job, tuning: TuningLimits(mostParallelism: 2)).recommendation
    #expect(byQuota?.parallelism == 2)
    guard case .limitedByQuota(_, 2)? = byQuota?.reason else {
      Issue.record("\(String(describing: byQuota))")
      return
    }
    let full = try Self.report(job, tuning: TuningLimits(mostParallelism: 1))
    #expect(full.recommendation == nil && full.reasons.contains(.quotaReached(1)))
    (job.parallelism, job.partitions) = (4, 4)
    let most = try Self.report(job)
    #expect(most.recommendation == nil && most.reasons.contains(.parallelismAtPartitions(4)))
  }

  @Test("Subtasks that would get no fewer partitions are not recommended")
  func noGain() throws {
    var job = LoadedJob(parallelism: 4, partitions: 7, input: 1_100, read: 1_000)
    #expect(try Self.report(job).recommendation?.parallelism == 7)
    let limited = try Self.report(job, tuning: TuningLimits(mostParallelism: 6))
    #expect(limited.recommendation == nil && limited.reasons.contains(.quotaReached(6)))
    job.partitions = 8
    #expect(try Self.report(job).recommendation?.parallelism == 8)
  }

  @Test(
    "Partitions are spread evenly",
    arguments: [
      (12, 5, 12, 6), (12, 7, 12, 12), (12, 7, 10, 6), (10, 3, 10, 5), (7, 2, 7, 2), (7, 4, 7, 7), (13, 5, 13, 5),
      (100, 51, 100, 100), (101, 34, 101, 34), (101, 35, 101, 34), (1, 1, 1, 1), (4, 9, 4, 4), (64, 33, 40, 32),
    ])
  func aligned(_ partitions: Int, _ needed: Int, _ limit: Int, _ expected: Int) {
    let spread = Partitioning(count: partitions)
    #expect(spread.aligned(needed, limit: limit) == expected)
  }

  @Test("A spread never has more subtasks than allowed, nor a subtask with more partitions than asked for")
  func spread() {
    for partitions in 1...60 {
      for needed in 1...partitions {
        for limit in needed...partitions {
          let spread = Partitioning(count: partitions)
          let aligned = spread.aligned(needed, limit: limit)
          #expect((1...limit).contains(aligned))
          #expect(spread.most(at: aligned) <= spread.most(at: needed))
        }
      }
    }
  }

  @Test("Nothing is recommended before two steps, nor within five minutes of a restart, but after a first start")
  func early() throws {
    let two = try Self.report(Self.slow, 2)
    #expect(two.recommendation == nil && two.reasons.contains(.loadNeedsReadings))
    #expect(try Self.report(Self.slow, 3).recommendation != nil)
    var job = Self.slow
    job.runningSince = Self.start - 10_000
    #expect(try Self.report(job).recommendation != nil)
    job.restarts = 1
    let restarted = try Self.report(job)
    #expect(restarted.recommendation == nil && restarted.reasons.contains(.loadUnsettled(seconds: 190)))
    (job.restarts, job.restored) = (0, 1)
    #expect(try Self.report(job).reasons.contains(.loadUnsettled(seconds: 190)))
    #expect(try Self.report(job, 17).reasons.contains(.loadNeedsReadings))
    #expect(try Self.report(job, 18).recommendation != nil)
  }

  @Test("Readings that are too close together are not two steps")
  func close() throws {
    var job = Self.slow
    job.pause = 3
    #expect(try Self.report(job, 6).recommendation == nil)
    #expect(try Self.report(job, 9).recommendation != nil)
  }

  @Test("Autopilot and scheduled plans leave no recommendation, and the reasons say so")
  func autopilot() throws {
    let report = try Self.report(Self.slow, tuning: TuningLimits(isAutopilotOn: true))
    #expect(report.recommendation == nil && report.reasons.contains(.tunedAutomatically))
    var idle = LoadedJob(parallelism: 8, partitions: 8, input: 800, read: 800, busy: 10, backlog: 0)
    idle.pause = 30
    #expect(try Self.report(idle, 30, tuning: TuningLimits(isAutopilotOn: true)).recommendation == nil)
    #expect(try Self.report(idle, 30).recommendation != nil)
  }

  @Test("A job without a known load gets no recommendation")
  func unknownLoad() throws {
    var job = Self.slow
    // A rate is observed only if 30 s of input wait, here in the newest step alone.
    (job.backlog, job.pause) = (6_500, 15)
    let readings = job.readings(3, from: Self.start).map { reading in
      var reading = reading
      reading.vertices?[0].busyTime = nil
      reading.vertices?[0].busiestTime = nil
      return reading
    }
    let report = try readings.report()
    #expect(report.verdict == .lagging && report.recommendation == nil, "\(report.reasons)")
    #expect(report.reasons.contains(.loadUnknown))
  }

  @Test(
    "A job that was idle for most of a quarter of an hour needs fewer subtasks",
    arguments: [
      // Busy 20 %: 8 * 0.2 * (1 / 0.7 + 1 / 6) is 2.6; at most 60 % fewer are taken at once.
      (8, 8, 20.0, 4), (8, 8, 36, 8), (8, 24, 20, 4), (6, 24, 10, 3), (2, 8, 20, 1), (1, 8, 5, 1), (7, 7, 10, 3),
    ])
  func oversized(_ parallelism: Int, _ partitions: Int, _ busy: Double, _ expected: Int) throws {
    var job = LoadedJob(parallelism: parallelism, partitions: partitions, input: 800, read: 800, busy: busy, backlog: 0)
    job.pause = 30
    let report = try Self.report(job, 30)
    #expect(report.verdict == .flowing, "\(report.reasons)")
    #expect(report.recommendation?.parallelism ?? parallelism == expected)
    if let reason = report.recommendation?.reason {
      guard case .oversized(let figures) = reason else {
        Issue.record("\(reason)")
        return
      }
      #expect(abs(figures.inputPerSecond - 800) < 2)
    }
  }

  @Test("A shorter time, one busy step or a backlog is too little for fewer subtasks")
  func notOversized() throws {
    var job = LoadedJob(parallelism: 8, partitions: 8, input: 800, read: 800, busy: 10, backlog: 0)
    job.pause = 30
    #expect(try Self.report(job, 28).recommendation == nil)
    var readings = job.readings(30, from: Self.start)
    #expect(try readings.report().recommendation != nil)
    for index in 0..<12 {
      readings[index].vertices?[0].busiestTime? += 15_000
    }
    #expect(try readings.report().recommendation == nil)
    job.backlog = 20_000
    #expect(try Self.report(job, 30).recommendation == nil)
    job.backlog = 0
    job.restarts = 1
    job.runningSince = Self.start - 10_000
    #expect(try Self.report(job, 30).recommendation == nil)
  }

  @Test(
    "The most subtasks follow from the free resources",
    arguments: [(2, 4.0, 1.0, 1, 6), (2, 3.9, 2, 1, 3), (3, 4, 1, 2, 12), (2, 0, 1, 1, 2)])
  func quota(_ now: Int, _ free: Double, _ each: Double, _ slots: Int, _ expected: Int) {
    let most = TuningLimits.mostParallelism(
      now: now, freeUnits: free, unitsPerTaskManager: each, slots: slots)
    #expect(most == expected)
    #expect(TuningLimits.mostParallelism(now: now, freeUnits: free, unitsPerTaskManager: 0) == nil)
  }

  @Test("Whatever the load, a recommendation changes something and stays within the partitions", arguments: 0..<4)
  func bounds(_ seed: Int) throws {
    var random = Seeded(seed: UInt64(seed))
    var found = (raised: 0, lowered: 0)
    for _ in 0..<150 {
      var job = LoadedJob()
      job.parallelism = Int.random(in: 1...9, using: &random)
      job.partitions = Int.random(in: 1...12, using: &random)
      job.input = Double.random(in: 0...2_000, using: &random)
      job.read = Bool.random(using: &random) ? job.input : Double.random(in: 1...2_000, using: &random)
      job.busy = [5, 20, 60, 100].randomElement(using: &random) ?? 100
      job.backlog = [0, 0, 2_000, 300_000].randomElement(using: &random) ?? 0
      job.hasEnds = Bool.random(using: &random)
      job.pause = 30
      let report = try Self.report(job, 30)
      guard let recommended = report.recommendation else { continue }
      #expect(recommended.parallelism != job.parallelism && recommended.parallelism >= 1)
      switch recommended.reason {
      case .tooSlow, .limitedByPartitions, .limitedByQuota:
        #expect(recommended.parallelism > job.parallelism && recommended.parallelism <= job.partitions)
        found.raised += 1
      case .oversized:
        #expect(recommended.parallelism < job.parallelism && report.verdict == .flowing)
        found.lowered += 1
      }
    }
    #expect(found.raised > 5 && found.lowered > 5, "\(found)")
  }
}
