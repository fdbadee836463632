import KafkaSampling

extension SamplingNote: Note {
  func english(_ face: Face) -> String {
    switch self {
    case .partitionsUnreadable(let problems):
      "\(counted(problems.count, "partition")) cannot be read: "
        + problems.map { "\($0.partition) (\($0.reason))" }.abridged(.english)
    case .deadlineReached(let messages): "Sampling reached its time limit after \(counted(messages, "message"))"
    case .byteLimitReached(let messages): "Sampling reached its byte limit after \(counted(messages, "message"))"
    case .tombstones(let count, let total):
      "\(count) of \(total) messages have no value (tombstones). Flink skips them and deletes nothing"
    case .keysNotWritten(let count, let total, let binary):
      "\(count) of \(total) messages have a key\(binary == 0 ? "" : ", \(binary) of them binary"). "
        + "The key is written only if a field holds it too"
    case .headersNotWritten(let names): "Message headers are not written: \(names.abridged(.english))"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .partitionsUnreadable(let problems):
      "\(problems.count) 个分区无法读取：" + problems.map { "\($0.partition)（\($0.reason)）" }.abridged(.chinese)
    case .deadlineReached(let messages): "采样达到时间上限，共读取 \(messages) 条消息"
    case .byteLimitReached(let messages): "采样达到字节上限，共读取 \(messages) 条消息"
    case .tombstones(let count, let total):
      "\(total) 条消息中有 \(count) 条没有消息体（墓碑消息）；Flink 跳过这些消息，不删除任何行"
    case .keysNotWritten(let count, let total, let binary):
      "\(total) 条消息中有 \(count) 条带消息键\(binary == 0 ? "" : "，其中 \(binary) 条为二进制")；只有字段中也包含该键时才写入"
    case .headersNotWritten(let names): "消息头不写入：\(names.abridged(.chinese))"
    }
  }
}

extension KafkaSamplingError: Problem {
  var remedy: any Remedy {
    switch self {
    case .unknownTopic: PipelineRemedy.checkTopic
    case .notBuilt: PipelineRemedy.passFields
    case .notInstalled: MissingLibraryRemedy.install(.librdkafka)
    default: PipelineRemedy.checkKafka
    }
  }

  func english(_ face: Face) -> String {
    switch self {
    case .notBuilt: "This build cannot read Kafka topics (package trait KafkaSampling)"
    case .notInstalled: MissingLibrary.notInstalled(.librdkafka).english(face)
    case .settingRefused(let name): "The Kafka client rejects the value of \(name)"
    case .clientRefused(let reason): "The Kafka client cannot be created: \(reason)"
    case .unreachable(let reason): "Kafka: \(reason)"
    case .unreadable(let topic, let partition?, let reason):
      "No message of topic '\(topic)' can be read. Partition \(partition): \(reason)"
    case .unreadable(let topic, nil, let reason): "Topic '\(topic)' cannot be read: \(reason)"
    case .unknownTopic(let topic): "The Kafka cluster has no topic '\(topic)'"
    case .cancelled: "Reading Kafka was cancelled"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .notBuilt: "该版本的程序无法读取 Kafka Topic（包特性 KafkaSampling）"
    case .notInstalled: MissingLibrary.notInstalled(.librdkafka).chinese(face)
    case .settingRefused(let name): "Kafka 客户端不接受 \(name) 的值"
    case .clientRefused(let reason): "无法创建 Kafka 客户端：\(reason)"
    case .unreachable(let reason): "Kafka：\(reason)"
    case .unreadable(let topic, let partition?, let reason):
      "无法读取 Topic '\(topic)' 的任何消息；分区 \(partition)：\(reason)"
    case .unreadable(let topic, nil, let reason): "无法读取 Topic '\(topic)'：\(reason)"
    case .unknownTopic(let topic): "Kafka 集群中没有 Topic '\(topic)'"
    case .cancelled: "读取 Kafka 已取消"
    }
  }
}
