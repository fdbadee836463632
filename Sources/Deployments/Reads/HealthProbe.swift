import AliyunFlink
import JSONCoding
import JobHealth

/// Reads how a job is from Flink's REST API: the parts in parallel, each with its own fault.
///
/// A job of one task group costs six calls; of further groups the first two are read.
struct HealthProbe: Sendable {
  /// What was read, and what could not be.
  struct Outcome: Sendable {
    /// The reading; nil if Flink did not answer at all.
    var reading: HealthReading?
    /// Why parts are missing, each once.
    var faults: [HealthReason] = []
  }

  private static let mostVertices = 2

  /// Alibaba Cloud.
  let cloud: any Cloud
  /// The ID of the job on the platform.
  let jobID: String

  /// A reading of this moment.
  /// - Parameter now: The time in milliseconds since 1970.
  func read(now: Int) async -> Outcome {
    var outcome = Outcome()
    guard let overview = await answer("/jobs/overview", &outcome) else { return outcome }
    var answers = FlinkAnswers(overview: overview)
    if let id = FlinkAnswers.jobID(in: overview) { await readParts(of: id, &answers, &outcome) }
    outcome.reading = HealthReading(answers, readAt: now)
    return outcome
  }

  private func readParts(of id: String, _ answers: inout FlinkAnswers, _ outcome: inout Outcome) async {
    let metrics = FlinkMetrics.ofJob.joined(separator: ",")
    async let job = result("/jobs/\(id)")
    async let checkpoints = result("/jobs/\(id)/checkpoints")
    async let exceptions = result("/jobs/\(id)/exceptions?maxExceptions=16")
    async let jobMetrics = result("/jobs/\(id)/metrics?get=\(metrics)")
    var jobResult = await job
    if case .failure(let error) = jobResult, !error.isAccessDenied { jobResult = await result("/jobs/\(id)") }
    answers.job = outcome.value(of: jobResult)
    answers.checkpoints = outcome.value(of: await checkpoints)
    answers.exceptions = outcome.value(of: await exceptions)
    answers.jobMetrics = outcome.value(of: await jobMetrics)
    let vertices = answers.job.map(FlinkAnswers.vertexIDs) ?? []
    for vertex in vertices.prefix(HealthProbe.mostVertices) {
      let path = "/jobs/\(id)/vertices/\(vertex)/subtasks/metrics"
      guard let list = await answer(path, &outcome) else { continue }
      var values: [JSON] = []
      for query in FlinkMetrics.queries(for: FlinkMetrics.wanted(in: FlinkMetrics.names(in: list))) {
        values += await answer("\(path)?get=\(query)", &outcome)?.array ?? []
      }
      answers.vertexMetrics[vertex] = .array(values)
    }
  }

  private func answer(_ path: String, _ outcome: inout Outcome) async -> JSON? {
    outcome.value(of: await result(path))
  }

  private func result(_ path: String) async -> Result<JSON, FlinkAPIError> {
    switch await cloud.perform(.readFlink(jobID: jobID, path: path)) {
    case .flink(let json): .success(json)
    case .failed(let error): .failure(error)
    default: .success(.null)
    }
  }
}

extension HealthProbe.Outcome {
  /// The answer; a failure is noted once.
  fileprivate mutating func value(of result: Result<JSON, FlinkAPIError>) -> JSON? {
    switch result {
    case .success(let json): return json
    case .failure(let error):
      let problem = OperationFailure(error)
      let fault: HealthReason =
        error.isAccessDenied ? .callRefused(operation: "FlinkApiProxy") : .flinkUnreachable(reason: problem.code)
      if !faults.contains(fault) { faults.append(fault) }
      return nil
    }
  }
}
