/// A metric of a vertex that is asked for: of a task, of a source operator or of a sink writer.
enum FlinkMetric: Sendable, Hashable {
  case busyTime, idleTime, backpressuredTime, busyPerSecond, backpressuredPerSecond
  case sourceRecords, pendingRecords, sourceIdleTime, messageAge, watermarkLag, watermark
  case sinkRecords
  case currentOffset(HealthReading.PartitionName)
  case committedOffset(HealthReading.PartitionName)

  /// The metric with this id; nil for one that is of no use.
  ///
  /// Counters of a task are not among them: they are 0 for chained operators.
  init?(_ id: String) {
    switch id {
    case "accumulateBusyTimeMs": self = .busyTime
    case "accumulateIdleTimeMs": self = .idleTime
    case "accumulateBackPressuredTimeMs": self = .backpressuredTime
    case "busyTimeMsPerSecond": self = .busyPerSecond
    case "backPressuredTimeMsPerSecond": self = .backpressuredPerSecond
    default:
      // Flink writes `_` for dots in names of operators, so the first dot ends it.
      guard let dot = id.firstIndex(of: ".") else { return nil }
      let name = id[id.index(after: dot)...]
      switch id[..<dot] {
      case let source where source.hasPrefix("Source__"): self.init(ofSource: name)
      case let sink where sink.hasPrefix("Sink__") || sink.hasSuffix("__Writer"):
        guard name == "numRecordsIn", !sink.hasSuffix("__Committer") else { return nil }
        self = .sinkRecords
      default: return nil
      }
    }
  }

  private init?(ofSource name: Substring) {
    switch name {
    case "numRecordsIn": self = .sourceRecords
    case "pendingRecords": self = .pendingRecords
    case "sourceIdleTime": self = .sourceIdleTime
    case "currentEmitEventTimeLag": self = .messageAge
    case "watermarkLag": self = .watermarkLag
    case "currentOutputWatermark": self = .watermark
    default:
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      // KafkaSourceReader.topic.T.partition.P.currentOffset, with dots in T as `_`.
      guard parts.count >= 6, parts[0] == "KafkaSourceReader", parts[1] == "topic",
        parts[parts.count - 3] == "partition", let number = Int(parts[parts.count - 2])
      else { return nil }
      let topic = parts[2..<(parts.count - 3)].joined(separator: ".")
      let partition = HealthReading.PartitionName(topic: topic, partition: number)
      switch parts[parts.count - 1] {
      case "currentOffset": self = .currentOffset(partition)
      case "committedOffset": self = .committedOffset(partition)
      default: return nil
      }
    }
  }

  /// Its place in a request: offsets come last, since there are many, and committed ones after current ones.
  var rank: Int {
    switch self {
    case .committedOffset: 2
    case .currentOffset: 1
    default: 0
    }
  }
}
