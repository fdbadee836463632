public import Notices

/// A parallelism that would help a job to keep up.
public struct Recommendation: Sendable, Equatable {
  /// The parallelism; never more than the topics have partitions.
  public var parallelism: Int
  /// Why this one.
  public var reason: RecommendationReason
}

/// How a parallelism was found.
public enum RecommendationReason: Notice {
  /// At the measured load of a subtask, it keeps up with the input and drains the backlog in this time.
  case drainsBacklog(messages: Int, minutes: Int)
  /// The load of a subtask could not be measured, so that it is twice the present one.
  case doubled(from: Int)
}

extension Recommendation {
  private static let minutesToDrain = 10
  /// The share of its time that a subtask should be busy.
  private static let targetLoad = 0.7
  /// No single step is larger than this.
  private static let largestFactor = 4

  /// The parallelism that `window` asks for; nil if a higher one is not possible or would not help.
  init?(for window: HealthWindow) {
    let reading = window.current
    guard let parallelism = reading.parallelism, parallelism > 0, parallelism < 100_000,
      let partitions = reading.partitionCount, partitions > parallelism
    else { return nil }
    let most = min(partitions, parallelism * Self.largestFactor)
    guard let busy = window.busyPercent, busy > 0, let rate = window.readPerSecond, rate > 0 else {
      self.init(parallelism: min(most, parallelism * 2), reason: .doubled(from: parallelism))
      return
    }
    let capacity = rate / (busy / 100) / Double(parallelism)
    let backlog = reading.backlog?.messages ?? 0
    let wanted = max(rate, window.arrivedPerSecond ?? 0) + Double(backlog) / Double(Self.minutesToDrain * 60)
    let needed = (wanted / capacity / Self.targetLoad).rounded(.up)
    guard needed > Double(parallelism) else { return nil }
    self.init(
      parallelism: needed < Double(most) ? Int(needed) : most,
      reason: .drainsBacklog(messages: backlog, minutes: Self.minutesToDrain))
  }
}
