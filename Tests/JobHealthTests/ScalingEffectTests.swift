import Testing

@testable import JobHealth

/// What more subtasks did to the throughput.
@Suite("The effect of a change of parallelism")
struct ScalingEffectTests {
  private static let change = 2_100_000
  private static let before = LoadedJob(parallelism: 1, partitions: 4, input: 700, read: 500)

  /// Readings with two subtasks, from the change on.
  private static func after(_ job: LoadedJob, _ count: Int = 8) -> [HealthReading] {
    var job = job
    (job.runningSince, job.restarts, job.restored) = (change + 2_000, 1, 1)
    return job.readings(count, from: change + 5_000)
  }

  private static var earlier: [HealthReading] { before.readings(5, from: change - 100_000) }

  private static func judge(_ job: LoadedJob, _ count: Int = 8) -> ScalingEffect {
    ScalingEffect.judge(before: earlier, after: after(job, count).shuffled())
  }

  @Test("is a rise if the job can process more, whether or not as much comes")
  func raised() {
    guard
      case .raised(let from, let to) = Self.judge(LoadedJob(parallelism: 2, partitions: 4, input: 700, read: 900))
    else {
      Issue.record("no rise")
      return
    }
    #expect(abs(from - 500) < 3 && abs(to - 900) < 3)
    let calm = LoadedJob(parallelism: 2, partitions: 4, input: 300, read: 300, busy: 40, backlog: 0)
    guard case .raised = Self.judge(calm) else {
      Issue.record("no rise")
      return
    }
  }

  @Test("is none if the job is as busy as before and as slow: the limit is elsewhere")
  func elsewhere() {
    guard
      case .limitElsewhere(let from, let to) = Self.judge(
        LoadedJob(parallelism: 2, partitions: 4, input: 700, read: 520))
    else {
      Issue.record("a rise")
      return
    }
    #expect(abs(from - 500) < 3 && abs(to - 520) < 3)
  }

  @Test("is not known of too few readings, of fewer subtasks, and of a job that was not at its limit")
  func unknown() {
    let fast = LoadedJob(parallelism: 2, partitions: 4, input: 700, read: 900)
    #expect(Self.judge(fast, 5) == .unknown)
    #expect(ScalingEffect.judge(before: [], after: Self.after(fast)) == .unknown)
    #expect(ScalingEffect.judge(before: Self.earlier, after: []) == .unknown)
    #expect(ScalingEffect.judge(before: Self.after(fast), after: Self.earlier) == .unknown)
    var calm = Self.before
    (calm.input, calm.read, calm.busy, calm.backlog) = (100, 100, 20, 0)
    let readings = calm.readings(5, from: Self.change - 100_000)
    #expect(ScalingEffect.judge(before: readings, after: Self.after(fast)) == .unknown)
  }

  @Test("is among the reasons, and a limit elsewhere leaves no recommendation")
  func reasons() throws {
    let fast = LoadedJob(parallelism: 2, partitions: 4, input: 700, read: 900)
    let rose = try (Self.after(fast) + Self.earlier).report()
    #expect(rose.reasons.contains { if case .throughputRose(_, _, 2) = $0 { true } else { false } }, "\(rose.reasons)")
    let same = LoadedJob(parallelism: 2, partitions: 4, input: 700, read: 520)
    let held = try (Self.after(same, 20) + Self.earlier).report()
    #expect(
      held.reasons.contains { if case .throughputDidNotRise(_, _, 2) = $0 { true } else { false } }, "\(held.reasons)")
    #expect(held.recommendation == nil)
    // An update that restarts the job makes another one.
    let current = try #require(Self.after(fast).first)
    let restarted = HealthAssessment(
      platformStatus: "RUNNING", current: current, earlier: Array(Self.after(fast).dropFirst()),
      continued: Self.earlier.shuffled()
    ).report(now: current.readAt)
    #expect(restarted.reasons == rose.reasons && current.continuesAnotherJob)
    // Without the readings before, the same job gets a recommendation after five minutes.
    #expect(try Self.after(same, 20).report().recommendation?.parallelism == 4)
    let early = try (Self.after(same, 4) + Self.earlier).report()
    #expect(early.recommendation == nil)
    #expect(early.reasons.contains { if case .loadUnsettled = $0 { true } else { false } }, "\(early.reasons)")
  }
}
