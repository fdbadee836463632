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
      let stop = Stop()
      let (results, deliver) = AsyncStream.makeStream(of: Result<TopicSample, KafkaSamplingError>.self)
      // librdkafka blocks, also where nothing can interrupt it: a thread of its own, which whoever waits may leave.
      DispatchQueue(label: "flink-deploy.kafka").async { [connection] in
        let deadline = ContinuousClock.now + timeout
        deliver.yield(
          Result { () throws(KafkaSamplingError) in
            let consumer = try KafkaConsumer(connection, topic: topic.description, deadline: deadline)
            return try consumer.sample(limit: limit) { stop.isRaised }
          })
        deliver.finish()
      }
      for await result in results { return try result.get() }
      stop.raise()
      throw KafkaSamplingError(code: .cancelled, message: "Reading the topic was cancelled")
    #else
      throw KafkaSamplingError(
        code: .notBuilt,
        message: "This build cannot read Kafka topics: it was built without the package trait KafkaSampling")
    #endif
  }
}

#if KafkaSampling
  /// Tells a thread that nobody waits for it any more.
  private final class Stop: Sendable {
    private let value = Mutex(false)

    var isRaised: Bool { value.withLock { $0 } }

    func raise() { value.withLock { $0 = true } }
  }
#endif
