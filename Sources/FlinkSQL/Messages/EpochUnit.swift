/// What a number counts that stands for a time.
public enum EpochUnit: String, CaseIterable, Sendable, Hashable, Codable {
  case seconds, milliseconds, microseconds, nanoseconds

  /// How many places of a second it counts.
  var places: Int {
    switch self {
    case .seconds: 0
    case .milliseconds: 3
    case .microseconds: 6
    case .nanoseconds: 9
    }
  }

  /// How many make a second.
  public var perSecond: Int {
    switch self {
    case .seconds: 1
    case .milliseconds: 1_000
    case .microseconds: 1_000_000
    case .nanoseconds: 1_000_000_000
    }
  }
}
