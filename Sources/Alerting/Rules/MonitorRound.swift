/// What the monitor saw in one round: one look at each deployment that it could look at.
///
/// A deployment without a look is not judged: its alerts stay as they are.
public struct MonitorRound: Sendable, Equatable {
  /// Whether Alibaba Cloud answered.
  public enum Platform: Sendable, Equatable {
    case reachable
    /// - Parameter reason: Why not, without secrets.
    case unreachable(reason: String)
  }

  /// When the round was made, in milliseconds since 1970; another round has another time.
  public var time: Int
  /// Whether Alibaba Cloud answered; if it did not, the looks do not count.
  public var platform: Platform
  /// The looks, at most one for each deployment.
  public var looks: [JobLook]
  /// Whether the list of deployments was read to its end; a quick second look at a few of them is not complete.
  public var isComplete: Bool

  /// A round.
  /// - Parameters:
  ///   - time: The time in milliseconds since 1970.
  ///   - platform: Whether Alibaba Cloud answered.
  ///   - looks: The looks, at most one for each deployment.
  ///   - isComplete: Whether the list of deployments was read to its end.
  public init(time: Int, platform: Platform = .reachable, looks: [JobLook], isComplete: Bool = true) {
    self.time = time
    self.platform = platform
    self.looks = looks
    self.isComplete = isComplete
  }

  /// A round in which Alibaba Cloud did not answer.
  /// - Parameters:
  ///   - time: The time in milliseconds since 1970.
  ///   - reason: Why not, without secrets.
  public static func unreachable(time: Int, reason: String) -> MonitorRound {
    MonitorRound(time: time, platform: .unreachable(reason: reason), looks: [], isComplete: false)
  }
}
