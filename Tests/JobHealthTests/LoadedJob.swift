import Testing

@testable import JobHealth

/// A job that reads messages at a steady pace, made by hand: its readings are as far apart as it says.
struct LoadedJob {
  var parallelism = 1
  var partitions = 4
  /// Messages that come in a second.
  var input = 500.0
  /// Messages that are read in a second.
  var read = 500.0
  /// How busy the busiest subtask is, in percent.
  var busy = 100.0
  /// Messages that wait at the first reading.
  var backlog = 50_000.0
  /// Whether Kafka was read; else Flink counts what waits.
  var hasEnds = true
  /// Since when the job runs, in milliseconds since 1970.
  var runningSince = 1_000_000
  var restarts = 0
  var restored = 0
  /// Seconds between two readings.
  var pause = 20

  /// So many readings, newest first, of which the oldest one is taken at this time.
  /// - Parameter begin: Milliseconds since 1970.
  func readings(_ count: Int, from begin: Int) -> [HealthReading] {
    (0..<count).map { reading(at: begin + $0 * pause * 1000, after: Double($0 * pause)) }.reversed()
  }

  private func reading(at time: Int, after seconds: Double) -> HealthReading {
    var reading = HealthReading(readAt: time)
    reading.flinkTime = time
    reading.state = "RUNNING"
    reading.runningSince = runningSince
    reading.uptime = time - runningSince
    reading.restarts = restarts
    reading.source.recordsIn = Int(1_000 + read * seconds)
    reading.sink.recordsIn = reading.source.recordsIn
    let milliseconds = 10_000 + Int(seconds * 1_000)
    var vertex = HealthReading.Vertex()
    vertex.state = "RUNNING"
    vertex.parallelism = parallelism
    vertex.busyTime = Int(Double(milliseconds * parallelism) * busy / 100)
    vertex.busiestTime = Int(Double(milliseconds) * busy / 100)
    vertex.idleTime = milliseconds * parallelism - (vertex.busyTime ?? 0)
    vertex.backpressuredTime = 0
    reading.vertices = [vertex]
    let waiting = max(0, backlog + (input - read) * seconds)
    for number in 0..<partitions {
      let position = (reading.source.recordsIn ?? 0) / partitions
      reading.source.partitions[.init(topic: "t", partition: number)] = .init(
        current: position - 1, committed: position)
    }
    if hasEnds {
      let position = (reading.source.recordsIn ?? 0) / partitions
      let ends = (0..<partitions).map { ($0, TopicEnds.Bounds(begin: 0, end: position + Int(waiting) / partitions)) }
      reading.topicEnds = TopicEnds(["t": Dictionary(uniqueKeysWithValues: ends)])
    } else {
      reading.source.pendingRecords = Int(waiting)
    }
    reading.checkpoints = .init()
    reading.checkpoints?.completed = 40
    reading.checkpoints?.failed = 0
    reading.checkpoints?.restored = restored
    reading.checkpoints?.lastCompleted = .init(id: 40, triggeredAt: time - 500, duration: 20)
    return reading
  }
}

extension [HealthReading] {
  /// The report on the newest one of these readings, which are newest first.
  func report(_ tuning: TuningLimits = TuningLimits()) throws -> HealthReport {
    let current = try #require(first)
    return HealthAssessment(
      platformStatus: "RUNNING", current: current, earlier: Array(dropFirst()), tuning: tuning
    ).report(now: current.readAt)
  }
}
