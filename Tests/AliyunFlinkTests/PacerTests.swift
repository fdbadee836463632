import Testing

@testable import AliyunFlink

@Suite("The pace of requests")
struct PacerTests {
  private let start = ContinuousClock.now

  /// When `count` requests of an operation leave that all come at `now`, in seconds from the start.
  private func departures(
    _ pacer: RequestPacer, _ count: Int, of operation: String = "GetJob", at now: ContinuousClock.Instant
  ) -> [Double] {
    (0..<count).map { _ in
      let turn = pacer.turn(of: operation, now: now)
      return (now + pacer.delay(until: turn, now: now) - start) / .seconds(1)
    }
  }

  @Test("is 95 a second of each operation, and the operations do not wait for one another")
  func fullRate() throws {
    let pacer = RequestPacer()
    let first = departures(pacer, 100, at: start)
    #expect(first.first == 0)
    #expect(abs(try #require(first.last) - 99.0 / 95) < 0.001)
    #expect(departures(pacer, 1, of: "ListJobs", at: start) == [0])
  }

  @Test("keeps the turns of the last moment, and none that are older")
  func savedTurns() {
    let pacer = RequestPacer()
    _ = departures(pacer, 1, at: start)
    let later = departures(pacer, 40, at: start + .seconds(60))
    #expect(later.filter { $0 == 60 }.count == 3)
  }

  @Test(
    "stays below the limit in every second, also after a pause",
    arguments: [[0], [0, 60], [0, 1.6], [0, 1.5, 3], [0, 0.5, 0.52, 4.04]] as [[Double]])
  func limit(_ bursts: [Double]) throws {
    let pacer = RequestPacer()
    let times = bursts.flatMap { departures(pacer, 150, at: start + .seconds($0)) }.sorted()
    let most = times.indices.map { first in times[first...].prefix { $0 < times[first] + 1 }.count }.max()
    #expect((95...98).contains(try #require(most)))
  }

  @Test("moves those who wait already when the share grows", arguments: [0.1, 0.25, 0.5])
  func growingShare(_ share: Double) {
    let pacer = RequestPacer()
    pacer.keep(toShare: share, now: start)
    let turns = (0..<100).map { _ in pacer.turn(of: "GetJob", now: start) }
    let rate = 95 * share
    #expect(abs(pacer.delay(until: turns[99], now: start) / .seconds(1) - 99 / rate) < 0.001)
    let now = start + .seconds(1)
    pacer.keep(toShare: 1, now: now)
    let left = 99 - rate  // turns that have not come after a second
    #expect(abs(pacer.delay(until: turns[99], now: now) / .seconds(1) - left / 95) < 0.001)
    #expect(pacer.delay(until: turns[0], now: now) == .zero)
  }

  @Test("keeps what was learnt of others on the account when the share changes")
  func congestion() {
    let pacer = RequestPacer()
    _ = departures(pacer, 1, at: start)
    pacer.note("GetJob", isThrottled: true, now: start)
    pacer.note("GetJob", isThrottled: true, now: start + .milliseconds(10))  // of the same moment, counted once
    pacer.keep(toShare: 0.5, now: start + .seconds(1))
    let later = departures(pacer, 101, at: start + .seconds(10))
    let pace = 100 / (later[100] - later[0] + 0.03)
    #expect(abs(pace - 95 * 0.85 * 0.5) < 1)
  }

  @Test("a share that is next to nothing still lets two a second through")
  func lowestRate() {
    let pacer = RequestPacer()
    pacer.keep(toShare: 0, now: start)
    #expect(departures(pacer, 3, at: start) == [0, 0.5, 1])
  }
}
