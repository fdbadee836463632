/// Decides which jobs a round reads within its budget of API calls.
struct RoundPlanner: Sendable {
  /// The API calls that the monitor makes at most in a second, on average.
  static let callsPerSecond = 15.0
  /// The API calls of one reading: the job, and its health.
  static let callsPerReading = 9

  /// A part of the budget stays free for second looks and repeated calls.
  private static let usable = 0.9

  /// A job that could be read.
  struct Candidate: Sendable, Equatable {
    /// Why it is read.
    enum Reason: Int, Sendable, Comparable {
      /// An alert would open or be resolved if a second reading says the same.
      case suspicion
      /// Its job was replaced.
      case change
      /// It has an open alert.
      case alert
      /// Its turn comes; flink-deploy deployed it.
      case own
      /// Its turn comes.
      case other

      /// The reasons that come first are smaller.
      static func < (left: Reason, right: Reason) -> Bool { left.rawValue < right.rawValue }

      /// How much more often it is read than a job whose turn comes; none is so urgent that the others stay unread.
      fileprivate var weight: Double {
        switch self {
        case .suspicion, .change: 16
        case .alert: 4
        case .own: 1
        case .other: 0.25
        }
      }
    }

    /// The ID of the deployment.
    let deploymentID: String
    /// Why it is read.
    let reason: Reason
    /// When its newest reading was taken, in milliseconds since 1970; nil if there is none.
    let readAt: Int?

    /// How urgent it is: how long it has waited, times the weight of its reason.
    fileprivate func urgency(_ now: Int) -> Double {
      readAt.map { Double(max(0, now - $0)) * reason.weight } ?? .infinity
    }
  }

  /// The API calls of a round, all together.
  let budget: Int

  /// A planner for rounds of this length.
  /// - Parameter interval: The time from one round to the next, in seconds.
  init(interval: Double) {
    budget = max(1, Int(RoundPlanner.callsPerSecond * interval * RoundPlanner.usable))
  }

  /// The deployments to read, most urgent first.
  ///
  /// One is read in any case, so that a short interval also reaches all of them in turn.
  /// - Parameters:
  ///   - candidates: The jobs that could be read.
  ///   - spent: The calls of this round so far.
  ///   - now: The time in milliseconds since 1970.
  func readings(of candidates: [Candidate], spent: Int, now: Int) -> [String] {
    let most = max(1, (budget - spent) / RoundPlanner.callsPerReading)
    let sorted = candidates.map { (candidate: $0, urgency: $0.urgency(now)) }.sorted { left, right in
      if left.urgency != right.urgency { return left.urgency > right.urgency }
      return (left.candidate.reason, left.candidate.deploymentID)
        < (right.candidate.reason, right.candidate.deploymentID)
    }
    return sorted.prefix(most).map(\.candidate.deploymentID)
  }
}
