import JobHealth
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Deployments

@Suite("Readings of many jobs", .endsIfStuck)
struct JobObserverTests {
  private static let now = 1_060_000

  private let clock = HandClock()
  private let cloud = HeldCloud(LateFlink())
  /// The scripts whose topics were asked for.
  private let scripts = Scripts()

  private final class Scripts: Sendable {
    private let found = Mutex<[String]>([])

    var all: [String] { found.withLock { $0 } }

    func note(_ sql: String) { found.withLock { $0.append(sql) } }
  }

  /// A reading of a job that is being cancelled, which no other reading is needed to see.
  private static func stored(age seconds: Int) -> StoredHealth {
    var reading = HealthReading(readAt: now - seconds * 1000)
    reading.state = "CANCELLING"
    return StoredHealth(time: reading.readAt, verdict: .notRunning, reading: reading)
  }

  private func observer(_ store: ReadingStore = ReadingStore()) -> JobObserver {
    JobObserver(
      cloud: cloud, store: store, clock: clock, instant: { [clock] in clock.now },
      admission: Admission(places: 1, clock: clock),
      topicEnds: { [scripts] sql in
        scripts.note(sql)
        return TopicEndsReading()
      }, now: { Self.now }, logger: Logger(label: "test"))
  }

  /// What `observer` says of a job.
  private func observe(_ observer: JobObserver, _ jobID: String) async -> JobObserver.Observation {
    await observer.observe(jobID: jobID, deploymentID: "d", status: "RUNNING", sqlRecordID: 1, since: clock.now)
  }

  /// What `observer` says of job `b`, while job `a` is being read for as long as `b` waits.
  private func observeWithoutTurn(_ observer: JobObserver) async -> JobObserver.Observation {
    async let first = observe(observer, "a")
    // The patience of the first reading, then the wait of the second.
    await clock.sleeps.reached(1)
    await cloud.calls.reached(1)
    async let second = observe(observer, "b")
    await clock.sleeps.reached(2)
    clock.advance(by: .seconds(5))
    let observation = await second
    cloud.open("a")
    #expect(await first.reading?.flinkID == LateFlink.flinkID)
    #expect(cloud.jobIDs == ["a"] && scripts.all == ["SQL 1"])
    return observation
  }

  @Test("judge a job that has no turn by a stored reading of a minute at most", arguments: [0, 12, 60])
  func stored(_ age: Int) async {
    let store = ReadingStore(["b": [Self.stored(age: age), Self.stored(age: 90)]])
    let observation = await observeWithoutTurn(observer(store))
    #expect(observation.report.verdict == .notRunning)
    #expect(observation.report.asOf == Self.now - age * 1000 && observation.report.since == Self.now - 90_000)
    #expect(observation.report.reasons == [.flinkState("CANCELLING"), .storedReading(seconds: age)])
    #expect(observation.reading?.readAt == observation.report.asOf)
    #expect(store.readings(of: "b").count == 2)
  }

  @Test("do not judge a job that has no turn by an older reading, or without one", arguments: [61, nil])
  func waiting(_ age: Int?) async {
    let store = ReadingStore(["b": age.map { [Self.stored(age: $0)] } ?? []])
    let observation = await observeWithoutTurn(observer(store))
    #expect(observation.report.verdict == .unknown && observation.report.asOf == Self.now)
    #expect(observation.report.reasons == [.platformStatus("RUNNING"), .readingsWait(count: 1)])
    #expect(observation.reading == nil)
  }

  @Test("have the rest of the 9 s of their call from their turn on")
  func patience() async {
    let observer = observer()
    async let first = observe(observer, "a")
    await clock.sleeps.reached(1)
    await cloud.calls.reached(1)
    async let second = observe(observer, "b")
    await clock.sleeps.reached(2)
    clock.advance(by: .seconds(4))
    cloud.open("a")
    _ = await first
    // The second reading has begun, and has 5 s from here.
    await clock.sleeps.reached(3)
    clock.advance(by: .milliseconds(4_900))
    cloud.open("b")
    let observation = await second
    #expect(observation.reading?.flinkID == LateFlink.flinkID)
    #expect(!observation.report.reasons.contains(.flinkUnreachable(reason: "timeout")))
  }
}
