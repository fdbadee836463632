/// The time for which a job has worked at its limit, up to the newest reading, and when rows passed meanwhile.
///
/// A sink that writes a batch at a time lets rows pass between long pauses. By two readings alone, one of its pauses
/// looks like a sink that is blocked.
struct BusyStretch: Sendable {
  /// Readings with metrics of their own, newest first.
  let readings: [HealthReading]

  /// A step belongs to the stretch from this share of busy time on, in percent: a sink has a moment of rest between
  /// two batches.
  private static let limit = 60.0
  /// Nothing that was longer ago says how long the pauses are now, in milliseconds.
  private static let memory = 120_000

  /// The stretch that ends with a reading; it can be that reading alone.
  /// - Parameters:
  ///   - current: The newest reading.
  ///   - earlier: Earlier readings, newest first.
  init(upTo current: HealthReading, in earlier: [HealthReading]) {
    var readings = [current]
    var newest = current
    for reading in earlier where current.time - reading.time <= Self.memory {
      let step = HealthWindow(earlier: reading, current: newest)
      if reading.hasNoMetrics || step.hasSameMetrics { continue }
      // The share is not known across a restart.
      guard step.busyShare ?? 0 >= Self.limit else { break }
      readings.append(reading)
      newest = reading
    }
    self.readings = readings
  }

  /// The steps from reading to reading, newest first.
  private var steps: [HealthWindow] {
    zip(readings, readings.dropFirst()).map { HealthWindow(earlier: $1, current: $0) }
  }

  /// The steps in which rows passed, by their places among the steps.
  private var moves: [Int] { steps.indices.filter { steps[$0].progress ?? 0 > 0 } }

  /// How often rows passed after the first step, in which they can have passed before the sink was at its limit.
  var passes: Int { moves.count { $0 < readings.count - 2 } }

  /// Whether more than the two ends of the stretch are known.
  var hasInside: Bool { readings.count >= 3 }

  /// How long it has lasted so far.
  var milliseconds: Int { metricsTime(0) - metricsTime(readings.count - 1) }

  /// How long nothing has passed, in milliseconds, and over how many steps.
  var stall: (milliseconds: Int, steps: Int) {
    let last = moves.first ?? steps.count
    return (metricsTime(0) - metricsTime(last), last)
  }

  /// The times after which rows passed again, newest first, in milliseconds; none if rows passed in each step.
  private var pauses: [Int] {
    zip(moves, moves.dropFirst() + [readings.count - 1]).filter { $1 - $0 > 1 }.map {
      metricsTime($0) - metricsTime($1)
    }
  }

  private var longestPause: Int { pauses.max() ?? 0 }

  /// Whether a long pause has ended that no other one comes near.
  var hasEndedOutage: Bool {
    guard passes > 1 else { return passes == 1 }
    guard let last = pauses.first, last >= HealthAssessment.shortestWindow else { return false }
    return pauses.dropFirst().allSatisfy { last > 2 * $0 }
  }

  /// How long a pause the rows that passed last need, in milliseconds, at the pace so far; 0 where it is not known.
  private var expectedPause: Int {
    guard moves.count >= 2 else { return 0 }
    let grown = moves.map { Double(steps[$0].progress ?? 0) }
    // The rows of each pass are written until the next one.
    let written = grown.dropFirst().reduce(0, +)
    let time = Double(metricsTime(moves[0]) - metricsTime(moves[moves.count - 1]))
    return Int(min(grown[0] / written * max(0, time), 60_000))
  }

  /// A pause that is usual for the sink, in milliseconds; 0 if rows passed in each step.
  var usualPause: Int {
    let expected = expectedPause
    // A shorter one would not be seen from one reading to the next.
    return max(longestPause, expected >= 4_000 ? expected : 0)
  }

  /// How long a stall must last, in milliseconds, until nothing gets through.
  var longestStall: Int {
    if passes > 0 { return max(12_000, min(2 * usualPause, usualPause + 15_000)) }
    // Two readings that are far apart are as good as many.
    return stall.steps == 1 ? 9_000 : 11_000
  }

  /// Whether the first rows for a long time passed just now, and so few that they say nothing yet.
  var hasJustResumed: Bool {
    guard passes == 1, moves.first == 0, longestPause >= HealthAssessment.shortestWindow,
      let backlog = readings[0].backlog
    else { return false }
    return (steps[0].progress ?? 0) < backlog.messages / 20
  }

  /// The readings before and after the newest rows passed; one that was before the stretch is missing.
  var lastPass: ArraySlice<HealthReading> { readings[stall.steps...].prefix(2) }

  /// The readings of the last `milliseconds`.
  func recent(_ milliseconds: Int) -> [HealthReading] {
    readings.filter { readings[0].time - $0.time <= milliseconds }
  }

  /// How the backlog changed lately.
  var trend: HealthWindow.Trend? {
    recent(30_000).last.flatMap { HealthWindow(earlier: $0, current: readings[0]).trend }
  }

  /// How the backlog changed in the newest step.
  var newestTrend: HealthWindow.Trend? { steps.first?.trend }

  private func metricsTime(_ index: Int) -> Int { readings[index].metricsTime ?? readings[index].time }
}

extension HealthWindow {
  /// Rows that reached the sinks, or messages that were read where no sink counts.
  fileprivate var progress: Int? { passed ?? read }

  /// Whether both readings show the metrics of one moment.
  fileprivate var hasSameMetrics: Bool {
    guard let before = earlier.vertices, let after = current.vertices, before.count == after.count else { return false }
    return zip(before, after).allSatisfy { from, to in
      from.busyTime == to.busyTime && from.idleTime == to.idleTime && from.backpressuredTime == to.backpressuredTime
    }
  }
}
