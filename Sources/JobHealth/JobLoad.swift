/// What comes to a job, and what it can process, by the formula of Flink's autoscaler.
///
/// The busiest task sets the rate of the whole job: the rows of each task are in proportion to the messages that are
/// read, so one factor holds for all of them.
struct JobLoad: Sendable, Equatable {
  /// How many subtasks the job has.
  let parallelism: Int
  /// The messages that come in a second.
  let inputPerSecond: Double
  /// The messages that the job can process in a second with its subtasks.
  let trueRate: Double
  /// The messages that wait.
  let backlog: Int
  /// How busy the busiest subtask was, as a share of its time; nil if Flink did not say.
  let busyShare: Double?
  /// Whether the true rate was observed while the job caught up.
  let isObserved: Bool

  init(
    parallelism: Int, inputPerSecond: Double, trueRate: Double, backlog: Int, busyShare: Double? = nil,
    isObserved: Bool = false
  ) {
    self.parallelism = parallelism
    self.inputPerSecond = inputPerSecond
    self.trueRate = trueRate
    self.backlog = backlog
    self.busyShare = busyShare
    self.isObserved = isObserved
  }

  /// The load over all steps; nil if there are too few of them, nothing was read, or nothing tells how busy the job
  /// was.
  init?(_ series: LoadSeries) {
    guard series.steps.count >= TuningRule.fewestSteps, let read = series.span.readPerSecond, read > 0,
      let input = series.span.inputPerSecond
    else { return nil }
    let rates = series.steps.compactMap(\.observedRate)
    let observed = rates.count >= TuningRule.fewestSteps ? rates.reduce(0, +) / Double(rates.count) : nil
    let byBusyTime = series.busyShare.flatMap { $0 > 0 ? read / $0 : nil }
    // The time for which a task waits for its sink is not always counted as busy.
    let isObserved = observed.map { (byBusyTime ?? .infinity) > $0 * TuningRule.observedMargin } ?? false
    guard let rate = isObserved ? observed : byBusyTime else { return nil }
    self.init(
      parallelism: series.parallelism, inputPerSecond: input, trueRate: rate,
      backlog: series.span.current.backlog?.messages ?? 0, busyShare: series.busyShare, isObserved: isObserved)
  }

  /// The messages that the job must process in a second.
  /// - Parameters:
  ///   - utilization: The share of its time that a subtask may be busy.
  ///   - restarts: Whether the job also works off what comes while it restarts.
  func capacity(at utilization: Double, restarts: Bool) -> Double {
    let missed = restarts ? inputPerSecond * TuningRule.restart / TuningRule.catchUp : 0
    return Double(backlog) / TuningRule.catchUp + missed + inputPerSecond / utilization
  }

  /// Whether the job is too slow for what comes and for its backlog.
  var isTooSlow: Bool { trueRate < capacity(at: TuningRule.utilizationBounds.upperBound, restarts: false) }

  /// Whether the job could process far more than comes.
  var isOversized: Bool { trueRate > capacity(at: TuningRule.utilizationBounds.lowerBound, restarts: true) }

  /// How many subtasks the formula asks for, before any limit.
  var neededParallelism: Int {
    let factor = max(TuningRule.lowestFactor, capacity(at: TuningRule.utilization, restarts: true) / trueRate)
    // A product that should be whole can be a little more.
    let needed = (factor * Double(parallelism) - 1e-9).rounded(.up)
    return max(1, Int(min(needed, 1e6)))
  }

  /// The minutes in which the backlog is worked off as it is; nil if it is not.
  var minutesToDrain: Int? {
    let spare = trueRate - inputPerSecond
    guard spare > 0 else { return nil }
    return max(1, Int(min((Double(backlog) / spare / 60).rounded(.up), 1e6)))
  }
}
