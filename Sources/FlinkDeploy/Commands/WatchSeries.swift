import Deployments
import JobHealth

/// How the figures of a job changed over its stored readings, oldest first; nil where a reading does not tell.
struct WatchSeries: Sendable, Equatable {
  /// Messages read a second.
  var recordsIn: [Double?] = []
  /// Rows written a second.
  var recordsOut: [Double?] = []
  /// Messages that wait in Kafka.
  var pending: [Double?] = []

  /// No figures.
  init() {}

  /// The figures of stored readings, newest first as the store returns them.
  /// - Parameters:
  ///   - stored: The readings.
  ///   - count: The most points.
  init(_ stored: [StoredHealth], count: Int = 120) {
    let readings = stored.compactMap(\.reading)
    for index in readings.indices.prefix(count).reversed() {
      // Flink renews its metrics every 10 seconds, so the reading to compare with is one of the next few.
      let earlier = readings[(index + 1)...].prefix { readings[index].readAt - $0.readAt <= 60_000 }
      let report = HealthAssessment(platformStatus: nil, current: readings[index], earlier: Array(earlier))
        .report(now: readings[index].readAt)
      recordsIn.append(report.recordsInPerSecond)
      recordsOut.append(report.recordsOutPerSecond)
      pending.append(report.pendingRecords.map(Double.init))
    }
  }
}
