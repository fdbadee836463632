extension HealthWindow {
  /// How busy the busiest subtask of the busiest vertex was.
  ///
  /// Flink's own rate is an average of a minute, and so reaches a blocked sink late. The difference of the accumulated
  /// times is exact.
  var busyPercent: Double? { busyShare ?? current.busyPercent }

  /// The same by the accumulated times alone.
  var busyShare: Double? {
    share(\.busyTime).map { average in
      zip(earlier.vertices ?? [], current.vertices ?? []).map(busiestShare).reduce(average, max)
    }
  }

  /// How busy the subtask was that has been the busiest one so far: partitions without messages leave others idle.
  private func busiestShare(_ from: HealthReading.Vertex, _ to: HealthReading.Vertex) -> Double {
    guard let count = to.parallelism, count > 1, let busiest = difference(\.busiestTime, from, to),
      let busy = difference(\.busyTime, from, to), let idle = difference(\.idleTime, from, to),
      let waited = difference(\.backpressuredTime, from, to), busy + idle + waited > 0
    else { return 0 }
    return min(100, busiest * Double(count) / (busy + idle + waited) * 100)
  }

  /// How long the most backpressured vertex waited for the next one.
  var backpressuredPercent: Double? { share(\.backpressuredTime) ?? current.backpressuredPercent }

  private func share(_ time: KeyPath<HealthReading.Vertex, Int?>) -> Double? {
    guard let before = earlier.vertices, let after = current.vertices, before.count == after.count, isOneRun else {
      return nil
    }
    let shares: [Double] = zip(before, after).compactMap { from, to in
      guard from.parallelism == to.parallelism, let busy = difference(\.busyTime, from, to),
        let idle = difference(\.idleTime, from, to), let waited = difference(\.backpressuredTime, from, to),
        busy + idle + waited > 0
      else { return nil }
      let part = difference(time, from, to) ?? 0
      return part / (busy + idle + waited) * 100
    }
    // One vertex that cannot be measured may be the busiest.
    return shares.count == after.count ? shares.max() : nil
  }

  /// The growth of a time; the one that Flink derives from the clock may fall by a little.
  private func difference(
    _ time: KeyPath<HealthReading.Vertex, Int?>, _ from: HealthReading.Vertex, _ to: HealthReading.Vertex
  ) -> Double? {
    guard let before = from[keyPath: time], let after = to[keyPath: time] else { return nil }
    return Double(max(0, after - before))
  }
}

extension HealthReading {
  /// How busy the busiest vertex is, by Flink's average of a minute.
  var busyPercent: Double? { largest(\.busyPerSecond) }

  /// How long the most backpressured vertex waits, by Flink's average of a minute.
  var backpressuredPercent: Double? { largest(\.backpressuredPerSecond) }

  private func largest(_ rate: KeyPath<Vertex, Double?>) -> Double? {
    vertices?.compactMap { $0[keyPath: rate] }.max().map { min(max($0 / 10, 0), 100) }
  }

  /// How many partitions the topics have, or the source reads.
  public var partitionCount: Int? {
    if let topicEnds, topicEnds.partitionCount > 0 { return topicEnds.partitionCount }
    return source.partitions.isEmpty ? nil : source.partitions.count
  }
}
