/// An alert with its messages, as the store keeps it.
public struct StoredAlert: Sendable, Equatable, Identifiable {
  /// The alert.
  public var alert: Alert
  /// The ID of the message that opens it.
  public var openingMessage: String
  /// The ID of the message that opens it on channels that its first severity did not reach; nil if it never escalated.
  public var escalationMessage: String?
  /// The ID of the message that resolves it; nil while it is not resolved.
  public var closingMessage: String?
  /// When a person acknowledged it, in milliseconds since 1970; nil if nobody did.
  public var acknowledgedAt: Int?

  /// An alert and its messages.
  public init(
    _ alert: Alert, openingMessage: String, escalationMessage: String? = nil, closingMessage: String? = nil,
    acknowledgedAt: Int? = nil
  ) {
    self.alert = alert
    self.openingMessage = openingMessage
    self.escalationMessage = escalationMessage
    self.closingMessage = closingMessage
    self.acknowledgedAt = acknowledgedAt
  }

  /// The ID of the alert.
  public var id: String { alert.id }
}
