/// The constants of Flink's autoscaler at the defaults that it publishes; a recommendation follows its formula.
enum TuningRule {
  /// The share of its time that a subtask should be busy.
  static let utilization = 0.7
  /// The shares from which on the job is too small, and below which it is too large.
  static let utilizationBounds = 0.4...1.0
  /// The time in which a backlog should be worked off, in seconds.
  static let catchUp = 30.0 * 60
  /// The time for which a restart stops the job, in seconds; the messages of that time are a backlog too.
  static let restart = 5.0 * 60
  /// No single step down leaves less than this share of the subtasks.
  static let lowestFactor = 0.4

  /// The time after a restart or a change in which nothing is measured, in milliseconds.
  static let stabilization = 5 * 60_000
  /// The fewest steps between readings that a measurement rests on.
  static let fewestSteps = 2
  /// The shortest step between two readings, in seconds: Flink renews metrics a little more often than every 10 s.
  static let shortestStep = 9.5
  /// How much of the window readings must cover before fewer subtasks are recommended, in milliseconds.
  static let coverage = HealthAssessment.longestWindow - 60_000

  /// A job catches up from this backlog on, in seconds of what it reads.
  static let catchingUp = 30.0
  /// How much the rate by busy time may exceed the one that was observed while the job caught up.
  static let observedMargin = 1.15
  /// A subtask that is busy for this share of its time is near its limit.
  static let nearLimit = 0.6
  /// The least part of the expected rise in throughput that makes a change effective.
  static let effectiveness = 0.1
}
