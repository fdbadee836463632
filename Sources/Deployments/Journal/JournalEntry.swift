/// The kind of a journal entry.
public enum JournalEvent: String, Sendable {
  /// An effect is about to be tried.
  case intent
  /// The result of an effect.
  case outcome
}

/// A line of the journal.
public struct JournalEntry: Sendable, Equatable {
  /// The kind.
  public var event: JournalEvent
  /// The step.
  public var phase: Phase
  /// The request ID of Alibaba Cloud, for an outcome.
  public var requestID: String?
  /// The code of the error; nil for a success.
  public var error: String?

  /// A line.
  public init(_ event: JournalEvent, _ phase: Phase, requestID: String? = nil, error: String? = nil) {
    self.event = event
    self.phase = phase
    self.requestID = requestID
    self.error = error
  }
}
