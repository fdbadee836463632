/// Where reading starts when a job has no state.
public enum StartupMode: Sendable, Equatable {
  case earliestOffset
  case latestOffset
  /// At what the consumer group has committed, else at the earliest.
  case groupOffsets
  /// At the first message not older than this, in epoch milliseconds.
  case timestamp(milliseconds: Int)
  /// At these offsets, by partition; both from 0.
  case specificOffsets([Int: Int])
}
