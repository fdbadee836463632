/// Trouble with one deployment, or with the platform: opened by one message and resolved by one.
public struct Alert: Sendable, Equatable, Identifiable {
  /// Where an alert is in its life.
  public enum State: String, Sendable, Codable, CaseIterable {
    /// The trouble is there.
    case open
    /// The trouble is there, and somebody has said that they know.
    case acknowledged
    /// The trouble is gone; the alert never opens again.
    case resolved
  }

  /// A UUID in lower case, which both messages carry.
  public let id: String
  /// What it is about.
  public let subject: AlertSubject
  /// The rule; `restarting` can become `crashLoop`.
  public var rule: AlertRule
  /// How severe it is.
  public var severity: AlertSeverity
  /// Where it is in its life.
  public var state: State
  /// When the trouble began, in milliseconds since 1970.
  public var since: Int
  /// When the alert was opened, in milliseconds since 1970.
  public var openedAt: Int
  /// When the trouble was seen last, in milliseconds since 1970.
  public var lastSeenAt: Int
  /// In how many readings the trouble was seen.
  public var count: Int
  /// When it was resolved, in milliseconds since 1970; nil while it is not.
  public var resolvedAt: Int?
  /// What is known of the trouble.
  public var facts: AlertFacts

  /// An alert that opens now.
  /// - Parameters:
  ///   - id: A UUID in lower case.
  ///   - since: When the trouble began, in milliseconds since 1970.
  ///   - openedAt: The time in milliseconds since 1970.
  public init(
    id: String, subject: AlertSubject, rule: AlertRule, severity: AlertSeverity, since: Int, openedAt: Int,
    facts: AlertFacts
  ) {
    self.id = id
    self.subject = subject
    self.rule = rule
    self.severity = severity
    state = .open
    self.since = since
    self.openedAt = openedAt
    lastSeenAt = openedAt
    count = 1
    resolvedAt = nil
    self.facts = facts
  }
}
