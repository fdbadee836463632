public import PipelineTypes

/// Where reading starts when a job has no state.
public enum StartupMode: Sendable, Equatable {
  case earliestOffset
  case latestOffset
  /// At the committed offset of the consumer group, else at the earliest.
  case groupOffsets
  /// At the first message not older than this, in epoch milliseconds.
  case timestamp(milliseconds: Int)
  /// At these offsets, by partition; both from 0.
  case specificOffsets([Int: Int])

  /// The connector's spelling of the mode.
  public var name: StartupModeName {
    switch self {
    case .earliestOffset: .earliestOffset
    case .latestOffset: .latestOffset
    case .groupOffsets: .groupOffsets
    case .timestamp: .timestamp
    case .specificOffsets: .specificOffsets
    }
  }
}
