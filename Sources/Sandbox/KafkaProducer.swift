#if KafkaSampling
  import CRdKafka

  /// A client that writes messages, for one batch at a time.
  public struct KafkaProducer: Sendable {
    private let bootstrapServers: String

    /// A producer that has not connected yet.
    /// - Parameter bootstrapServers: The servers, as `host:port`.
    public init(_ bootstrapServers: String) { self.bootstrapServers = bootstrapServers }

    /// A message to write.
    public struct Record: Sendable {
      /// The key.
      public var key: [UInt8]?
      /// The value; nil for a tombstone.
      public var value: [UInt8]?
      /// The headers; a name can occur twice, and a value can be missing.
      public var headers: [(name: String, value: [UInt8]?)]
      /// The partition; nil for the one that ``KafkaProducer/send(_:to:partitions:)`` chooses.
      public var partition: Int?
      /// The timestamp, in milliseconds since 1970; nil for now.
      public var timestamp: Int?

      /// A message.
      /// - Parameters:
      ///   - key: The key; nil for none.
      ///   - value: The value; nil for a tombstone.
      ///   - headers: The headers.
      public init(key: [UInt8]? = nil, value: [UInt8]?, headers: KeyValuePairs<String, String> = [:]) {
        self.key = key
        self.value = value
        self.headers = headers.map { ($0.key, Array($0.value.utf8)) }
      }
    }

    /// Writes messages to the partitions of a topic; blocks until the broker has stored them.
    /// - Parameters:
    ///   - records: The messages.
    ///   - topic: The topic.
    ///   - partitions: The number of partitions, which messages without one take in turn; nil to let the client choose
    ///     by key.
    /// - Throws: ``SandboxError`` if a message cannot be written.
    public func send(_ records: [Record], to topic: String, partitions: Int?) throws(SandboxError) {
      let conf = rd_kafka_conf_new()
      rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
      rd_kafka_conf_set(conf, "bootstrap.servers", bootstrapServers, nil, 0)
      rd_kafka_conf_set(conf, "linger.ms", "1", nil, 0)
      rd_kafka_conf_set(conf, "message.timeout.ms", "10000", nil, 0)
      guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, nil, 0) else {
        rd_kafka_conf_destroy(conf)
        throw SandboxError("librdkafka cannot be started")
      }
      defer { rd_kafka_destroy(client) }
      for (index, record) in records.enumerated() {
        let turn = partitions.map { Int32(index % $0) } ?? RD_KAFKA_PARTITION_UA
        let partition = record.partition.map { Int32($0) } ?? turn
        guard KafkaProducer.send(record, to: topic, partition: partition, client) else {
          throw SandboxError("librdkafka refused a message for topic \(topic)")
        }
      }
      guard rd_kafka_flush(client, 10_000) == RD_KAFKA_RESP_ERR_NO_ERROR else {
        throw SandboxError("The broker did not store the messages of topic \(topic)")
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
      if let timestamp = record.timestamp {
        values.append(value(RD_KAFKA_VTYPE_TIMESTAMP) { $0.u.i64 = Int64(timestamp) })
      }
      for (name, content) in record.headers {
        values.append(
          value(RD_KAFKA_VTYPE_HEADER) {
            $0.u.header = .init(name: text(name), val: content.map(copy)?.baseAddress, size: content?.count ?? 0)
          })
      }
      guard let error = rd_kafka_produceva(client, values, values.count) else { return true }
      rd_kafka_error_destroy(error)
      return false
    }
  }
#endif
