/// What one round changed about an alert; each case holds the alert as it is now.
public enum AlertChange: Sendable, Equatable {
  /// The alert is new, and is announced by a message.
  case opened(Alert)
  /// The trouble was seen again: the count, the time and the facts changed, without a message.
  case seen(Alert)
  /// The same trouble became worse: rule and severity changed. Only channels without its first message get one.
  /// - Parameter from: The severity before.
  case escalated(Alert, from: AlertSeverity)
  /// The trouble is gone, which a message says.
  case resolved(Alert)

  /// The alert as it is now.
  public var alert: Alert {
    switch self {
    case .opened(let alert), .seen(let alert), .escalated(let alert, _), .resolved(let alert): alert
    }
  }
}
