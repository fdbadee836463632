/// Two readings of one job, and what happened between them.
struct HealthWindow: Sendable {
  let earlier: HealthReading
  let current: HealthReading

  /// The time between the two readings.
  var milliseconds: Int {
    // A JobManager that moved to another machine may have another clock.
    if let from = earlier.flinkTime, let to = current.flinkTime, to > from { return to - from }
    return current.readAt - earlier.readAt
  }

  /// The time between the two moments at which the metrics were taken.
  private var metricsMilliseconds: Int {
    if let from = earlier.metricsTime, let to = current.metricsTime, to > from { return to - from }
    return milliseconds
  }

  /// The same in seconds.
  var seconds: Double { Double(max(1, metricsMilliseconds)) / 1000 }

  /// ``seconds`` for a text.
  var wholeSeconds: Int { Int(seconds.rounded()) }

  /// Whether the job ran all the time: a counter that fell and another start are signs of a restart.
  var isOneRun: Bool {
    if let from = earlier.runningSince, let to = current.runningSince, from != to { return false }
    if let restartCount, restartCount > 0 { return false }
    func fell(_ counter: KeyPath<HealthReading, Int?>) -> Bool {
      guard let from = earlier[keyPath: counter], let to = current[keyPath: counter] else { return false }
      return to < from
    }
    return !fell(\.source.recordsIn) && !fell(\.sink.recordsIn) && !fell(\.restarts) && !fell(\.uptime)
  }

  /// How often the job restarted, by its counter and by the failures that Flink remembers.
  var restartCount: Int? {
    var counts: [Int] = []
    if let from = earlier.restarts, let to = current.restarts, to >= from { counts.append(to - from) }
    if earlier.state != nil, let failures = current.failures {
      counts.append(failures.distinctTimes.count { $0 > earlier.time })
    }
    if let from = earlier.checkpoints?.restored, let to = current.checkpoints?.restored, to >= from {
      counts.append(to - from)
    }
    return counts.max()
  }

  /// Messages that were read.
  var read: Int? { grown(\.source.recordsIn) ?? offsetGrowth }

  /// Rows that were handed to the sinks.
  var passed: Int? { grown(\.sink.recordsIn) }

  private func grown(_ counter: KeyPath<HealthReading, Int?>) -> Int? {
    guard let from = earlier[keyPath: counter], let to = current[keyPath: counter], to >= from else { return nil }
    return to - from
  }

  private var offsetGrowth: Int? {
    let steps: [Double] = current.source.partitions.compactMap { name, position in
      guard let to = position.current, let from = earlier.source.partitions[name]?.current else { return nil }
      return Double(to) - Double(from)
    }
    return steps.isEmpty ? nil : steps.wholeSum.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Messages read a second.
  var readPerSecond: Double? { read.map { Double($0) / seconds } }

  /// Rows handed to the sinks a second.
  var passedPerSecond: Double? { passed.map { Double($0) / seconds } }
}
