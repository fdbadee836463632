import AliyunFlink
import Deployments
import FoundationEssentials
import JSONCoding
import JobHealth
import PipelineTypes

extension ActionResult {
  /// The result of `get_job_status` for one job.
  /// - Parameters:
  ///   - report: What is known of the job.
  ///   - hasReached: Whether the job has a status that the caller waited for.
  ///   - health: The verdict on the job.
  ///   - table: The table that the job writes; nil if it is not known.
  init(_ report: JobReport, hasReached: Bool, _ health: HealthReport, table: TableName?) {
    let identity = Identity(report)
    let outcome = report.outcome(hasReached)
    self.init(
      outcome, identity, notes: report.callNotes.map(ResultNote.call),
      nextStep: report.nextStep(identity, health, table))
    add(.restarts, .optional(report.job?.restarts))
    add(.healthScore, .optional(report.job?.healthScore))
    let failure = report.failure
    add(GetJobStatus.ResultKey.failure.rawValue) { voice in .optional(failure?.text(voice)) }
    add(.startedAt, .optional(report.job?.startTime.map(timestamp)))
    add(.endedAt, .optional(report.job?.endTime.map(timestamp)))
    add(.asOf, .string(report.isStale ? report.record?.updatedAt ?? "" : Date.now.formatted(.iso8601)))
    add(.stale, .bool(report.isStale))
  }

  private mutating func add(_ key: GetJobStatus.ResultKey, _ value: JSON) { add(key.rawValue, value) }
}

extension ActionResult.Identity {
  /// The status and the IDs of a report.
  fileprivate init(_ report: JobReport) {
    let facts = report.running?.operation.state.facts
    self.init(
      status: report.status,
      deploymentID: report.job?.deploymentID ?? facts?.deploymentID ?? report.record?.deploymentID,
      jobID: report.job?.id ?? facts?.jobID ?? report.record?.jobID, aliyunJobID: report.record?.id,
      sqlRecordID: report.record?.sqlRecordID,
      deploymentName: report.job?.deploymentName ?? report.record?.deploymentName)
  }
}

extension JobReport {
  fileprivate func outcome(_ hasReached: Bool) -> ActionResult.Outcome {
    switch status {
    case .failed, .rolledBack: .failed
    case .running, .finished, .cancelled: hasReached && isDecided ? .succeeded : .inProgress
    case .deployed where running == nil: hasReached ? .succeeded : .inProgress
    default: .inProgress
    }
  }

  fileprivate var callNotes: [CallNote] {
    var notes: [CallNote] = []
    if let staleReason { notes.append(.stale(OperationFailure(staleReason).problem)) }
    if let obstacle = running?.obstacle { notes.append(.paused(obstacle)) }
    if let restarts = job?.restarts, restarts > 0 { notes.append(.restarted(restarts)) }
    if let successor { notes.append(.successor(jobID: successor.id, status: successor.state.rawValue)) }
    return notes
  }

  fileprivate func nextStep(
    _ identity: ActionResult.Identity, _ health: HealthReport, _ table: TableName?
  ) -> NextStep? {
    let isOver = status.isFinal || status == .deployed
    return switch status {
    case .running where running == nil:
      job.flatMap { NextStep(health, jobID: $0.id, deploymentID: $0.deploymentID, table: table) }
    case .running where isDecided: nil
    case _ where failure == .deletedFromPlatform, .rolledBack: .deployAgain
    case _ where successor != nil: successor.map { .checkSuccessor(jobID: $0.id) }
    case _ where isOver && running == nil: identity.deploymentID.map(NextStep.start)
    default: identity.aliyunJobID.map(NextStep.awaitRecord) ?? identity.jobID.map(NextStep.awaitJob)
    }
  }
}

/// ISO 8601 in UTC, of Unix time in milliseconds.
private func timestamp(_ milliseconds: Int) -> String {
  Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
}
