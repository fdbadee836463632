/// A figure of a job's health, for people.
enum HealthText: Worded {
  /// The verdict, and since when it stands.
  case verdict(String, since: String)
  /// The verdict, since when it stands and for how long.
  case verdictFor(String, since: String, Quantity)
  case read(Quantity)
  case written(Quantity)
  /// Messages that wait in Kafka.
  case waiting(Quantity)
  /// How far event time is behind.
  case eventTimeLag(Quantity)
  /// How long no message came.
  case idle(Quantity)
  case busy(Quantity)
  case backpressured(Quantity)
  case parallelism(Int)
  /// The parallelism, and the partitions of the topics.
  case parallelismOf(Int, partitions: Int)
  case completed(Int)
  case failed(Int)
  case inProgress(Int)
  /// When the newest checkpoint completed.
  case lastCompleted(Quantity)
  /// How long the newest checkpoint took.
  case took(Quantity)
  /// Restarts between two readings.
  case restartsInWindow(Int, Quantity)
  /// The root cause of the newest failure, and when it happened.
  case exception(String, at: String)
  /// A parallelism that would help, and why.
  case recommendation(parallelism: Int, reason: String)
  /// What is not known.
  case unknown
}
