#if KafkaSampling
  import CRdKafka
  import PipelineTypes

  /// Owner of one librdkafka consumer; blocks.
  final class KafkaConsumer {
    private static let maximumBytes = 16 << 20
    let handle: OpaquePointer
    let topic: String
    private let errors: ConnectionErrors
    private let deadline: ContinuousClock.Instant
    private var sample = TopicSample()
    private var bytes = 0

    /// A consumer of `topic` that has not connected yet.
    /// - Throws: when a setting is refused.
    init(_ connection: KafkaConnection, topic: String, deadline: ContinuousClock.Instant) throws(KafkaSamplingError) {
      self.topic = topic
      self.deadline = deadline
      let conf = rd_kafka_conf_new()
      var text = [CChar](repeating: 0, count: 512)
      for (name, value) in connection.clientSettings {
        let result = rd_kafka_conf_set(conf, name, value, &text, text.count)
        if result == RD_KAFKA_CONF_UNKNOWN, KafkaConnection.newSettings.contains(name) { continue }
        guard result == RD_KAFKA_CONF_OK else {
          rd_kafka_conf_destroy(conf)
          // librdkafka's text may quote the value, which may be a password.
          throw .settingRefused(name)
        }
      }
      rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
      let errors = ConnectionErrors()
      errors.observe(conf)
      self.errors = errors
      guard let handle = rd_kafka_new(RD_KAFKA_CONSUMER, conf, &text, text.count) else {
        rd_kafka_conf_destroy(conf)
        let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        throw .clientRefused(reason)
      }
      self.handle = handle
      rd_kafka_poll_set_consumer(handle)
    }

    deinit {
      rd_kafka_consumer_close(handle)
      rd_kafka_destroy(handle)
    }

    /// Why connections failed; nil if the client has reported nothing.
    var connectionError: String? {
      if let message = rd_kafka_consumer_poll(handle, 0) { rd_kafka_message_destroy(message) }
      return errors.reason
    }

    func millisecondsLeft(atMost limit: Int32) -> Int32 {
      let left = (deadline - ContinuousClock.now) / .milliseconds(1)
      return Int32(max(0, min(left, Double(limit))))
    }

    /// The oldest, then the newest messages of the partitions, `limit` in all.
    func sample(limit: Int, isCancelled: () -> Bool) throws(KafkaSamplingError) -> TopicSample {
      let (all, problems) = try partitions()
      let partitions = all.filter { !$0.offsets.isEmpty }
      sample.problems = problems
      let plan = SamplingPlan(partitions, limit: limit)
      for ranges in [plan.oldest, plan.newest] where sample.end == .complete {
        try read(ranges, isCancelled: isCancelled, keep: keep)
      }
      if sample.messages.isEmpty, sample.tombstones == 0, let problem = sample.problems.min(by: { $0.key < $1.key }) {
        throw .unreadable(topic: topic, partition: problem.key, reason: problem.value)
      }
      return sample
    }

    /// The messages of these ranges, by partition and offset; those without a value have an empty one.
    /// - Throws: ``KafkaSamplingError``, also when time or bytes do not suffice for all of them.
    func messages(
      in ranges: [Int32: Range<Int64>], isCancelled: () -> Bool
    ) throws(KafkaSamplingError) -> [SampledMessage] {
      var messages: [SampledMessage] = []
      try read(try existing(ranges), isCancelled: isCancelled) { messages.append(KafkaConsumer.message($0)) }
      switch sample.end {
      case .complete: break
      case .deadline: throw failure(RD_KAFKA_RESP_ERR__TIMED_OUT)
      case .byteLimit:
        let reason = String(cString: rd_kafka_err2str(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE))
        throw .unreadable(topic: topic, partition: nil, reason: reason)
      }
      if let problem = sample.problems.min(by: { $0.key < $1.key }) {
        throw .unreadable(topic: topic, partition: problem.key, reason: problem.value)
      }
      return messages.sorted {
        ($0.position?.partition ?? 0, $0.position?.offset ?? 0)
          < ($1.position?.partition ?? 0, $1.position?.offset ?? 0)
      }
    }

    private func read(
      _ ranges: [Int32: Range<Int64>], isCancelled: () -> Bool,
      keep: (UnsafeMutablePointer<rd_kafka_message_t>) -> Void
    ) throws(KafkaSamplingError) {
      if ranges.isEmpty { return }
      assign(ranges)
      defer { rd_kafka_assign(handle, nil) }
      var open = ranges.mapValues(\.upperBound)
      while !open.isEmpty {
        if isCancelled() { throw .cancelled }
        if bytes >= KafkaConsumer.maximumBytes {
          sample.end = .byteLimit
          return
        }
        if ContinuousClock.now >= deadline {
          sample.end = .deadline
          return
        }
        guard let message = rd_kafka_consumer_poll(handle, millisecondsLeft(atMost: 100)) else { continue }
        defer { rd_kafka_message_destroy(message) }
        let partition = message.pointee.partition
        switch message.pointee.err {
        case RD_KAFKA_RESP_ERR__PARTITION_EOF: open[partition] = nil
        case RD_KAFKA_RESP_ERR_NO_ERROR:
          guard let end = open[partition] else { continue }
          // Offsets may have gaps (transactions, compaction), so the end is passed rather than met.
          if message.pointee.offset < end {
            bytes += message.pointee.len + message.pointee.key_len
            keep(message)
          }
          if message.pointee.offset >= end - 1 {
            open[partition] = nil
            pause(partition)
          }
        default:
          if rd_kafka_fatal_error(handle, nil, 0) != RD_KAFKA_RESP_ERR_NO_ERROR { throw failure(message.pointee.err) }
          // An error of the whole client, such as a lost broker, bears no partition and may pass.
          guard open.removeValue(forKey: partition) != nil else { continue }
          sample.problems[Int(partition)] = String(cString: rd_kafka_err2str(message.pointee.err))
        }
      }
    }

    private func keep(_ message: UnsafeMutablePointer<rd_kafka_message_t>) {
      let record = KafkaConsumer.message(message)
      if let key = record.key {
        sample.keys += 1
        if String(validating: key, as: UTF8.self) == nil { sample.binaryKeys += 1 }
      }
      sample.headers.formUnion(KafkaConsumer.headers(of: message))
      if message.pointee.payload == nil { sample.tombstones += 1 } else { sample.messages.append(record) }
    }

    private static func message(_ message: UnsafeMutablePointer<rd_kafka_message_t>) -> SampledMessage {
      let record = message.pointee
      let timestamp = rd_kafka_message_timestamp(message, nil)
      return SampledMessage(
        position: .init(partition: Int(record.partition), offset: Int(record.offset)),
        key: record.key.map { [UInt8](UnsafeRawBufferPointer(start: $0, count: record.key_len)) },
        value: record.payload.map { [UInt8](UnsafeRawBufferPointer(start: $0, count: record.len)) } ?? [],
        timestamp: timestamp >= 0 ? Int(timestamp) : nil)
    }

    private static func headers(of message: UnsafePointer<rd_kafka_message_t>) -> [String] {
      var headers: OpaquePointer?
      guard rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR, let headers else { return [] }
      var names: [String] = []
      var name: UnsafePointer<CChar>?
      var value: UnsafeRawPointer?
      var size = 0
      while rd_kafka_header_get_all(headers, names.count, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR, let name
      {
        names.append(String(cString: name))
      }
      return names
    }
  }
#endif
