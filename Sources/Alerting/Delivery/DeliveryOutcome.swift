/// What became of one attempt to deliver a message.
public enum DeliveryOutcome: Sendable, Equatable {
  /// The receiver has taken it.
  case taken
  /// It may be taken later: no answer, a server error, or too many messages.
  /// - Parameters:
  ///   - reason: What the receiver said, without secrets, at most 200 characters.
  ///   - after: How long the receiver asks us to wait; nil if it did not say.
  case retry(reason: String, after: Duration?)
  /// It is refused for good.
  /// - Parameter reason: What the receiver said, without secrets, at most 200 characters.
  case refused(reason: String)
}
