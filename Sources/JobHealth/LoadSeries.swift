/// The steps from reading to reading of one run with one parallelism, over a quarter of an hour.
struct LoadSeries: Sendable {
  /// How many subtasks the job had all the time.
  let parallelism: Int
  /// The steps, newest first: at least one, each long enough for new metrics.
  let steps: [HealthWindow]
  /// All steps as one.
  let span: HealthWindow

  /// The steps that end with a reading; nil if there are none.
  /// - Parameters:
  ///   - current: The newest reading.
  ///   - earlier: Earlier readings, newest first.
  ///   - begin: The first time that counts, in milliseconds since 1970 by Flink's clock.
  init?(upTo current: HealthReading, in earlier: [HealthReading], since begin: Int) {
    guard !current.hasNoMetrics, let parallelism = current.parallelism, (1..<100_000).contains(parallelism) else {
      return nil
    }
    self.parallelism = parallelism
    var steps: [HealthWindow] = []
    var newest = current
    for reading in earlier where reading.time >= begin {
      if reading.hasNoMetrics { continue }
      let step = HealthWindow(earlier: reading, current: newest)
      guard step.isOneRun, reading.parallelism == parallelism else { break }
      if step.seconds < TuningRule.shortestStep { continue }
      steps.append(step)
      newest = reading
    }
    guard !steps.isEmpty else { return nil }
    self.steps = steps
    span = HealthWindow(earlier: newest, current: current)
  }

  /// How busy the busiest subtask was on average, as a share of its time; nil if no step tells.
  var busyShare: Double? {
    let known = steps.compactMap { step in step.busyPercent.map { (share: $0 / 100, seconds: step.seconds) } }
    guard !known.isEmpty else { return nil }
    return known.reduce(0) { $0 + $1.share * $1.seconds } / known.reduce(0) { $0 + $1.seconds }
  }
}

extension HealthWindow {
  /// The messages that come in a second: by the ends of the topics, else those that were read and the growth of the
  /// backlog; without a backlog, those that were read.
  var inputPerSecond: Double? {
    if let arrivedPerSecond { return arrivedPerSecond }
    guard let readPerSecond else { return nil }
    guard let before = earlier.backlog, let after = current.backlog, before.isLowerBound == after.isLowerBound else {
      return readPerSecond
    }
    return max(0, readPerSecond + Double(after.messages - before.messages) / seconds)
  }

  /// The messages that the source could read in a second, observed while it caught up; nil if it did not.
  var observedRate: Double? {
    guard let rate = readPerSecond, rate > 0, let before = earlier.backlog?.messages,
      let after = current.backlog?.messages, Double(min(before, after)) >= TuningRule.catchingUp * rate
    else { return nil }
    let waited = (backpressuredPercent ?? 0) / 100
    return waited < 1 ? rate / (1 - waited) : nil
  }
}
