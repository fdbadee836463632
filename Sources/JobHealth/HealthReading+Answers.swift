import JSONCoding

extension HealthReading {
  /// What these answers say.
  /// - Parameters:
  ///   - answers: Answers of one moment.
  ///   - readAt: That moment by our clock, in milliseconds since 1970.
  public init(_ answers: FlinkAnswers, readAt: Int) {
    self.init(readAt: readAt)
    if let job = answers.job { read(job: job) }
    if let overview = answers.overview, let id = FlinkAnswers.jobID(in: overview) {
      flinkID = flinkID ?? id
      state = state ?? overview["jobs"]?.array?.first { $0["jid"]?.string == id }?["state"]?.string
    }
    checkpoints = answers.checkpoints.flatMap(Checkpoints.init(answer:))
    failures = answers.exceptions.flatMap(Failures.init(answer:))
    for metric in answers.jobMetrics?.array ?? [] {
      switch metric["id"]?.string {
      case "numRestarts": restarts = metric["value"]?.count
      case "uptime": uptime = metric["value"]?.count
      default: break
      }
    }
    read(metrics: answers.vertexMetrics, of: answers.job)
  }

  private mutating func read(job: JSON) {
    flinkID = job["jid"]?.string
    state = job["state"]?.string
    flinkTime = job["now"]?.time
    stateSince = state.flatMap { job["timestamps"]?[$0]?.time }
    runningSince = job["timestamps"]?["RUNNING"]?.time
    if let nodes = job["plan"]?["nodes"]?.array {
      hasEventTime = nodes.contains { $0["description"]?.string?.contains("watermark=[") == true }
    }
    vertices = job["vertices"]?.array.map { $0.map(Vertex.init(answer:)) }
  }

  /// Reads the metrics of the vertices, and those of operators over all vertices.
  private mutating func read(metrics: [String: JSON], of job: JSON?) {
    var operators = OperatorMetrics()
    let ids = job.map { ($0["vertices"]?.array ?? []).map { $0["id"]?.string } } ?? []
    for (id, answer) in metrics {
      let samples = (answer.array ?? []).compactMap(MetricSample.init(answer:))
      operators.add(samples)
      if let index = ids.firstIndex(of: id), vertices?.indices.contains(index) == true {
        vertices?[index].read(samples)
      }
    }
    source = operators.source
    sink = operators.sink
  }
}

extension HealthReading.Vertex {
  /// A vertex in Flink's answer about the job.
  init(answer: JSON) {
    state = answer["status"]?.string
    parallelism = answer["parallelism"]?.count
    busyTime = answer["metrics"]?["accumulated-busy-time"]?.count
    idleTime = answer["metrics"]?["accumulated-idle-time"]?.count
    backpressuredTime = answer["metrics"]?["accumulated-backpressured-time"]?.count
    // Flink 1.17 answers with the time since 1970 for a vertex that never ran.
    let longest = Double(max(0, answer["duration"]?.whole ?? 0) + 60_000) * Double(parallelism ?? 1)
    if let busyTime, Double(busyTime) > longest { self.busyTime = nil }
  }

  /// Reads the metrics of the vertex, which are newer than the answer about the job.
  mutating func read(_ samples: [MetricSample]) {
    for sample in samples {
      switch sample.metric {
      case .busyTime:
        busyTime = sample.sum.map { Int($0.rounded()) }
        busiestTime = sample.largest.map { Int($0.rounded()) }
      case .idleTime: idleTime = sample.sum.map { Int($0.rounded()) }
      case .backpressuredTime: backpressuredTime = sample.sum.map { Int($0.rounded()) }
      case .busyPerSecond: busyPerSecond = sample.largest
      case .backpressuredPerSecond: backpressuredPerSecond = sample.largest
      default: break
      }
    }
  }
}
