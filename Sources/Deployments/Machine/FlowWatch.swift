import JobHealth

/// The wait until messages arrive: when it ends, and how.
struct FlowWatch: Sendable {
  /// What a report means for the wait.
  enum Decision: Sendable, Equatable {
    /// Nothing is certain yet.
    case wait
    /// The wait is over: messages arrive, or the time is up.
    case over
    /// The job fails or does not write, at two readings in a row.
    case failed
  }

  /// The pause between two readings.
  static let interval = Duration.seconds(2)
  private static let floor = Duration.seconds(30)
  private static let ceiling = Duration.seconds(180)

  private var suspicion: (verdict: Verdict, asOf: Int)?

  /// A wait without a reading.
  init() {}

  /// The longest wait: two checkpoints, at least 30 s and at most 180 s.
  /// - Parameter checkpointInterval: The interval of checkpoints; nil if it is not known.
  static func limit(_ checkpointInterval: Duration?) -> Duration {
    checkpointInterval.map { min(max(floor, $0 * 2), ceiling) } ?? ceiling
  }

  /// Takes a report into account.
  /// - Parameters:
  ///   - elapsed: The duration of the wait so far.
  ///   - limit: The longest wait.
  mutating func judge(_ report: HealthReport, elapsed: Duration, limit: Duration) -> Decision {
    // A job that waits for messages, and writes checkpoints, proves nothing more.
    let isReady = report.verdict == .idle && report.checkpoints?.completed ?? 0 > 0
    if report.isProven || isReady { return .over }
    guard [.crashLoop, .notWriting].contains(report.verdict) else {
      suspicion = nil
      return elapsed >= limit ? .over : .wait
    }
    if let suspicion, suspicion.verdict == report.verdict {
      return suspicion.asOf < report.asOf ? .failed : .wait
    }
    // Also at the last moment, a suspicion is worth one more reading.
    suspicion = (report.verdict, report.asOf)
    return .wait
  }
}
