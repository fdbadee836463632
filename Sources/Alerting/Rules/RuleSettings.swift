/// One setting for each rule.
public struct RuleSettings: Sendable, Equatable {
  /// The job ended as FAILED.
  public var failed = RuleSetting(.failed)
  /// The job fails and restarts, over and over.
  public var crashLoop = RuleSetting(.crashLoop)
  /// The job restarted.
  public var restarting = RuleSetting(.restarting, .restarts(count: 1, withinSeconds: 600))
  /// No checkpoint has completed for several intervals.
  public var noCheckpoint = RuleSetting(.noCheckpoint, .intervals(count: 3, leastSeconds: 300))
  /// Messages arrive faster than they are read.
  public var lagging = RuleSetting(.lagging, .duration(seconds: 300))
  /// Messages wait, and nothing gets through.
  public var notWriting = RuleSetting(.notWriting, .duration(seconds: 30))
  /// The sink works at its limit while messages wait.
  public var backpressured = RuleSetting(.backpressured, .duration(seconds: 300))
  /// No message arrives.
  public var idle = RuleSetting(.idle, .duration(seconds: 3600), isOn: false)
  /// The job was stopped, or the deployment deleted, outside of flink-deploy.
  public var gone = RuleSetting(.gone)
  /// Alibaba Cloud does not answer.
  public var platformUnreachable = RuleSetting(.platformUnreachable)

  /// The settings of a monitor without a rules file.
  public init() {}

  /// The setting of one rule.
  public subscript(rule: AlertRule) -> RuleSetting {
    get {
      switch rule {
      case .failed: failed
      case .crashLoop: crashLoop
      case .restarting: restarting
      case .noCheckpoint: noCheckpoint
      case .lagging: lagging
      case .notWriting: notWriting
      case .backpressured: backpressured
      case .idle: idle
      case .gone: gone
      case .platformUnreachable: platformUnreachable
      }
    }
    set {
      switch rule {
      case .failed: failed = newValue
      case .crashLoop: crashLoop = newValue
      case .restarting: restarting = newValue
      case .noCheckpoint: noCheckpoint = newValue
      case .lagging: lagging = newValue
      case .notWriting: notWriting = newValue
      case .backpressured: backpressured = newValue
      case .idle: idle = newValue
      case .gone: gone = newValue
      case .platformUnreachable: platformUnreachable = newValue
      }
    }
  }
}
