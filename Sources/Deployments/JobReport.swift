public import AliyunFlink
import Logging

/// What is known of a job: what the cloud says now, or, when it cannot be asked, what the store knows.
public struct JobReport: Sendable {
  /// The store's row; nil for a job that this tool has nothing to do with.
  public var record: JobRecord?
  /// What the cloud says; nil when it could not be asked or there is no job yet.
  public var job: Job?
  /// Where it is.
  public var status: OperationStatus
  /// The operation that is running on it.
  public var running: OperationSnapshot?
  /// Whether this is only what the store knows.
  public var isStale: Bool
  /// Why the cloud could not be asked.
  public var staleReason: FlinkAPIError?
  /// Why it failed.
  public var failure: String?
  /// The active job that the deployment has since; a restart by hand has a new id.
  public var successor: Job?

  /// The failure of what somebody has deleted by hand.
  public static let deleted = "It was deleted from the platform"
}

extension DeploymentService {
  /// What is known of the job that `selector` names.
  ///
  /// The store says which job is meant, the cloud says how it is; a job that the store does not know is asked of the
  /// cloud alone.
  /// - Throws: ``OperationFailure`` when there is no such job, or neither store nor cloud can be asked.
  public func report(_ selector: JobSelector) async throws(OperationFailure) -> JobReport {
    var record: JobRecord?
    var storeError: StoreError?
    do throws(StoreError) { record = try await store.job(selector) } catch { storeError = error }
    if let record, let running = await runningOperation(on: record) {
      return JobReport(
        record: record, job: nil, status: running.status, running: running, isStale: false, failure: nil)
    }
    if let record, record.status == .rolledBack {
      // Nothing of it is left in the cloud that could be asked about.
      return JobReport(
        record: record, job: nil, status: .rolledBack, isStale: false, failure: record.errorMessage)
    }
    guard let call = DeploymentService.call(for: selector, record) else {
      if let storeError { throw OperationFailure(storeError) }
      guard let record else { throw DeploymentService.notFound(selector) }
      return JobReport(record: record, job: nil, status: record.status, isStale: false, failure: record.errorMessage)
    }
    return try await report(call, selector, record, storeError)
  }

  private func runningOperation(on record: JobRecord) async -> OperationSnapshot? {
    if let live = liveSnapshot(onJob: record.id), live.operation.state.phase != .done { return live }
    if let taken = try? await takeOver(onJob: record.id).first { return OperationSnapshot(taken) }
    guard let stored = try? await store.operation(onJob: record.id) else { return nil }
    let snapshot = OperationSnapshot(stored)
    return stored.state.phase == .done ? nil : snapshot
  }

  /// What to ask the cloud; nil when it never gave an id.
  private static func call(for selector: JobSelector, _ record: JobRecord?) -> RemoteCall? {
    if case .job(let id) = selector { return .readJob(id) }
    if case .deployment(let id) = selector { return .listJobs(deploymentID: id) }
    if let id = record?.jobID { return .readJob(id) }
    return record?.deploymentID.map { .listJobs(deploymentID: $0) }
  }

  private func report(
    _ call: RemoteCall, _ selector: JobSelector, _ record: JobRecord?, _ storeError: StoreError?
  ) async throws(OperationFailure) -> JobReport {
    let job: Job?
    switch await cloud.perform(call) {
    case .job(let answer): job = answer
    case .jobs(let jobs): job = jobs.first { !$0.state.isTerminal } ?? jobs.first
    case .failed(let error):
      guard let record else { throw error.isNotFound ? DeploymentService.notFound(selector) : OperationFailure(error) }
      if error.isNotFound {
        do throws(StoreError) {
          try await store.observe(record.id, jobID: nil, status: .cancelled, errorMessage: JobReport.deleted)
        } catch {
          logger.debug("The status was not stored", metadata: ["error": "\(error)"])
        }
        return JobReport(record: record, job: nil, status: .cancelled, isStale: false, failure: JobReport.deleted)
      }
      return JobReport(
        record: record, job: nil, status: record.status, isStale: true, staleReason: error, failure: record.errorMessage
      )
    default: job = nil
    }
    let status = job.map { OperationStatus($0.state) } ?? .deployed
    if let record, record.status != status || record.jobID != job?.id, job != nil {
      do throws(StoreError) {
        try await store.observe(record.id, jobID: job?.id, status: status, errorMessage: job?.failure)
      } catch {
        logger.debug("The status was not stored", metadata: ["error": "\(error)"])
      }
    }
    return JobReport(
      record: record, job: job, status: status, isStale: false, failure: job?.failure,
      successor: await successor(of: job))
  }

