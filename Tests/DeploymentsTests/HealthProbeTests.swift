import JobHealth
import Testing

@testable import Deployments

@Suite("A reading of a job")
struct HealthProbeTests {
  private static let overview = "/jobs/overview"
  /// The most calls: a status makes one more.
  private static let most = 7

  private static func read(
    _ flink: LateFlink, knowing id: String? = nil, _ clock: CountingClock = CountingClock()
  ) async -> HealthProbe.Outcome {
    await HealthProbe(cloud: flink, jobID: "j", flinkID: id, clock: clock).read(now: 1_060_000)
  }

  @Test("costs seven calls, and six if Flink's ID of the job is known", arguments: [nil, LateFlink.flinkID])
  func calls(_ id: String?) async {
    let (flink, clock) = (LateFlink(), CountingClock())
    let outcome = await Self.read(flink, knowing: id, clock)
    #expect(outcome.reading?.source.recordsIn == 7 && outcome.reading?.sink.recordsIn == 7)
    #expect(outcome.reading?.flinkID == LateFlink.flinkID && outcome.faults.isEmpty)
    #expect(flink.paths.count == (id == nil ? Self.most : Self.most - 1))
    #expect(flink.paths.contains(Self.overview) == (id == nil))
    #expect(clock.waits == 0)
  }

  @Test("waits for a moment if Flink has not fetched metrics yet, without a further call")
  func waits() async {
    let (flink, clock) = (LateFlink(hasJobMetrics: false), CountingClock())
    let outcome = await Self.read(flink, clock)
    #expect(outcome.reading?.source.recordsIn == 7)
    #expect(clock.waits == 1 && flink.paths.count == Self.most)
  }

  @Test("asks once more for late metrics, and never makes more calls than a status may cost", arguments: [1, 2])
  func late(_ emptyLists: Int) async {
    let (flink, clock) = (LateFlink(emptyLists: emptyLists), CountingClock())
    let outcome = await Self.read(flink, knowing: LateFlink.flinkID, clock)
    #expect(outcome.reading?.source.recordsIn == (emptyLists == 1 ? 7 : nil))
    #expect(clock.waits == 1 && flink.paths.count <= Self.most)
    let unknown = LateFlink(emptyLists: 1)
    #expect(await Self.read(unknown).reading?.source.recordsIn == nil)
    #expect(unknown.paths.count <= Self.most)
  }

  @Test("does not wait for the metrics of a young job")
  func young() async {
    let (flink, clock) = (LateFlink(emptyLists: 2, hasJobMetrics: false, age: 5_000), CountingClock())
    let outcome = await Self.read(flink, knowing: LateFlink.flinkID, clock)
    #expect(outcome.reading?.state == "RUNNING" && clock.waits == 0)
    #expect(flink.paths.count == 5)
  }

  @Test("looks the job up again if Flink does not know the ID any more")
  func forgotten() async {
    let flink = LateFlink()
    let outcome = await Self.read(flink, knowing: "old")
    #expect(outcome.reading?.flinkID == LateFlink.flinkID && outcome.reading?.source.recordsIn == 7)
    #expect(flink.paths.contains(Self.overview))
  }

  @Test("asks once more for the job if its answer is lost")
  func lost() async {
    let flink = LateFlink(failures: ["/jobs/a1": 1])
    let outcome = await Self.read(flink, knowing: LateFlink.flinkID)
    #expect(outcome.reading?.state == "RUNNING" && outcome.faults.isEmpty)
    #expect(!flink.paths.contains(Self.overview) && flink.paths.count == Self.most)
  }
}
