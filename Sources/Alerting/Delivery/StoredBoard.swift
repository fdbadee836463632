/// The alerts and messages that a round begins with.
public struct StoredBoard: Sendable, Equatable {
  /// The alerts that are not resolved, those that opened first before the others.
  public var alerts: [StoredAlert]
  /// The messages of the last two minutes, oldest first.
  public var messages: [StoredMessage]

  /// A board.
  public init(alerts: [StoredAlert] = [], messages: [StoredMessage] = []) {
    self.alerts = alerts
    self.messages = messages
  }
}

/// A message with its place in the outbox.
public struct StoredMessage: Sendable, Equatable, Identifiable {
  /// The message, with its alerts as they are now.
  public var message: AlertMessage
  /// When it can be sent first, in milliseconds since 1970.
  public var notBefore: Int
  /// Whether a channel has attempted it, so that no further alert can join it.
  public var isAttempted: Bool

  /// A message and its place.
  /// - Parameter notBefore: When it can be sent first, in milliseconds since 1970.
  public init(_ message: AlertMessage, notBefore: Int, isAttempted: Bool) {
    self.message = message
    self.notBefore = notBefore
    self.isAttempted = isAttempted
  }

  /// The ID of the message.
  public var id: String { message.id }
}
