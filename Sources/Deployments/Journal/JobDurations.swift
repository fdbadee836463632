/// How long jobs of a deployment took, by the journal.
public struct JobDurations: Sendable, Equatable {
  /// From the request of the last stop to the end of the job, in seconds; nil for none.
  public var stop: Double?
  /// From the request of the last start until the job ran, in seconds; nil for none.
  public var start: Double?

  /// Durations in seconds; nil for what is not known.
  public init(stop: Double? = nil, start: Double? = nil) {
    self.stop = stop
    self.start = start
  }
}
