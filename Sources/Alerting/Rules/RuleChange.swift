/// What is different about one rule; nil for what stays.
public struct RuleChange: Sendable, Equatable {
  /// Whether the rule opens alerts.
  public var isOn: Bool?
  /// The severity of its alerts.
  public var severity: AlertSeverity?
  /// How many readings in a row confirm it.
  public var readings: Int?
  /// For how long the trouble must have been there.
  public var seconds: Int?
  /// How often the job must have restarted.
  public var restarts: Int?
  /// Within which time it must have restarted.
  public var withinSeconds: Int?
  /// For how many intervals no checkpoint must have completed.
  public var intervals: Int?
  /// For how many seconds, at least, no checkpoint must have completed.
  public var leastSeconds: Int?

  /// A change of nothing.
  public init() {}

  /// Changes a setting; numbers that its rule does not have are left out.
  public func apply(to setting: inout RuleSetting) {
    if let isOn { setting.isOn = isOn }
    if let severity { setting.severity = severity }
    if let readings { setting.readings = readings }
    switch setting.threshold {
    case .none: break
    case .duration(let before): setting.threshold = .duration(seconds: seconds ?? before)
    case .restarts(let count, let within):
      setting.threshold = .restarts(count: restarts ?? count, withinSeconds: withinSeconds ?? within)
    case .intervals(let count, let least):
      setting.threshold = .intervals(count: intervals ?? count, leastSeconds: leastSeconds ?? least)
    }
  }
}
