/// What a channel gets: that alerts opened, or that alerts are resolved.
public struct AlertMessage: Sendable, Equatable, Identifiable {
  /// Whether the alerts opened or are resolved.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case firing
    case resolved
  }

  /// A UUID in lower case; a repeated delivery has the same one.
  public let id: String
  /// Whether the alerts opened or are resolved.
  public let kind: Kind
  /// The alerts, those that opened first before the others; never empty.
  public let alerts: [Alert]
  /// When it was written, in milliseconds since 1970.
  public let createdAt: Int

  /// A message.
  /// - Parameters:
  ///   - id: A UUID in lower case.
  ///   - createdAt: The time in milliseconds since 1970.
  public init(id: String, kind: Kind, alerts: [Alert], createdAt: Int) {
    self.id = id
    self.kind = kind
    self.alerts = alerts
    self.createdAt = createdAt
  }

  /// The severity of the most severe alert.
  public var severity: AlertSeverity { alerts.map(\.severity).max() ?? .warning }
}
