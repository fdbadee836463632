/// What a round changed: written in one transaction, together with the deliveries that follow from it.
public struct AlertRecord: Sendable, Equatable {
  /// A message that does not exist yet.
  public struct NewMessage: Sendable, Equatable, Identifiable {
    /// A UUID in lower case.
    public var id: String
    /// Whether its alerts open or are resolved.
    public var kind: AlertMessage.Kind
    /// When it was written, in milliseconds since 1970.
    public var createdAt: Int
    /// When it can be sent first, in milliseconds since 1970.
    public var notBefore: Int

    /// A message.
    /// - Parameters:
    ///   - id: A UUID in lower case.
    ///   - createdAt: The time in milliseconds since 1970.
    ///   - notBefore: When it can be sent first, in milliseconds since 1970.
    public init(id: String, kind: AlertMessage.Kind, createdAt: Int, notBefore: Int) {
      self.id = id
      self.kind = kind
      self.createdAt = createdAt
      self.notBefore = notBefore
    }
  }

  /// Alerts that open; each has an opening message.
  public var opened: [StoredAlert]
  /// Alerts that were seen again.
  public var seen: [StoredAlert]
  /// Alerts that became more severe; each has an escalation message for the channels that only this severity reaches.
  public var escalated: [StoredAlert]
  /// Alerts that are resolved; each has a closing message.
  public var resolved: [StoredAlert]
  /// The messages that do not exist yet; the other ones, which alerts join, must not have been attempted.
  public var messages: [NewMessage]

  /// A record.
  public init(
    opened: [StoredAlert] = [], seen: [StoredAlert] = [], escalated: [StoredAlert] = [], resolved: [StoredAlert] = [],
    messages: [NewMessage] = []
  ) {
    self.opened = opened
    self.seen = seen
    self.escalated = escalated
    self.resolved = resolved
    self.messages = messages
  }

  /// Whether there is nothing to write.
  public var isEmpty: Bool { alerts.isEmpty && messages.isEmpty }

  /// All alerts of the record.
  public var alerts: [StoredAlert] { opened + seen + escalated + resolved }
}

/// What became of an ``AlertRecord``.
public enum RecordOutcome: Sendable, Equatable {
  /// All of it was written.
  case recorded
  /// Nothing was written, since a channel has attempted these messages meanwhile: their alerts need other messages.
  case attempted([String])
}
