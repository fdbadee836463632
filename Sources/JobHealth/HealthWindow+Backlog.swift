extension HealthWindow {
  /// Messages that came to the topics between the readings.
  private var arrived: Int? {
    guard let before = earlier.topicEnds?.partitions, let after = current.topicEnds?.partitions else { return nil }
    return after.map { name, bounds in
      max(0, Double(bounds.end) - Double(before[name]?.end ?? bounds.begin ?? bounds.end))
    }.wholeSum
  }

  /// Messages that come to the topics in a second.
  var arrivedPerSecond: Double? {
    let elapsed = current.readAt - earlier.readAt
    return elapsed > 0 ? arrived.map { Double($0) * 1000 / Double(elapsed) } : nil
  }

  /// Messages that waited at the earlier reading already and still were not read at the current one.
  ///
  /// The end of a partition can be behind the mark of a transaction, which is never read.
  var overdue: Int? {
    let positions = current.source.partitions
    guard let ends = earlier.topicEnds,
      let backlog = ends.waiting(after: positions, isRestored: current.isRestored)
    else { return nil }
    return max(0, backlog.messages - ends.partitionCount)
  }

  /// The backlog as seconds of input: of what comes or of what is read, whichever is more.
  func seconds(of backlog: Backlog?) -> Double? {
    guard let backlog else { return nil }
    if backlog.messages == 0 { return 0 }
    let rate = max(readPerSecond ?? 0, arrivedPerSecond ?? 0)
    return rate > 0 ? Double(backlog.messages) / rate : nil
  }

  /// The change of a backlog.
  enum Trend { case grows, stands, shrinks }

  /// How the backlog changed; small changes do not count, since readings of Kafka and of Flink are seconds apart.
  var trend: Trend? {
    guard let before = earlier.backlog, let after = current.backlog, before.isLowerBound == after.isLowerBound else {
      return nil
    }
    let smallest = max(10, arrivedPerSecond.map { Int(Swift.min($0 * 5, 1e15)) } ?? before.messages / 20)
    if after.messages - before.messages > smallest { return .grows }
    // Flink's own count jumps between nothing and one fetch.
    let isBacklog = (seconds(of: before) ?? .infinity) > 10
    return isBacklog && before.messages - after.messages > smallest ? .shrinks : .stands
  }
}
