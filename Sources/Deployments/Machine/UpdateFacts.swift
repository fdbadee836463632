/// What is known about an update; stored after each step.
public struct UpdateFacts: Sendable, Equatable {
  /// Whether the update has failed and the deployment returns to what it ran before.
  public internal(set) var isReturning = false
  /// Whether something may have changed in Alibaba Cloud.
  var hasEffect = false
  /// Whether the deployment has the wanted SQL and settings, as read back in this direction.
  var isApplied = false
  /// Whether the draft has the wanted script, as read back in this direction.
  var isDraftReplaced = false
  /// Whether the draft may have been changed by this update.
  var mayHaveDraft = false
  /// Whether a deploy of the draft that failed or broke off must end before the way back goes on.
  var awaitsTicket = false
  /// The job that ran before the update; nil for none.
  public internal(set) var replacedJobID: String?
  /// Whether that job may have been stopped by this update.
  var mayHaveStopped = false
  /// Whether that job has ended.
  public internal(set) var hasEnded = false
  /// When that job ended, in milliseconds since 1970.
  var stoppedAt: Int?
  /// When the next job ran, in milliseconds since 1970.
  var runningAt: Int?
  /// Whether the update has started a job that ran.
  public var hasStarted: Bool { runningAt != nil }
  /// The hot update in progress.
  var hotUpdateID: String?
  /// Whether the engine may have taken the change without a stop.
  var mayBeHot = false
  /// Whether the engine took the change without a stop.
  public internal(set) var isHot = false
  /// Why the engine did not; nil as long as it may.
  public internal(set) var hotProblem: String?

  /// An update that has not begun.
  init() {}

  /// How long no job ran, in seconds; nil if none was stopped, or none runs yet.
  public var outageSeconds: Double? {
    guard let stoppedAt, let runningAt else { return nil }
    return Double(max(0, runningAt - stoppedAt)) / 1000
  }
}
