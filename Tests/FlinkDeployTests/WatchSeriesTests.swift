import Deployments
import JobHealth
import Testing

@testable import FlinkDeploy

@Suite("The figures of the stored readings of a job")
struct WatchSeriesTests {
  private static func stored(_ second: Int, read: Int?, wait: Int? = nil, since: Int = 1) -> StoredHealth {
    var reading = HealthReading(readAt: 1000 * second)
    reading.state = "RUNNING"
    reading.runningSince = since
    reading.source.recordsIn = read
    reading.sink.recordsIn = read.map { $0 / 2 }
    reading.source.pendingRecords = wait
    return StoredHealth(time: 1000 * second, verdict: .flowing, reading: reading)
  }

  @Test("are rates between two readings and the lag of each, oldest first")
  func rates() {
    let series = WatchSeries([
      Self.stored(130, read: 900, wait: 0), Self.stored(120, read: 400, wait: 70), Self.stored(110, read: 0, wait: 100),
    ])
    #expect(series.recordsIn == [nil, 40, 50])
    #expect(series.recordsOut == [nil, 20, 25])
    #expect(series.pending == [100, 70, 0])
  }

  @Test("have gaps where the job restarted, and where a reading is too old to be there")
  func gaps() {
    let old = StoredHealth(time: 1000, verdict: .flowing, reading: nil)
    let series = WatchSeries([
      Self.stored(130, read: 40, since: 125_000), Self.stored(120, read: 400), Self.stored(110, read: 0), old,
    ])
    #expect(series.recordsIn == [nil, 40, nil])
    #expect(WatchSeries([]) == WatchSeries())
  }

  @Test("are as many as a terminal can show at most")
  func bounded() {
    let stored = (0..<300).map { Self.stored(5_000 - 10 * $0, read: 100_000 - 10 * $0) }
    let series = WatchSeries(stored, count: 50)
    #expect(series.recordsIn.count == 50)
    #expect(series.recordsIn.allSatisfy { $0 == 1 })
  }

  @Test(
    "become bars relative to the largest one",
    arguments: [
      ([0, 1, 2, 4, 8], 5, "▁▂▃▅█"), ([nil, 0, nil], 5, " ▁ "), ([], 5, ""), ([1, 2, 3], 2, "▆█"), ([5, 5], 4, "██"),
      ([1], 0, ""), ([0, 0], 4, "▁▁"), ([.infinity, 1], 4, " █"), ([0.001, 1000], 4, "▂█"),
    ] as [([Double?], Int, String)])
  func bars(_ values: [Double?], _ width: Int, _ expected: String) {
    #expect(Sparkline.text(values, width: width) == expected)
  }
}
