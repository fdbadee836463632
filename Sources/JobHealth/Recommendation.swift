public import Notices

/// A parallelism that fits the load of a job.
public struct Recommendation: Sendable, Equatable {
  /// The parallelism; never more than the topics have partitions.
  public var parallelism: Int
  /// Why this one.
  public var reason: RecommendationReason

  /// A recommendation.
  /// - Parameters:
  ///   - parallelism: The number of subtasks.
  ///   - reason: Why this number.
  public init(parallelism: Int, reason: RecommendationReason) {
    self.parallelism = parallelism
    self.reason = reason
  }
}

/// Why a parallelism is recommended, with the numbers that it rests on.
public enum RecommendationReason: Notice {
  /// The job is too slow; this parallelism keeps up with the input and works off the backlog.
  case tooSlow(TuningFigures)
  /// The job is too slow; the topics have too few partitions for the parallelism that it needs.
  case limitedByPartitions(TuningFigures, partitions: Int)
  /// The job is too slow; the deployment target has resources for so many subtasks only.
  case limitedByQuota(TuningFigures, most: Int)
  /// The job was idle for most of the time, for a quarter of an hour.
  case oversized(TuningFigures)
}

/// The numbers behind a recommendation.
public struct TuningFigures: Sendable, Hashable {
  /// The messages that come in a second.
  public var inputPerSecond: Double
  /// The messages that a subtask can process in a second.
  public var ratePerSubtask: Double
  /// The messages that wait.
  public var backlog: Int
  /// The minutes in which they should be worked off.
  public var minutesToDrain: Int
  /// How busy a subtask should be, in percent of its time.
  public var targetPercent: Int
  /// How many subtasks the formula asks for, before any limit.
  public var needed: Int

  /// The numbers behind a recommendation.
  public init(
    inputPerSecond: Double, ratePerSubtask: Double, backlog: Int, minutesToDrain: Int, targetPercent: Int, needed: Int
  ) {
    self.inputPerSecond = inputPerSecond
    self.ratePerSubtask = ratePerSubtask
    self.backlog = backlog
    self.minutesToDrain = minutesToDrain
    self.targetPercent = targetPercent
    self.needed = needed
  }
}

extension TuningFigures {
  /// The numbers of a load.
  init(_ load: JobLoad) {
    self.init(
      inputPerSecond: load.inputPerSecond, ratePerSubtask: load.trueRate / Double(load.parallelism),
      backlog: load.backlog, minutesToDrain: Int(TuningRule.catchUp) / 60,
      targetPercent: (TuningRule.utilization * 100).percent, needed: load.neededParallelism)
  }
}
