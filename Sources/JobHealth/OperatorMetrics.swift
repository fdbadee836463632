import JSONCoding

/// A metric with its values, over the subtasks of a vertex.
struct MetricSample: Sendable {
  let metric: FlinkMetric
  let smallest: Double?
  let largest: Double?
  let sum: Double?

  /// An element of an aggregated answer, or of a plain one with one value.
  init?(answer: JSON) {
    guard let metric = answer["id"]?.string.flatMap({ FlinkMetric($0) }) else { return nil }
    self.metric = metric
    let value = answer["value"]?.measurement
    smallest = answer["min"]?.measurement ?? value
    largest = answer["max"]?.measurement ?? value
    sum = answer["sum"]?.measurement ?? value
  }
}

/// The metrics of the operators of a job, over all its vertices.
struct OperatorMetrics {
  private var sums: [Counter: [Double]] = [:]
  private var gauges: [FlinkMetric: Int] = [:]
  private var positions: [HealthReading.PartitionName: HealthReading.Source.Position] = [:]

  private enum Counter { case sourceRecords, pendingRecords, sinkRecords }

  /// Adds the metrics of a vertex.
  mutating func add(_ samples: [MetricSample]) {
    for sample in samples {
      switch sample.metric {
      case .sourceRecords: add(sample, to: .sourceRecords)
      case .pendingRecords: add(sample, to: .pendingRecords)
      case .sinkRecords: add(sample, to: .sinkRecords)
      // The whole source is idle for as long as each subtask is; its watermark is that of the slowest.
      case .sourceIdleTime, .watermark: keep(sample.smallest, of: sample.metric, by: min)
      case .messageAge, .watermarkLag: keep(sample.largest, of: sample.metric, by: max)
      case .currentOffset(let partition): positions[partition, default: .init()].current = offset(sample)
      case .committedOffset(let partition): positions[partition, default: .init()].committed = offset(sample)
      default: break
      }
    }
  }

  private mutating func add(_ sample: MetricSample, to counter: Counter) {
    if let sum = sample.sum { sums[counter, default: []].append(sum) }
  }

  private mutating func keep(_ value: Double?, of metric: FlinkMetric, by choose: (Int, Int) -> Int) {
    guard let value = value.map({ Int($0.rounded()) }) else { return }
    gauges[metric] = gauges[metric].map { choose($0, value) } ?? value
  }

  /// The offset of a partition; -1 is none.
  private func offset(_ sample: MetricSample) -> Int? {
    sample.largest.flatMap { $0 >= 0 ? Int($0.rounded()) : nil }
  }

  /// What the source operators count.
  var source: HealthReading.Source {
    var source = HealthReading.Source()
    source.recordsIn = sums[.sourceRecords]?.wholeSum
    source.pendingRecords = sums[.pendingRecords]?.wholeSum
    source.idleTime = gauges[.sourceIdleTime].flatMap { $0 >= 0 ? $0 : nil }
    source.messageAge = gauges[.messageAge].flatMap { $0 >= 0 ? $0 : nil }
    source.watermarkLag = gauges[.watermarkLag]
    source.watermark = gauges[.watermark]
    source.partitions = positions
    return source
  }

  /// What the sink writers count.
  var sink: HealthReading.Sink {
    var sink = HealthReading.Sink()
    sink.recordsIn = sums[.sinkRecords]?.wholeSum
    return sink
  }
}
