import AliyunFlink
import Logging

extension DeploymentService {
  /// The most reports that ask Alibaba Cloud at the same time: enough for the rate limit, with a short queue.
  static let mostReports = 24
  /// The longest wait of a report for its turn.
  static let reportTime = Duration.seconds(4)
  private static let leastReportTime = Duration.milliseconds(500)

  /// The current state of the job that `selector` names.
  ///
  /// The store says which job is meant, and Alibaba Cloud says its state. Alibaba Cloud alone answers for a job without a
  /// record. While too many reports wait, the record alone answers, and the report is stale.
  /// - Throws: ``OperationFailure`` when the job does not exist, or neither store nor Alibaba Cloud is available.
  public func report(_ selector: JobSelector) async throws(OperationFailure) -> JobReport {
    let begin = ContinuousClock.now
    var report = try await report(selector, since: begin)
    report.begin = begin
    return report
  }

  private func report(
    _ selector: JobSelector, since begin: ContinuousClock.Instant
  ) async throws(OperationFailure) -> JobReport {
    var record: JobRecord?
    var storeError: StoreError?
    do throws(StoreError) { record = try await store.job(selector) } catch { storeError = error }
    if let record, let running = await runningOperation(on: record) { return await report(running, record) }
    // Without its database, this process still knows what it drives.
    if record == nil, let running = liveSnapshot(selector), running.outcome == .inProgress {
      return await report(running, nil)
    }
    if let record, record.status == .rolledBack {
      // Alibaba Cloud has nothing of it any more.
      return JobReport(
        record: record, job: nil, status: .rolledBack, isStale: false, failure: record.failure)
    }
    guard let call = DeploymentService.call(for: selector, record) else {
      if let storeError { throw OperationFailure(storeError) }
      guard let record else { throw OperationFailure(.notFound(selector)) }
      return JobReport(record: record, job: nil, status: record.status, isStale: false, failure: record.failure)
    }
    return try await report(call, selector, record, since: begin)
  }

  /// The report of an operation in progress, with the state that Alibaba Cloud reports of its job.
  ///
  /// Another process may drive the operation, or may have ended before it wrote what its last call did.
  private func report(_ running: OperationSnapshot, _ record: JobRecord?) async -> JobReport {
    let state = running.operation.state
    var report = JobReport(
      record: record, job: nil, status: running.status, running: running, isStale: false, failure: nil)
    let isDrivenHere = liveSnapshot(.aliyunJob(running.operation.aliyunJobID)) != nil && running.obstacle == nil
    // While it waits for messages, the operation does not say how the job is.
    guard !isDrivenHere || state.phase.step == .watchJob, !state.phase.isUndo,
      let jobID = state.facts.jobID ?? running.operation.request.jobID
    else {
      return report
    }
    switch await cloud.perform(.readJob(jobID)) {
    case .job(let job):
      report.job = job
      // Until its end, an update is what happens to the deployment.
      if case .update = running.operation.request, running.outcome == .inProgress { break }
      report.status = OperationStatus(job.state)
      report.failure = job.failure.map(JobFailure.said)
    case .failed(let error) where !error.isNotFound:
      report.isStale = true
      report.staleReason = error
    default: break
    }
    return report
  }

  private func runningOperation(on record: JobRecord) async -> OperationSnapshot? {
    if let live = liveSnapshot(onJob: record.id), live.operation.state.phase != .done { return live }
    if let taken = try? await takeOver(onJob: record.id).first { return OperationSnapshot(taken) }
    guard let stored = try? await store.operation(onJob: record.id) else { return nil }
    let snapshot = OperationSnapshot(stored)
    return stored.state.phase == .done ? nil : snapshot
  }

  /// The call that reads the job; nil when Alibaba Cloud never gave an ID.
  private static func call(for selector: JobSelector, _ record: JobRecord?) -> RemoteCall? {
    if case .job(let id) = selector { return .readJob(id) }
    if case .deployment(let id) = selector { return .listJobs(deploymentID: id) }
    if let id = record?.jobID { return .readJob(id) }
    return record?.deploymentID.map { .listJobs(deploymentID: $0) }
  }

  private func report(
    _ call: RemoteCall, _ selector: JobSelector, _ record: JobRecord?, since begin: ContinuousClock.Instant
  ) async throws(OperationFailure) -> JobReport {
    let answer: RemoteAnswer
    if let record {
      // Also after a slow store, the job that was asked for the longest ago gets its turn.
      let patience = max(DeploymentService.leastReportTime, DeploymentService.reportTime - (.now - begin))
      let turn = await reportTurns.turn(of: "\(record.id)", within: patience) { await cloud.perform(call) }
      guard case .had(let found) = turn else {
        return JobReport(record: record, job: nil, status: record.status, isStale: true, failure: record.failure)
      }
      answer = found
    } else {
      answer = await cloud.perform(call)
    }
    let job: Job?
    switch answer {
    case .job(let answer): job = answer
    case .jobs(let jobs): job = jobs.first { !$0.state.isTerminal } ?? jobs.first
    case .failed(let error):
      guard let record else { throw error.isNotFound ? OperationFailure(.notFound(selector)) : OperationFailure(error) }
      if error.isNotFound {
        await observe(record, jobID: nil, .cancelled, describe(.deletedFromPlatform))
        return JobReport(record: record, job: nil, status: .cancelled, isStale: false, failure: .deletedFromPlatform)
      }
      return JobReport(
        record: record, job: nil, status: record.status, isStale: true, staleReason: error, failure: record.failure)
    default: job = nil
    }
    let status = job.map { OperationStatus($0.state) } ?? .deployed
    if let record, let job, record.status != status || record.jobID != job.id {
      await observe(record, jobID: job.id, status, job.failure)
    }
    return JobReport(
      record: record, job: job, status: status, isStale: false, failure: job?.failure.map(JobFailure.said),
      successor: await successor(of: job))
  }

  /// Writes the status that Alibaba Cloud reports; a report does not fail because of the store.
  private func observe(_ record: JobRecord, jobID: String?, _ status: OperationStatus, _ message: String?) async {
    do throws(StoreError) {
      try await store.observe(record.id, jobID: jobID, status: status, errorMessage: message)
    } catch {
      logger.debug("The status was not stored", metadata: ["error": "\(error)"])
    }
  }

  /// The job that runs in place of one that has ended.
  private func successor(of job: Job?) async -> Job? {
    guard let job, job.state.isTerminal,
      case .jobs(let jobs) = await cloud.perform(.listJobs(deploymentID: job.deploymentID))
    else { return nil }
    return jobs.first { !$0.state.isTerminal && $0.id != job.id }
  }
}

extension JobRecord {
  fileprivate var failure: JobFailure? { errorMessage.map(JobFailure.recorded) }
}
