extension AlertRecord {
  /// A message that a channel gets.
  public struct NewDelivery: Sendable, Hashable {
    /// The ID of the message.
    public let messageID: String
    /// The name of the channel.
    public let channel: String

    /// A message and its channel.
    public init(messageID: String, channel: String) {
      self.messageID = messageID
      self.channel = channel
    }
  }

  /// The deliveries that follow from the record; those that open before those that close, none twice.
  ///
  /// A channel gets the resolution of an alert only if it gets the opening too. An escalation is only for the channels
  /// that do not get the opening.
  /// - Parameters:
  ///   - recipients: The channels that are configured.
  ///   - told: The channels that get the opening or escalation of an alert, by the ID of the alert.
  public func deliveries(for recipients: [Recipient], told: [String: Set<String>]) -> [NewDelivery] {
    var deliveries = opened.flatMap { stored in
      Self.deliveries(of: stored.openingMessage, to: recipients.reached(by: stored.alert.severity))
    }
    for stored in escalated {
      guard let message = stored.escalationMessage else { continue }
      let fresh = recipients.reached(by: stored.alert.severity).filter { told[stored.id]?.contains($0) != true }
      deliveries += Self.deliveries(of: message, to: fresh)
    }
    for stored in resolved {
      guard let message = stored.closingMessage, let told = told[stored.id] else { continue }
      deliveries += Self.deliveries(of: message, to: recipients.map(\.channel).filter(told.contains))
    }
    var known: Set<NewDelivery> = []
    return deliveries.filter { known.insert($0).inserted }
  }

  private static func deliveries(of messageID: String, to channels: [String]) -> [NewDelivery] {
    channels.map { NewDelivery(messageID: messageID, channel: $0) }
  }
}

extension [Recipient] {
  /// The channels that get alerts of this severity.
  fileprivate func reached(by severity: AlertSeverity) -> [String] {
    filter { $0.severity <= severity }.map(\.channel)
  }
}
