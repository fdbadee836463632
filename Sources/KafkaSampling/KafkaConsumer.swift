#if KafkaSampling
  import CRdKafka
  import FlinkSQL

  /// Owner of one librdkafka consumer; blocks.
  final class KafkaConsumer {
    private struct Partition {
      let id: Int32
      let low: Int64
      let high: Int64
    }

    private static let maximumBytes = 16 << 20
    private let handle: OpaquePointer
    private let deadline: ContinuousClock.Instant

    /// - Throws: when a setting is refused.
    init(_ connection: KafkaConnection, deadline: ContinuousClock.Instant) throws(KafkaSamplingError) {
      self.deadline = deadline
      let conf = rd_kafka_conf_new()
      var text = [CChar](repeating: 0, count: 512)
      for (name, value) in KafkaConsumer.settings(connection) {
        guard rd_kafka_conf_set(conf, name, value, &text, text.count) == RD_KAFKA_CONF_OK else {
          rd_kafka_conf_destroy(conf)
          // librdkafka's text may quote the value, which may be a password.
          throw KafkaSamplingError(code: .badSetting, message: "The Kafka client refuses the value of \(name)")
        }
      }
      rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
      guard let handle = rd_kafka_new(RD_KAFKA_CONSUMER, conf, &text, text.count) else {
        rd_kafka_conf_destroy(conf)
        throw KafkaSamplingError(code: .badSetting, message: KafkaConsumer.string(text))
      }
      self.handle = handle
      rd_kafka_poll_set_consumer(handle)
    }

    deinit {
      rd_kafka_consumer_close(handle)
      rd_kafka_destroy(handle)
    }

    private static func settings(_ connection: KafkaConnection) -> [(String, String)] {
      var settings = [
        ("bootstrap.servers", connection.bootstrapServers), ("group.id", "flink-deploy-sampling"),
        ("client.id", "flink-deploy"), ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"),
        ("enable.partition.eof", "true"), ("allow.auto.create.topics", "false"),
        ("socket.connection.setup.timeout.ms", "4000"),
      ]
      if let value = connection.securityProtocol { settings.append(("security.protocol", value)) }
      if let value = connection.mechanism { settings.append(("sasl.mechanism", value)) }
      if let value = connection.username { settings.append(("sasl.username", value)) }
      if let value = connection.password { settings.append(("sasl.password", value)) }
      return settings
    }

    private static func string(_ text: [CChar]) -> String {
      String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func millisecondsLeft(atMost limit: Int32) -> Int32 {
      let left = (deadline - ContinuousClock.now) / .milliseconds(1)
      return Int32(max(0, min(left, Double(limit))))
    }

    /// The oldest, then the newest messages of each partition, half of the limit each.
    func sample(_ topic: String, limit: Int, isCancelled: () -> Bool) throws(KafkaSamplingError) -> [SampledMessage] {
      let partitions = try partitions(of: topic).filter { $0.high > $0.low }
      guard !partitions.isEmpty else { return [] }
      let share = Int64(max(1, limit / (2 * partitions.count)))
      let oldest = partitions.map { ($0.id, $0.low..<min($0.low + share, $0.high)) }
      let newest = zip(partitions, oldest).map { ($0.id, max($1.1.upperBound, $0.high - share)..<$0.high) }
      var messages: [SampledMessage] = []
      for ranges in [oldest, newest] {
        try read(topic, ranges.filter { !$0.1.isEmpty }, into: &messages, isCancelled: isCancelled)
      }
      return messages
    }

    private func partitions(of topic: String) throws(KafkaSamplingError) -> [Partition] {
      var metadata: UnsafePointer<rd_kafka_metadata>?
      let reference = rd_kafka_topic_new(handle, topic, nil)
      defer { rd_kafka_topic_destroy(reference) }
      let code = rd_kafka_metadata(handle, 0, reference, &metadata, millisecondsLeft(atMost: 10_000))
      guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata else { throw failure(code, topic) }
      defer { rd_kafka_metadata_destroy(metadata) }
      guard metadata.pointee.topic_cnt > 0, let found = metadata.pointee.topics?.pointee else {
        throw failure(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, topic)
      }
      guard found.err == RD_KAFKA_RESP_ERR_NO_ERROR else { throw failure(found.err, topic) }
      var partitions: [Partition] = []
      for index in 0..<Int(found.partition_cnt) {
        let id = found.partitions[index].id
        var low: Int64 = 0
        var high: Int64 = 0
        let code = rd_kafka_query_watermark_offsets(handle, topic, id, &low, &high, millisecondsLeft(atMost: 10_000))
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw failure(code, topic) }
        partitions.append(Partition(id: id, low: low, high: high))
      }
      return partitions
    }

    private func read(
      _ topic: String, _ ranges: [(Int32, Range<Int64>)], into messages: inout [SampledMessage],
      isCancelled: () -> Bool
    ) throws(KafkaSamplingError) {
      if ranges.isEmpty { return }
      let list = rd_kafka_topic_partition_list_new(Int32(ranges.count))
      defer { rd_kafka_topic_partition_list_destroy(list) }
      for (id, range) in ranges {
        rd_kafka_topic_partition_list_add(list, topic, id)
        rd_kafka_topic_partition_list_set_offset(list, topic, id, range.lowerBound)
      }
      rd_kafka_assign(handle, list)
      defer { rd_kafka_assign(handle, nil) }
      var open = Dictionary(uniqueKeysWithValues: ranges.map { ($0.0, $0.1.upperBound) })
      var bytes = 0
      while !open.isEmpty, bytes < KafkaConsumer.maximumBytes, ContinuousClock.now < deadline {
        if isCancelled() { throw KafkaSamplingError(code: .cancelled, message: "Sampling was cancelled") }
        guard let message = rd_kafka_consumer_poll(handle, millisecondsLeft(atMost: 100)) else { continue }
        defer { rd_kafka_message_destroy(message) }
        let record = message.pointee
        if record.err == RD_KAFKA_RESP_ERR__PARTITION_EOF {
          open[record.partition] = nil
        } else if record.err == RD_KAFKA_RESP_ERR_NO_ERROR, let end = open[record.partition] {
          // Offsets may have gaps (transactions, compaction), so the end is passed rather than met.
          if record.offset < end, let payload = record.payload {
            let value = [UInt8](UnsafeRawBufferPointer(start: payload, count: record.len))
            bytes += value.count
            let position = SampledMessage.Position(partition: Int(record.partition), offset: Int(record.offset))
            messages.append(SampledMessage(position: position, value: value))
          }
          if record.offset >= end - 1 { open[record.partition] = nil }
        } else if record.err != RD_KAFKA_RESP_ERR_NO_ERROR,
          rd_kafka_fatal_error(handle, nil, 0) != RD_KAFKA_RESP_ERR_NO_ERROR
        {
          throw failure(record.err, topic)
        }
      }
    }

    private func failure(_ code: rd_kafka_resp_err_t, _ topic: String) -> KafkaSamplingError {
      let text = String(cString: rd_kafka_err2str(code))
      switch code {
      case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
        return KafkaSamplingError(code: .unknownTopic, message: "The Kafka cluster has no topic '\(topic)'")
      default: return KafkaSamplingError(code: .unreachable, message: "Kafka: \(text)")
      }
    }
  }
#endif
