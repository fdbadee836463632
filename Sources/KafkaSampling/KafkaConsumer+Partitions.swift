#if KafkaSampling
  import CRdKafka

  extension KafkaConsumer {
    /// The partitions of the topic, and why some could not be asked.
    func partitions() throws(KafkaSamplingError) -> ([SamplingPlan.Partition], [Int: String]) {
      var metadata: UnsafePointer<rd_kafka_metadata>?
      let reference = rd_kafka_topic_new(handle, topic, nil)
      defer { rd_kafka_topic_destroy(reference) }
      let code = rd_kafka_metadata(handle, 0, reference, &metadata, millisecondsLeft(atMost: 10_000))
      guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata else { throw failure(code) }
      defer { rd_kafka_metadata_destroy(metadata) }
      guard metadata.pointee.topic_cnt > 0, let found = metadata.pointee.topics?.pointee else {
        throw failure(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
      }
      guard found.err == RD_KAFKA_RESP_ERR_NO_ERROR else { throw failure(found.err) }
      var partitions: [SamplingPlan.Partition] = []
      var problems: [Int: String] = [:]
      for index in 0..<Int(found.partition_cnt) {
        let id = found.partitions[index].id
        switch offsets(of: id) {
        case .success(let offsets): partitions.append(.init(id: id, offsets: offsets))
        case .failure(let code): problems[Int(id)] = String(cString: rd_kafka_err2str(code.value))
        }
      }
      return (partitions, problems)
    }

    /// What there is of these ranges, without those of which there is nothing: an offset that does not exist would have
    /// the client go on elsewhere.
    func existing(_ ranges: [Int32: Range<Int64>]) throws(KafkaSamplingError) -> [Int32: Range<Int64>] {
      var existing: [Int32: Range<Int64>] = [:]
      for (id, range) in ranges {
        switch offsets(of: id) {
        case .success(let offsets):
          let part = range.clamped(to: offsets)
          if !part.isEmpty { existing[id] = part }
        case .failure(let code): throw failure(code.value)
        }
      }
      return existing
    }

    private func offsets(of partition: Int32) -> Result<Range<Int64>, ResponseCode> {
      var low: Int64 = 0
      var high: Int64 = 0
      let code = rd_kafka_query_watermark_offsets(
        handle, topic, partition, &low, &high, millisecondsLeft(atMost: 10_000))
      guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { return .failure(ResponseCode(value: code)) }
      return .success(low..<max(low, high))
    }

    /// An error of the client.
    private struct ResponseCode: Error {
      let value: rd_kafka_resp_err_t
    }

    /// How many brokers the one that answers first knows.
    func brokerCount() throws(KafkaSamplingError) -> Int {
      var metadata: UnsafePointer<rd_kafka_metadata>?
      let code = rd_kafka_metadata(handle, 0, nil, &metadata, millisecondsLeft(atMost: 10_000))
      guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata else { throw failure(code) }
      defer { rd_kafka_metadata_destroy(metadata) }
      return Int(metadata.pointee.broker_cnt)
    }

    /// Has the ranges fetched from their beginnings; no group is joined for it.
    func assign(_ ranges: [Int32: Range<Int64>]) {
      let list = rd_kafka_topic_partition_list_new(Int32(ranges.count))
      defer { rd_kafka_topic_partition_list_destroy(list) }
      for (id, range) in ranges {
        rd_kafka_topic_partition_list_add(list, topic, id)
        rd_kafka_topic_partition_list_set_offset(list, topic, id, range.lowerBound)
      }
      // A pause outlives an assignment.
      rd_kafka_resume_partitions(handle, list)
      rd_kafka_assign(handle, list)
    }

    /// Has no more fetched from a partition that is through.
    func pause(_ partition: Int32) {
      let list = rd_kafka_topic_partition_list_new(1)
      defer { rd_kafka_topic_partition_list_destroy(list) }
      rd_kafka_topic_partition_list_add(list, topic, partition)
      rd_kafka_pause_partitions(handle, list)
    }

    func failure(_ code: rd_kafka_resp_err_t) -> KafkaSamplingError {
      let text = String(cString: rd_kafka_err2str(code))
      switch code {
      case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
        return .unknownTopic(topic)
      case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
        return .unreadable(topic: topic, partition: nil, reason: text)
      default: return .unreachable(connectionError ?? text)
      }
    }
  }

  extension KafkaConnection {
    /// Settings that an older client may lack, and that only make it faster: librdkafka has this one since 1.9.
    static let newSettings: Set = ["socket.connection.setup.timeout.ms"]

    /// The client's own names and values (librdkafka, CONFIGURATION.md).
    var clientSettings: [(String, String)] {
      let fixed = [
        ("bootstrap.servers", bootstrapServers), ("group.id", "flink-deploy-sampling"), ("client.id", "flink-deploy"),
        ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"), ("enable.partition.eof", "true"),
        ("allow.auto.create.topics", "false"), ("socket.connection.setup.timeout.ms", "4000"),
        // Little is read ahead by small answers, never by a small queue: the client leaves partitions alone for a whole
        // second once its queue, which is one for all of them, holds queued.min.messages or the kilobytes.
        ("fetch.message.max.bytes", "262144"), ("fetch.max.bytes", "4194304"), ("queued.min.messages", "100000"),
        ("queued.max.messages.kbytes", "65536"),
        // By default a broker waits half a second at the end of a partition.
        ("fetch.wait.max.ms", "20"),
      ]
      let given: [(String, String?)] = [
        ("security.protocol", securityProtocol), ("sasl.mechanism", mechanism), ("sasl.username", username),
        ("sasl.password", password), ("ssl.ca.location", tls.caLocation),
        ("ssl.certificate.location", tls.certificateLocation), ("ssl.key.location", tls.keyLocation),
        ("ssl.key.password", tls.keyPassword),  // librdkafka before 2.0 does not check names by default.
        ("ssl.endpoint.identification.algorithm", tls.endpointIdentification ?? "https"),
      ]
      return fixed + given.compactMap { name, value in value.map { (name, $0) } }
    }
  }
#endif
