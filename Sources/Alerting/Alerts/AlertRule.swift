/// What can go wrong with a job, or with the platform.
public enum AlertRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// The job ended as FAILED.
  case failed
  /// The job fails and restarts, over and over.
  case crashLoop = "crash_loop"
  /// The job restarted.
  case restarting
  /// No checkpoint has completed for several intervals.
  case noCheckpoint = "no_checkpoint"
  /// Messages arrive faster than they are read, or a large backlog waits.
  case lagging
  /// Messages wait, and nothing gets through.
  case notWriting = "not_writing"
  /// The sink works at its limit while messages wait.
  case backpressured
  /// No message arrives; off by default.
  case idle
  /// The job was stopped, or the deployment deleted, outside of flink-deploy.
  case gone
  /// Alibaba Cloud does not answer, so that no job can be looked at.
  case platformUnreachable = "platform_unreachable"

  /// How severe it is, unless the rules file says otherwise.
  public var severity: AlertSeverity {
    switch self {
    case .failed, .crashLoop, .notWriting, .gone, .platformUnreachable: .critical
    case .restarting, .noCheckpoint, .lagging, .backpressured, .idle: .warning
    }
  }
}
