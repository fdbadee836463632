#if KafkaSampling
  import CRdKafka

  /// A Kafka cluster in memory that speaks the real protocol: librdkafka's mock broker, on a free port of 127.0.0.1.
  ///
  /// It lives in this process and has no security; an unknown topic is made when somebody asks for it.
  ///
  /// `@unchecked Sendable`: librdkafka's handles may be used from any thread, and both are set once.
  public final class MockKafka: @unchecked Sendable {
    private let producer: OpaquePointer
    private let cluster: OpaquePointer

    /// Starts a cluster of one broker.
    /// - Throws: ``SandboxError``.
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
        throw SandboxError("librdkafka cannot make a mock cluster")
      }
      producer = owner
      self.cluster = cluster
    }

    /// `host:port`.
    public var bootstrapServers: String { String(cString: rd_kafka_mock_cluster_bootstraps(cluster)) }

    /// Makes a topic.
    public func createTopic(_ name: String, partitions: Int) {
      rd_kafka_mock_topic_create(cluster, name, Int32(partitions), 1)
    }

    /// Makes the cluster deny that it has a topic of this name.
    public func denyTopic(_ name: String) {
      rd_kafka_mock_topic_set_error(cluster, name, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
    }

    /// Writes messages to a topic, spread over its partitions; blocks until the broker has them all.
    /// - Throws: ``SandboxError``.
    public func produce(_ messages: [String], to topic: String, partitions: Int) throws(SandboxError) {
      let conf = rd_kafka_conf_new()
      rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
      rd_kafka_conf_set(conf, "bootstrap.servers", bootstrapServers, nil, 0)
      rd_kafka_conf_set(conf, "linger.ms", "1", nil, 0)
      guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, nil, 0) else {
        rd_kafka_conf_destroy(conf)
        throw SandboxError("librdkafka cannot be started")
      }
      defer { rd_kafka_destroy(client) }
      let handle = rd_kafka_topic_new(client, topic, nil)
      defer { rd_kafka_topic_destroy(handle) }
      for (index, message) in messages.enumerated() {
        var bytes = Array(message.utf8)
        let count = bytes.count
        let code = rd_kafka_produce(
          handle, Int32(index % partitions), Int32(RD_KAFKA_MSG_F_COPY), &bytes, count, nil, 0, nil)
        if code != 0 { throw SandboxError("A message for topic \(topic) was refused") }
      }
      guard rd_kafka_flush(client, 10_000) == RD_KAFKA_RESP_ERR_NO_ERROR else {
        throw SandboxError("The mock cluster did not take the messages of topic \(topic)")
      }
    }

    deinit {
      rd_kafka_mock_cluster_destroy(cluster)
      rd_kafka_destroy(producer)
    }
  }
#endif
