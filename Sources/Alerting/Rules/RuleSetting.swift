/// When one rule opens an alert.
public struct RuleSetting: Sendable, Equatable {
  /// What must be true of the trouble beyond that it is there.
  public enum Threshold: Sendable, Equatable {
    /// Nothing.
    case none
    /// It has been there for this long.
    case duration(seconds: Int)
    /// The job restarted this often within this time.
    case restarts(count: Int, withinSeconds: Int)
    /// No checkpoint completed for this many intervals, and for this many seconds at least.
    case intervals(count: Int, leastSeconds: Int)
  }

  /// Whether the rule opens alerts.
  public var isOn: Bool
  /// The severity of its alerts.
  public var severity: AlertSeverity
  /// How many readings in a row must show the trouble before its alert opens, and none of it before the alert is
  /// resolved; 2 or more.
  public var readings: Int
  /// What must be true of the trouble beyond that it is there.
  public var threshold: Threshold

  /// A setting with the severity of the rule.
  public init(_ rule: AlertRule, _ threshold: Threshold = .none, isOn: Bool = true, readings: Int = 2) {
    self.isOn = isOn
    severity = rule.severity
    self.readings = readings
    self.threshold = threshold
  }

  /// For how long the trouble must have been there; 0 if that does not matter.
  var seconds: Int {
    if case .duration(let seconds) = threshold { seconds } else { 0 }
  }
}
