public import JobHealth

/// A reading of a job's health as the store keeps it, with the verdict of its time.
public struct StoredHealth: Sendable {
  /// When it was taken, in milliseconds since 1970.
  public var time: Int
  /// The verdict.
  public var verdict: Verdict
  /// The reading; nil for one that is too old to be compared.
  public var reading: HealthReading?

  /// A stored reading.
  public init(time: Int, verdict: Verdict, reading: HealthReading?) {
    self.time = time
    self.verdict = verdict
    self.reading = reading
  }
}
