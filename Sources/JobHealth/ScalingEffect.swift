/// What more subtasks did to the throughput of a job.
public enum ScalingEffect: Sendable, Equatable {
  /// The job can process more, in messages a second.
  case raised(from: Double, to: Double)
  /// The job works at its limit as before, so that something else limits it; in messages a second.
  case limitElsewhere(from: Double, to: Double)
  /// The readings do not tell.
  case unknown

  /// The time after a change in which nothing is measured, in milliseconds.
  private static let settling = 60_000

  /// Whether a change of the parallelism raised the throughput.
  ///
  /// What counts is how many messages the job can process: what comes can have changed too. A rise of less than a tenth
  /// of what the further subtasks should add is none.
  /// - Parameters:
  ///   - before: Readings before the change, in any order.
  ///   - after: Readings after it, in any order.
  public static func judge(before: [HealthReading], after: [HealthReading]) -> ScalingEffect {
    let before = before.filter { !$0.hasNoMetrics }.sorted { $0.readAt > $1.readAt }
    let after = after.filter { !$0.hasNoMetrics }.sorted { $0.readAt > $1.readAt }
    guard let last = before.first, let newest = after.first else { return .unknown }
    let begin = max(last.time, newest.runningSince ?? 0) + settling
    guard let old = load(upTo: last, in: before, since: 0), let new = load(upTo: newest, in: after, since: begin),
      new.parallelism > old.parallelism, old.isNearLimit
    else { return .unknown }
    let expected = old.trueRate * (Double(new.parallelism) / Double(old.parallelism) - 1)
    if (new.trueRate - old.trueRate) / expected >= TuningRule.effectiveness {
      return .raised(from: old.trueRate, to: new.trueRate)
    }
    return new.isNearLimit ? .limitElsewhere(from: old.trueRate, to: new.trueRate) : .unknown
  }

  private static func load(upTo newest: HealthReading, in readings: [HealthReading], since begin: Int) -> JobLoad? {
    LoadSeries(upTo: newest, in: Array(readings.dropFirst()), since: begin).flatMap { JobLoad($0) }
  }
}

extension JobLoad {
  /// Whether the job works near its limit.
  fileprivate var isNearLimit: Bool { isObserved || busyShare ?? 0 >= TuningRule.nearLimit }
}

extension HealthAssessment {
  /// What the newest change of the parallelism did, with the parallelism after it; nil if the readings show none that
  /// added subtasks.
  var rescaling: (parallelism: Int, effect: ScalingEffect)? {
    let before = continued.filter { $0.readAt < (earlier.last ?? current)?.readAt ?? 0 }
    let known = ([current].compactMap(\.self) + earlier + before.sorted { $0.readAt > $1.readAt })
      .filter { $0.parallelism != nil }
    guard let parallelism = known.first?.parallelism,
      let change = known.firstIndex(where: { $0.parallelism != parallelism })
    else { return nil }
    let old = known[change...].prefix { $0.parallelism == known[change].parallelism }
    guard known[change].parallelism ?? .max < parallelism else { return nil }
    return (parallelism, ScalingEffect.judge(before: Array(old), after: Array(known[..<change])))
  }
}
