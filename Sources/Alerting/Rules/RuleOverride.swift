/// What is different for the deployments whose name fits.
public struct RuleOverride: Sendable, Equatable {
  /// Their names.
  public var name: NamePattern
  /// What is different, for some rules.
  public var changes: [AlertRule: RuleChange]

  /// An override.
  public init(_ name: NamePattern, _ changes: [AlertRule: RuleChange]) {
    self.name = name
    self.changes = changes
  }

  func apply(to settings: inout RuleSettings) {
    for (rule, change) in changes { change.apply(to: &settings[rule]) }
  }
}
