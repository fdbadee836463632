public import JobHealth

/// The ends of a job's topics, as far as Kafka could be asked.
public struct TopicEndsReading: Sendable {
  /// The ends; nil if they are not known.
  public var ends: TopicEnds?
  /// Why they are not known; nil if nobody asked.
  public var fault: HealthReason?

  /// A reading.
  public init(ends: TopicEnds? = nil, fault: HealthReason? = nil) {
    self.ends = ends
    self.fault = fault
  }
}
