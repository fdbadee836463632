import Testing

@testable import JobHealth

/// The wait until a job flows.
@Suite("Waiting until a job flows")
struct FlowWatchTests {
  private static func report(_ verdict: Verdict, _ time: Int) -> HealthReport {
    HealthReport(verdict: verdict, since: time, reasons: [], asOf: time)
  }

  @Test(
    "It lasts for two checkpoints, at least 30 s and at most 180 s",
    arguments: [
      (nil, 30_000), (2_000, 30_000), (40_000, 80_000), (600_000, 180_000), (-5, 30_000), (Int.max, 180_000),
    ] as [(Int?, Int)])
  func deadline(_ interval: Int?, _ expected: Int) {
    #expect(FlowWatch(start: 0, checkpointInterval: interval).deadline == expected)
  }

  @Test("Messages that arrive end it at once; so does the end of the job")
  func ends() {
    var watch = FlowWatch(start: 0, checkpointInterval: nil)
    #expect(watch.judge(Self.report(.unknown, 1_000)) == .wait)
    #expect(watch.judge(Self.report(.flowing, 2_000)) == .flowing)
    #expect(watch.judge(Self.report(.notRunning, 3_000)) == .over)
  }

  @Test("It fails when two readings show a crash loop", arguments: [Verdict.crashLoop, .notWriting])
  func fails(_ verdict: Verdict) {
    var watch = FlowWatch(start: 0, checkpointInterval: nil)
    #expect(watch.judge(Self.report(verdict, 1_000)) == .wait)
    #expect(watch.judge(Self.report(verdict, 1_000)) == .wait)
    #expect(watch.judge(Self.report(.unknown, 2_000)) == .wait)
    #expect(watch.judge(Self.report(verdict, 3_000)) == .wait)
    #expect(watch.judge(Self.report(verdict, 4_000)) == .failed)
  }

  @Test("At its end the last verdict counts, and a suspicion gets one more reading")
  func over() {
    var watch = FlowWatch(start: 0, checkpointInterval: nil)
    #expect(watch.judge(Self.report(.notWriting, 30_000)) == .wait)
    #expect(watch.judge(Self.report(.idle, 31_000)) == .over)
  }
}
