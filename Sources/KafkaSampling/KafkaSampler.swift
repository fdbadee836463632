public import FlinkSQL

#if KafkaSampling
  import Dispatch
  import Synchronization
#endif

/// Reads messages from a topic without leaving a trace: no group is joined, nothing is committed.
public struct KafkaSampler: Sendable {
  private let connection: KafkaConnection

  /// A sampler of the topics of one cluster.
  public init(_ connection: KafkaConnection) { self.connection = connection }

  /// Whether this build can sample at all (package trait `KafkaSampling`).
  public static var isBuilt: Bool {
    #if KafkaSampling
      true
    #else
      false
    #endif
  }

  /// The oldest and the newest messages of all partitions.
  /// - Parameters:
  ///   - topic: The topic.
  ///   - limit: Messages at most, spread over the partitions.
  ///   - timeout: How long connecting and reading may take; what was read by then is returned.
  /// - Returns: Messages in no order, none for an empty topic, and what they are like.
  /// - Throws: ``KafkaSamplingError``.
  public func sample(_ topic: TopicName, limit: Int, timeout: Duration) async throws(KafkaSamplingError)
    -> TopicSample
  {
    #if KafkaSampling
      let stop = Mutex(false)
      let result: Result<TopicSample, KafkaSamplingError> = await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          // librdkafka blocks: a thread of its own.
          DispatchQueue(label: "flink-deploy.kafka").async {
            let deadline = ContinuousClock.now + timeout
            continuation.resume(
              returning: Result { () throws(KafkaSamplingError) in
                let consumer = try KafkaConsumer(connection, topic: topic.description, deadline: deadline)
                return try consumer.sample(limit: limit) { stop.withLock { $0 } }
              })
          }
        }
      } onCancel: {
        stop.withLock { $0 = true }
      }
      return try result.get()
    #else
      throw KafkaSamplingError(
        code: .notBuilt,
        message: "This build cannot read Kafka topics: it was built without the package trait KafkaSampling")
    #endif
  }
}
