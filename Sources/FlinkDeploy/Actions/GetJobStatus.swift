import AliyunFlink
import Deployments
import FoundationEssentials
import JSONCoding

/// `get_job_status`: what the cloud says of a job now.
struct GetJobStatus {
  /// The names of the arguments on the wire.
  enum Key: String, CaseIterable {
    case jobID = "job_id"
    case deploymentID = "deployment_id"
    case aliyunJobID = "aliyun_job_id"
    case waitFor = "wait_for"
    case waitSeconds = "wait_seconds"
  }

  /// What this result has beside what all have.
  enum ResultKey: String, CaseIterable {
    case restarts
    case healthScore = "health_score"
    case failure
    case startedAt = "started_at"
    case endedAt = "ended_at"
    case asOf = "as_of"
    case stale
  }

  let application: Application
  let caller: Caller

  func run(_ object: JSONObject) async -> ActionResult {
    do throws(OperationFailure) {
      try object.requireNoZeros()
      let selector = try GetJobStatus.selector(object)
      let named = object[Key.waitFor.rawValue]?.array?.compactMap { $0.string.flatMap(OperationStatus.init) }
      let wanted = named.map(Set.init) ?? Set(OperationStatus.allCases.filter { $0.isFinal || $0 == .running })
      let timeout = Duration.seconds(object[Key.waitSeconds.rawValue]?.double ?? 0)
      let service = try application.deployments()
      let polls = Counter()
      let report = try await service.report(selector, waitingFor: wanted, timeout: timeout) { report in
        caller.onProgress(
          polls.next(), 0, "\(report.status.rawValue): \(report.running?.message ?? "as the platform says")")
      }
      return GetJobStatus.result(report, hasReached: named == nil || wanted.contains(report.status))
    } catch {
      return ActionResult(error)
    }
  }

  private static func selector(_ object: JSONObject) throws(OperationFailure) -> JobSelector {
    let selectors = [
      object[Key.aliyunJobID.rawValue]?.int.map(JobSelector.aliyunJob),
      object[Key.jobID.rawValue]?.givenText.map(JobSelector.job),
      object[Key.deploymentID.rawValue]?.givenText.map(JobSelector.deployment),
    ].compactMap { $0 }
    guard let selector = selectors.first, selectors.count == 1 else {
      throw OperationFailure(
        code: "invalid_arguments", message: "get_job_status needs one of job_id, deployment_id and aliyun_job_id",
        remedy: "Pass exactly one of them")
    }
    return selector
  }

  private static func result(_ report: JobReport, hasReached: Bool) -> ActionResult {
    let facts = report.running?.operation.state.facts
    let identity = ActionResult.Identity(
      status: report.status,
      deploymentID: report.job?.deploymentID ?? facts?.deploymentID ?? report.record?.deploymentID,
      jobID: report.job?.id ?? facts?.jobID ?? report.record?.jobID, aliyunJobID: report.record?.id,
      sqlRecordID: report.record?.sqlRecordID,
      deploymentName: report.job?.deploymentName ?? report.record?.deploymentName)
    var warnings: [String] = []
    if let reason = report.staleReason {
      warnings.append("The cloud could not be asked, this is what the store knows: \(reason.message)")
    }
    if let restarts = report.job?.restarts, restarts > 0 { warnings.append("The job has restarted \(restarts) times") }
    if let successor = report.successor {
      warnings.append(
        "Its deployment has been started again since: job \(successor.id) is \(successor.state.rawValue); ask for that job_id"
      )
    }
    let outcome = outcome(report, hasReached)
    var result = ActionResult(outcome, identity, warnings: warnings, nextStep: nextStep(report, outcome, identity))
    func add(_ key: ResultKey, _ value: JSON) { result.add(key.rawValue, value) }
    add(.restarts, .optional(report.job?.restarts))
    add(.healthScore, .optional(report.job?.healthScore))
    add(.failure, .optional(report.failure))
    add(.startedAt, .optional(report.job?.startTime.map(timestamp)))
    add(.endedAt, .optional(report.job?.endTime.map(timestamp)))
    add(.asOf, .string(report.isStale ? report.record?.updatedAt ?? "" : Date.now.formatted(.iso8601)))
    add(.stale, .bool(report.isStale))
    return result
  }

  private static func outcome(_ report: JobReport, _ hasReached: Bool) -> ActionResult.Outcome {
    switch report.status {
    case .failed, .rolledBack: .failed
    case .running, .finished, .cancelled: hasReached ? .succeeded : .inProgress
    case .deployed where report.running == nil: hasReached ? .succeeded : .inProgress
    default: .inProgress
    }
  }

  private static func nextStep(
    _ report: JobReport, _ outcome: ActionResult.Outcome, _ identity: ActionResult.Identity
  ) -> NextStep? {
    let isOver = report.status.isFinal || report.status == .deployed
    return switch report.status {
    case .running: nil
    case _ where report.failure == JobReport.deleted, .rolledBack: .deployAnew
    case _ where report.successor != nil: report.successor.map { .askSuccessor(jobID: $0.id) }
    case _ where isOver && report.running == nil: identity.deploymentID.map(NextStep.start)
    default: identity.aliyunJobID.map(NextStep.askForRow) ?? identity.jobID.map(NextStep.askForJob)
    }
  }

  /// ISO 8601 in UTC, of epoch milliseconds.
  private static func timestamp(_ milliseconds: Int) -> String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
  }
}
