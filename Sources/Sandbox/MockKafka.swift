#if KafkaSampling
  import CRdKafka

  /// A Kafka cluster in memory with the real protocol: librdkafka's mock broker on a free port of 127.0.0.1.
  ///
  /// It runs in this process and has no security. A client that names an unknown topic creates it.
  ///
  /// `@unchecked Sendable`: librdkafka's handles can be used from any thread, and both are set once.
  public final class MockKafka: @unchecked Sendable {
    private let producer: OpaquePointer
    private let cluster: OpaquePointer

    /// Starts a cluster of one broker.
    /// - Throws: ``SandboxError`` if librdkafka cannot be started.
    public init() throws(SandboxError) {
      let conf = rd_kafka_conf_new()
      rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
      var text = [CChar](repeating: 0, count: 512)
      guard let owner = rd_kafka_new(RD_KAFKA_PRODUCER, conf, &text, text.count) else {
        rd_kafka_conf_destroy(conf)
        throw SandboxError("librdkafka cannot be started")
      }
      guard let cluster = rd_kafka_mock_cluster_new(owner, 1) else {
        rd_kafka_destroy(owner)
        throw SandboxError("librdkafka cannot start a mock cluster")
      }
      producer = owner
      self.cluster = cluster
    }

    /// The bootstrap servers, as `host:port`.
    public var bootstrapServers: String { String(cString: rd_kafka_mock_cluster_bootstraps(cluster)) }

    /// Creates a topic.
    /// - Parameters:
    ///   - name: The name.
    ///   - partitions: The number of partitions.
    public func createTopic(_ name: String, partitions: Int) {
      rd_kafka_mock_topic_create(cluster, name, Int32(partitions), 1)
    }

    /// Makes the cluster report that a topic does not exist.
    public func denyTopic(_ name: String) {
      rd_kafka_mock_topic_set_error(cluster, name, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
    }

    /// Makes the cluster refuse the next requests for messages, as if the user could not read the topic.
    /// - Parameter count: The number of requests.
    public func refuseFetches(_ count: Int) {
      let fetch: Int16 = 1
      rd_kafka_mock_push_request_errors_array(
        cluster, fetch, count,
        [rd_kafka_resp_err_t](repeating: RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, count: count))
    }

    /// Writes messages to all partitions of a topic; blocks until the broker has stored them.
    /// - Parameters:
    ///   - messages: The values of the messages.
    ///   - topic: The topic.
    ///   - partitions: The number of partitions.
    /// - Throws: ``SandboxError`` if a message cannot be written.
    public func produce(_ messages: [String], to topic: String, partitions: Int) throws(SandboxError) {
      try produce(messages.map { KafkaProducer.Record(value: Array($0.utf8)) }, to: topic, partitions: partitions)
    }

    /// Writes messages to all partitions of a topic; blocks until the broker has stored them.
    /// - Parameters:
    ///   - records: The messages.
    ///   - topic: The topic.
    ///   - partitions: The number of partitions.
    /// - Throws: ``SandboxError`` if a message cannot be written.
    public func produce(_ records: [KafkaProducer.Record], to topic: String, partitions: Int) throws(SandboxError) {
      try KafkaProducer(bootstrapServers).send(records, to: topic, partitions: partitions)
    }

    deinit {
      rd_kafka_mock_cluster_destroy(cluster)
      rd_kafka_destroy(producer)
    }
  }
#endif
