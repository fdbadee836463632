/// The wait until a job flows after its start: when it ends, and how.
public struct FlowWatch: Sendable {
  /// What a report means for the wait.
  public enum Decision: Sendable, Equatable {
    /// Nothing is certain yet.
    case wait
    /// Messages arrive.
    case flowing
    /// The job fails or does not write, at two readings in a row.
    case failed
    /// The time is up, or the job has ended; the verdict of the report is the last one.
    case over
  }

  /// When the wait ends at the latest, in milliseconds since 1970.
  public let deadline: Int
  private var suspicion: (verdict: Verdict, asOf: Int)?

  /// A wait.
  /// - Parameters:
  ///   - start: When the job began to run, in milliseconds since 1970.
  ///   - checkpointInterval: The interval of checkpoints in milliseconds; nil if it is not known.
  public init(start: Int, checkpointInterval: Int?) {
    let interval = min(max(checkpointInterval ?? 0, 0), 90_000)
    deadline = start + max(30_000, 2 * interval)
  }

  /// Takes a report into account.
  /// - Returns: Whether to go on, and what has been proven.
  public mutating func judge(_ report: HealthReport) -> Decision {
    if report.isProven { return .flowing }
    if report.verdict == .notRunning { return .over }
    if [.crashLoop, .notWriting].contains(report.verdict) {
      if let suspicion, suspicion.verdict == report.verdict, suspicion.asOf < report.asOf { return .failed }
      suspicion = suspicion?.verdict == report.verdict ? suspicion : (report.verdict, report.asOf)
    } else {
      suspicion = nil
    }
    // A suspicion at the last moment is worth one more reading.
    return report.asOf >= deadline && (suspicion == nil || suspicion?.asOf != report.asOf) ? .over : .wait
  }
}
