/// Which troubles become alerts, and when.
public struct AlertRules: Sendable, Equatable {
  /// The rules for deployments without rules of their own.
  public var general: RuleSettings
  /// What is different for some deployments; if several fit, the later one wins.
  public var overrides: [RuleOverride]
  /// Deployments for which no alert opens.
  public var silences: [AlertSilence]

  /// Rules; by default those of a monitor without a rules file.
  public init(general: RuleSettings = RuleSettings(), overrides: [RuleOverride] = [], silences: [AlertSilence] = []) {
    self.general = general
    self.overrides = overrides
    self.silences = silences
  }

  /// The rules of a deployment.
  /// - Parameter name: The name of the deployment.
  public func settings(for name: String) -> RuleSettings {
    guard !overrides.isEmpty else { return general }
    var settings = general
    for override in overrides where override.name.matches(name) { override.apply(to: &settings) }
    return settings
  }

  /// Whether no alert opens for a deployment.
  /// - Parameters:
  ///   - name: The name of the deployment.
  ///   - now: The time in milliseconds since 1970.
  public func isSilenced(_ name: String, at now: Int) -> Bool {
    silences.contains { now < $0.until ?? .max && $0.name.matches(name) }
  }
}

/// Deployments for which no alert opens; alerts that are open already are resolved as usual.
public struct AlertSilence: Sendable, Equatable {
  /// Their names.
  public var name: NamePattern
  /// Until when, in milliseconds since 1970; nil for always.
  public var until: Int?

  /// A silence.
  /// - Parameter until: Milliseconds since 1970; nil for always.
  public init(_ name: NamePattern, until: Int? = nil) {
    self.name = name
    self.until = until
  }
}
