public import PipelineTypes

#if KafkaSampling
  import CRdKafka
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

  /// Whether librdkafka is built in and installed.
  public static var isLibraryInstalled: Bool {
    #if KafkaSampling
      rdkafka_is_installed() == 1
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
      try await consuming(topic.description, timeout) { consumer, stop throws(KafkaSamplingError) in
        try consumer.sample(limit: limit) { stop.isRaised }
      }
    #else
      throw .notBuilt
    #endif
  }

  /// How many brokers the cluster has; asks one of them, and so finds out whether it can be reached and logged in to.
  /// - Parameter timeout: How long connecting and asking may take.
  /// - Throws: ``KafkaSamplingError``.
  public func brokerCount(timeout: Duration) async throws(KafkaSamplingError) -> Int {
    #if KafkaSampling
      try await consuming("", timeout) { consumer, _ throws(KafkaSamplingError) in try consumer.brokerCount() }
    #else
      throw .notBuilt
    #endif
  }

  /// The offsets that each partition of a topic has; an empty range for a partition without messages.
  /// - Parameter timeout: How long connecting and asking may take.
  /// - Throws: ``KafkaSamplingError``.
  public func offsets(of topic: TopicName, timeout: Duration) async throws(KafkaSamplingError) -> [Int: Range<Int>] {
    #if KafkaSampling
      try await consuming(topic.description, timeout) { consumer, _ throws(KafkaSamplingError) in
        let (partitions, _) = try consumer.partitions()
        return Dictionary(
          partitions.map { (Int($0.id), Int($0.offsets.lowerBound)..<Int($0.offsets.upperBound)) }
        ) { $1 }
      }
    #else
      throw .notBuilt
    #endif
  }

  /// The messages of some ranges of offsets, by partition and offset.
  /// - Parameters:
  ///   - topic: The topic.
  ///   - ranges: The offsets by partition; those that do not exist are left out.
  ///   - timeout: How long connecting and reading may take.
  /// - Returns: All messages of the ranges; those without a value have an empty one.
  /// - Throws: ``KafkaSamplingError``, also when the time does not suffice for all of them.
  public func messages(
    of topic: TopicName, in ranges: [Int: Range<Int>], timeout: Duration
  ) async throws(KafkaSamplingError) -> [SampledMessage] {
    #if KafkaSampling
      try await consuming(topic.description, timeout) { consumer, stop throws(KafkaSamplingError) in
        let wanted = ranges.map { (Int32($0.key), Int64($0.value.lowerBound)..<Int64($0.value.upperBound)) }
        return try consumer.messages(in: Dictionary(wanted) { $1 }) { stop.isRaised }
      }
    #else
      throw .notBuilt
    #endif
  }

  #if KafkaSampling
    /// librdkafka blocks where nothing can interrupt it, so it runs on a thread of its own, which the caller may leave.
    private func consuming<Value: Sendable>(
      _ topic: String, _ timeout: Duration,
      _ body: @escaping @Sendable (KafkaConsumer, Stop) throws(KafkaSamplingError) -> Value
    ) async throws(KafkaSamplingError) -> Value {
      guard KafkaSampler.isLibraryInstalled else { throw .notInstalled }
      let stop = Stop()
      let (results, deliver) = AsyncStream.makeStream(of: Result<Value, KafkaSamplingError>.self)
      DispatchQueue(label: "flink-deploy.kafka").async { [connection] in
        let deadline = ContinuousClock.now + timeout
        deliver.yield(
          Result { () throws(KafkaSamplingError) in
            try body(try KafkaConsumer(connection, topic: topic, deadline: deadline), stop)
          })
        deliver.finish()
      }
      for await result in results { return try result.get() }
      stop.raise()
      throw .cancelled
    }
  #endif
}

#if KafkaSampling
  /// Tells a thread that nobody waits for it any longer.
  private final class Stop: Sendable {
    private let value = Mutex(false)

    var isRaised: Bool { value.withLock { $0 } }

    func raise() { value.withLock { $0 = true } }
  }
#endif
