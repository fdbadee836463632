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

    /// A message to write.
    public struct Record: Sendable {
      /// The key.
      public var key: [UInt8]?
      /// The value; nil for a tombstone.
      public var value: [UInt8]?
      /// The headers.
      public var headers: [String: String]

      /// A message.
      /// - Parameters:
      ///   - key: The key; nil for none.
      ///   - value: The value; nil for a tombstone.
      ///   - headers: The headers.
      public init(key: [UInt8]? = nil, value: [UInt8]?, headers: [String: String] = [:]) {
        self.key = key
        self.value = value
        self.headers = headers
      }
    }

    /// Writes messages to all partitions of a topic; blocks until the broker has stored them.
    /// - Parameters:
    ///   - messages: The values of the messages.
    ///   - topic: The topic.
    ///   - partitions: The number of partitions.
    /// - Throws: ``SandboxError`` if a message cannot be written.
    public func produce(_ messages: [String], to topic: String, partitions: Int) throws(SandboxError) {
      try produce(messages.map { Record(value: Array($0.utf8)) }, to: topic, partitions: partitions)
    }

    /// Writes messages to all partitions of a topic; blocks until the broker has stored them.
    /// - Parameters:
    ///   - records: The messages.
    ///   - topic: The topic.
    ///   - partitions: The number of partitions.
    /// - Throws: ``SandboxError`` if a message cannot be written.
    public func produce(_ records: [Record], to topic: String, partitions: Int) throws(SandboxError) {
      let conf = rd_kafka_conf_new()
      rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
      rd_kafka_conf_set(conf, "bootstrap.servers", bootstrapServers, nil, 0)
      rd_kafka_conf_set(conf, "linger.ms", "1", nil, 0)
      guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, nil, 0) else {
        rd_kafka_conf_destroy(conf)
        throw SandboxError("librdkafka cannot be started")
      }
      defer { rd_kafka_destroy(client) }
      for (index, record) in records.enumerated() {
        guard MockKafka.send(record, to: topic, partition: Int32(index % partitions), client) else {
          throw SandboxError("librdkafka refused a message for topic \(topic)")
        }
      }
      guard rd_kafka_flush(client, 10_000) == RD_KAFKA_RESP_ERR_NO_ERROR else {
        throw SandboxError("The mock cluster did not store the messages of topic \(topic)")
      }
    }

    /// Writes one message; the client copies all of it.
    private static func send(_ record: Record, to topic: String, partition: Int32, _ client: OpaquePointer) -> Bool {
      var arena: [UnsafeMutableRawBufferPointer] = []
      defer { arena.forEach { $0.deallocate() } }
      func copy(_ bytes: some Collection<UInt8>) -> UnsafeMutableRawBufferPointer {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
        buffer.copyBytes(from: bytes)
        arena.append(buffer)
        return buffer
      }
      func text(_ string: String) -> UnsafePointer<CChar>? {
        UnsafePointer(copy(Array(string.utf8) + [0]).baseAddress?.assumingMemoryBound(to: CChar.self))
      }
      func value(_ type: rd_kafka_vtype_t, _ fill: (inout rd_kafka_vu_t) -> Void) -> rd_kafka_vu_t {
        var value = rd_kafka_vu_t()
        value.vtype = type
        fill(&value)
        return value
      }
      var values = [
        value(RD_KAFKA_VTYPE_TOPIC) { $0.u.cstr = text(topic) },
        value(RD_KAFKA_VTYPE_PARTITION) { $0.u.i32 = partition },
        value(RD_KAFKA_VTYPE_MSGFLAGS) { $0.u.i = Int32(RD_KAFKA_MSG_F_COPY) },
      ]
      for (type, bytes) in [(RD_KAFKA_VTYPE_KEY, record.key), (RD_KAFKA_VTYPE_VALUE, record.value)] {
        guard let bytes else { continue }
        values.append(value(type) { $0.u.mem = .init(ptr: copy(bytes).baseAddress, size: bytes.count) })
      }
      for (name, content) in record.headers {
        values.append(
          value(RD_KAFKA_VTYPE_HEADER) {
            $0.u.header = .init(name: text(name), val: text(content), size: content.utf8.count)
          })
      }
      guard let error = rd_kafka_produceva(client, values, values.count) else { return true }
      rd_kafka_error_destroy(error)
      return false
    }

    deinit {
      rd_kafka_mock_cluster_destroy(cluster)
      rd_kafka_destroy(producer)
    }
  }
#endif
