/// A message on its way to one channel.
public struct Delivery: Sendable, Equatable, Identifiable {
  /// The ID in the store; later deliveries have larger ones.
  public let id: Int
  /// The ID of the message.
  public let messageID: String
  /// The name of the channel.
  public let channel: String
  /// When it was written, in milliseconds since 1970.
  public let createdAt: Int
  /// When the message can be sent first, in milliseconds since 1970: its place in the line of the channel.
  public var dueAt: Int
  /// How often it was attempted.
  public var attempts: Int
  /// When it was attempted last, in milliseconds since 1970; nil if never.
  public var attemptedAt: Int?
  /// When it can be attempted again, in milliseconds since 1970; nil if it was never attempted to the end.
  public var retryAt: Int?

  /// A delivery.
  /// - Parameters:
  ///   - createdAt: The time in milliseconds since 1970.
  ///   - dueAt: When the message can be sent first, in milliseconds since 1970.
  ///   - attemptedAt: The time in milliseconds since 1970.
  ///   - retryAt: The time in milliseconds since 1970.
  public init(
    id: Int, messageID: String, channel: String, createdAt: Int, dueAt: Int, attempts: Int = 0,
    attemptedAt: Int? = nil, retryAt: Int? = nil
  ) {
    self.id = id
    self.messageID = messageID
    self.channel = channel
    self.createdAt = createdAt
    self.dueAt = dueAt
    self.attempts = attempts
    self.attemptedAt = attemptedAt
    self.retryAt = retryAt
  }
}

/// What follows from the outcome of an attempt.
public enum DeliveryDecision: Sendable, Equatable {
  /// The receiver has taken the message; it is never sent again.
  case taken
  /// The message waits for another attempt.
  /// - Parameters:
  ///   - at: The time in milliseconds since 1970.
  ///   - reason: What the receiver said.
  case again(at: Int, reason: String)
  /// The message is given up.
  /// - Parameter reason: What the receiver said.
  case dead(reason: String)
}

/// A delivery that no receiver has taken, for people.
public struct Undelivered: Sendable, Equatable {
  /// The delivery.
  public let delivery: Delivery
  /// Whether the alerts of the message open or are resolved.
  public let kind: AlertMessage.Kind
  /// The IDs of its alerts.
  public let alertIDs: [String]
  /// Whether it was given up.
  public let isDead: Bool
  /// What the receiver said last; nil if there was no attempt.
  public let lastError: String?

  /// An undelivered message.
  public init(delivery: Delivery, kind: AlertMessage.Kind, alertIDs: [String], isDead: Bool, lastError: String?) {
    self.delivery = delivery
    self.kind = kind
    self.alertIDs = alertIDs
    self.isDead = isDead
    self.lastError = lastError
  }
}

/// How many deliveries no receiver has taken.
public struct DeliveryCounts: Sendable, Equatable {
  /// Those that wait.
  public var waiting: Int
  /// Those that were given up; they are kept for 30 days.
  public var dead: Int

  /// Counts.
  public init(waiting: Int = 0, dead: Int = 0) {
    self.waiting = waiting
    self.dead = dead
  }
}
