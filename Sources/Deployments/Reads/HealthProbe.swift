import AliyunFlink
import JSONCoding
import JobHealth

/// Reads how a job is from Flink's REST API: the parts in parallel, each with its own fault.
///
/// A job of one task group costs seven calls, and six if Flink's ID of it is known; of further groups the first two are
/// read. On a machine under load, Flink fetches metrics late and answers with none. The probe then waits for a moment
/// before it asks for them, and asks once more if that keeps it within seven calls: with `GetJob`, a status has eight.
struct HealthProbe: Sendable {
  /// What was read, and what could not be.
  struct Outcome: Sendable {
    /// The reading; nil if Flink did not answer at all.
    var reading: HealthReading?
    /// Why parts are missing, each once.
    var faults: [HealthReason] = []
  }

  private static let mostVertices = 2
  private static let mostCalls = 7
  /// How long Flink may take to fetch metrics that it was asked for.
  private static let fetchTime = Duration.seconds(1)

  /// Alibaba Cloud.
  let cloud: any Cloud
  /// The ID of the job on the platform.
  let jobID: String
  /// Flink's ID of the job by an earlier reading; nil if it is not known.
  let flinkID: String?
  /// The clock of all waits.
  let clock: any Clock<Duration>

  /// A reading of this moment.
  /// - Parameter now: The time in milliseconds since 1970.
  func read(now: Int) async -> Outcome {
    var known = Attempt()
    if let flinkID {
      await readParts(of: flinkID, &known)
      if known.hasFoundJob || known.outcome.isRefused { return known.result(now: now) }
    }
    // An ID that Flink does not know any more is looked up again.
    var attempt = Attempt(calls: known.calls)
    guard let overview = await answer("/jobs/overview", &attempt) else { return attempt.outcome }
    attempt.answers.overview = overview
    if let id = FlinkAnswers.jobID(in: overview) { await readParts(of: id, &attempt) }
    return attempt.result(now: now)
  }

  /// What one attempt to read a job comes to.
  private struct Attempt {
    var calls = 0
    var answers = FlinkAnswers()
    var outcome = Outcome()

    /// Whether Flink knows the job.
    var hasFoundJob: Bool { answers.job?["state"] != nil || answers.checkpoints?["counts"] != nil }

    func result(now: Int) -> Outcome {
      var outcome = outcome
      outcome.reading = HealthReading(answers, readAt: now)
      return outcome
    }
  }

  private func readParts(of id: String, _ attempt: inout Attempt) async {
    let metrics = FlinkMetrics.ofJob.joined(separator: ",")
    async let job = result("/jobs/\(id)")
    async let checkpoints = result("/jobs/\(id)/checkpoints")
    async let exceptions = result("/jobs/\(id)/exceptions?maxExceptions=16")
    async let jobMetrics = result("/jobs/\(id)/metrics?get=\(metrics)")
    attempt.calls += 4
    attempt.answers.checkpoints = attempt.outcome.value(of: await checkpoints)
    attempt.answers.exceptions = attempt.outcome.value(of: await exceptions)
    attempt.answers.jobMetrics = attempt.outcome.value(of: await jobMetrics)
    var jobResult = await job
    if case .failure(let error) = jobResult, !error.isAccessDenied, id != flinkID || attempt.hasFoundJob {
      jobResult = await result("/jobs/\(id)")
      attempt.calls += 1
    }
    attempt.answers.job = attempt.outcome.value(of: jobResult)
    // The first request of a while makes Flink fetch metrics, and is answered before it has them.
    if attempt.answers.lacksDueMetrics { await pause() }
    let vertices = attempt.answers.job.map(FlinkAnswers.vertexIDs) ?? []
    for vertex in vertices.prefix(HealthProbe.mostVertices) { await readMetrics(of: vertex, id, &attempt) }
  }

  private func readMetrics(of vertex: String, _ id: String, _ attempt: inout Attempt) async {
    let path = "/jobs/\(id)/vertices/\(vertex)/subtasks/metrics"
    guard var list = await answer(path, &attempt) else { return }
    // The values cost one more call.
    if list.array?.isEmpty == true, attempt.answers.hasDueMetrics, attempt.calls + 2 <= HealthProbe.mostCalls {
      await pause()
      list = await answer(path, &attempt) ?? list
    }
    var values: [JSON] = []
    for query in FlinkMetrics.queries(for: FlinkMetrics.wanted(in: FlinkMetrics.names(in: list))) {
      values += await answer("\(path)?get=\(query)", &attempt)?.array ?? []
    }
    attempt.answers.vertexMetrics[vertex] = .array(values)
  }

  private func pause() async { try? await clock.sleep(for: HealthProbe.fetchTime) }

  private func answer(_ path: String, _ attempt: inout Attempt) async -> JSON? {
    attempt.calls += 1
    return attempt.outcome.value(of: await result(path))
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
  /// Whether the user may not read what Flink says.
  fileprivate var isRefused: Bool {
    faults.contains { if case .callRefused = $0 { true } else { false } }
  }

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
