/// A channel, as far as it decides which alerts it gets.
public struct Recipient: Sendable, Hashable {
  /// The name of the channel.
  public var channel: String
  /// The least severity of alerts that it gets.
  public var severity: AlertSeverity

  /// A recipient.
  public init(channel: String, severity: AlertSeverity) {
    self.channel = channel
    self.severity = severity
  }
}