  /// The job that runs in place of one that has ended.
  private func successor(of job: Job?) async -> Job? {
    guard let job, job.state.isTerminal,
      case .jobs(let jobs) = await cloud.perform(.listJobs(deploymentID: job.deploymentID))
    else { return nil }
    return jobs.first { !$0.state.isTerminal && $0.id != job.id }
  }

  static func notFound(_ selector: JobSelector) -> OperationFailure {
    let what =
      switch selector {
      case .aliyunJob(let id): "aliyun_job_id \(id)"
      case .job(let id): "job \(id)"
      case .deployment(let id): "deployment \(id)"
      case .name(let name): "deployment called '\(name)'"
      }
    return OperationFailure(
      code: "not_found", message: "There is no \(what)",
      remedy: "Check the id; 'flink-deploy status' without an argument lists every job in the store")
  }

  /// Reports until the status is one of `wanted`, at most for `timeout`.
  /// - Throws: ``OperationFailure`` as ``report(_:)`` does.
  public func report(
    _ selector: JobSelector, waitingFor wanted: Set<OperationStatus>, timeout: Duration,
    onProgress: @escaping @Sendable (JobReport) -> Void
  ) async throws(OperationFailure) -> JobReport {
    let deadline = ContinuousClock.now + timeout
    var interval = limits.pollFloor
    while true {
      let report = try await report(selector)
      onProgress(report)
      let left = deadline - ContinuousClock.now
      // A status that is stored while an operation runs may be about to change; it counts once the operation is over.
      let isWanted = wanted.contains(report.status) && (report.running == nil || !report.status.isFinal)
      if isWanted || left <= .zero || Task.isCancelled { return report }
      try? await clock.sleep(for: min(interval, left))
      // Whoever ends this process wants what is known, not the error of a question that was cut off.
      if Task.isCancelled { return report }
      interval = min(interval * 3 / 2, limits.pollCeiling)
    }
  }

  /// Jobs of the store, newest first: those before row `id`, or from the newest on.
  /// - Throws: ``OperationFailure``.
  public func jobs(before id: Int? = nil, limit: Int = 1000) async throws(OperationFailure) -> [JobRecord] {
    do throws(StoreError) { return try await store.jobs(before: id, limit: limit) } catch {
      throw OperationFailure(error)
    }
  }

  /// A job of the store; nil when there is none.
  /// - Throws: ``OperationFailure``.
  public func record(_ selector: JobSelector) async throws(OperationFailure) -> JobRecord? {
    do throws(StoreError) { return try await store.job(selector) } catch { throw OperationFailure(error) }
  }
}

extension DeploymentService {
  /// Whether the cloud has a deployment of this id.
  /// - Throws: ``OperationFailure`` when the cloud cannot be asked.
  public func exists(deploymentID: String) async throws(OperationFailure) -> Bool {
    switch await cloud.perform(.readDeployment(deploymentID)) {
    case .failed(let error) where error.isNotFound: return false
    case .failed(let error): throw OperationFailure(error)
    default: return true
    }
  }
}

extension DeploymentService {
  /// Makes sure that there is such a thing before an operation on it is journaled.
  /// - Throws: ``OperationFailure`` of code `not_found` when neither store nor cloud knows it.
  public func requireKnown(_ selector: JobSelector) async throws(OperationFailure) {
    do throws(StoreError) {
      if try await store.job(selector) != nil { return }
    } catch { throw OperationFailure(error) }
    let answer =
      switch selector {
      case .job(let id): await cloud.perform(.readJob(id))
      case .deployment(let id): await cloud.perform(.readDeployment(id))
      case .aliyunJob, .name: RemoteAnswer.done
      }
    guard case .failed(let error) = answer else { return }
    throw error.isNotFound ? DeploymentService.notFound(selector) : OperationFailure(error)
  }

  /// Whether `id` is a deployment's, by the store, else by the cloud; ids of jobs look alike.
  public func isDeployment(_ id: String) async -> Bool {
    if let known = try? await store.job(.deployment(id)), known.deploymentID == id { return true }
    if let known = try? await store.job(.job(id)), known.jobID == id { return false }
    return (try? await exists(deploymentID: id)) ?? false
  }
}
