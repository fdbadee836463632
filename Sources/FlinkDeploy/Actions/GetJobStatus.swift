import Alerting
import AliyunFlink
import DeploymentStore
import Deployments
import FoundationEssentials
import JSONCoding
import JobHealth
import PipelineTypes
import SQLLint

/// Implements `get_job_status`.
struct GetJobStatus {
  /// The members of this result beside those of every result.
  enum ResultKey: String, CaseIterable {
    case restarts
    case healthScore = "health_score"
    case failure
    case startedAt = "started_at"
    case endedAt = "ended_at"
    case asOf = "as_of"
    case stale
    case version, versions, alerts, health, jobs
    case nextCursor = "next_cursor"
  }

  /// The jobs of one list.
  static let pageSize = 50

  let application: Application
  let caller: Caller

  /// Runs the action.
  func run(_ arguments: JSONObject) async -> ActionResult {
    var result = await perform(arguments)
    result.echo(arguments)
    return result
  }

  private func perform(_ arguments: JSONObject) async -> ActionResult {
    do throws(Failure) {
      try arguments.requireNoNullCharacters()
      let query = try StatusQuery(arguments)
      let service = try application.deployments()
      do throws(OperationFailure) {
        switch query {
        case .job(let selector): return try await status(of: selector, arguments, service)
        case .list(let before): return try await list(before, service)
        }
      } catch { throw Failure(error) }
    } catch {
      return ActionResult(error)
    }
  }

  private func status(
    of selector: JobSelector, _ arguments: JSONObject, _ service: DeploymentService
  ) async throws(OperationFailure) -> ActionResult {
    let named = arguments[.waitFor]?.array?.compactMap { $0.string.flatMap(OperationStatus.init) }
    let wanted = named.map(Set.init)
    let timeout = Duration.seconds(arguments[.waitSeconds]?.double ?? 0)
    let polls = Counter()
    let report = try await service.report(selector, waitingFor: wanted, timeout: timeout) {
      [caller, voice = application.voice] report in
      let text = ProgressText.status(report.status, report.running?.report)
      caller.onProgress(polls.next(), 0, text.text(voice))
    }
    let observed = Duration.seconds(arguments[.observeSeconds]?.double ?? 0)
    let hasReached = wanted?.contains(report.status) != false
    return await result(of: report, service, hasReached: hasReached, observing: observed)
  }

  /// The result for a job whose status is known.
  /// - Parameters:
  ///   - report: What is known of the job.
  ///   - service: The deployment service.
  ///   - hasReached: Whether the job has a status that the caller waited for.
  ///   - observing: How long to watch the job before it is judged.
  ///   - checksArrival: Whether the newest message is looked up in the tables.
  func result(
    of report: JobReport, _ service: DeploymentService, hasReached: Bool = true, observing: Duration = .zero,
    checksArrival: Bool = true
  ) async -> ActionResult {
    async let versions = versions(of: report, service)
    async let alerts = alerts(of: report)
    let (observed, reading) = await service.observation(of: report, observing: observing)
    let reader = ArrivalReader(
      application: application, service: service, sqlRecordID: report.record?.sqlRecordID)
    let deadline = report.begin + observing + .seconds(9)
    let arrival = checksArrival ? await reader.read(observed, reading, until: deadline) : .notChecked
    let health = observed.beside(arrival)
    let namesTable = health.verdict == .notWriting || arrival.hasArrived == false
    let table = namesTable ? await table(of: report, service) : nil
    var result = ActionResult(report, hasReached: hasReached, health, table: table)
    result.add(health, arrival)
    result.add(await versions)
    if let alerts = await alerts { result.add(alerts) }
    return result
  }

  /// The open alerts of the deployment, those that opened first before the others; nil if the store cannot be asked.
  private func alerts(of report: JobReport) async -> [Alert]? {
    guard let id = report.record?.deploymentID ?? report.job?.deploymentID else { return [] }
    return try? await application.alertStore.openAlerts(of: id).map(\.alert)
  }

  /// The newest versions of the deployment; none if the store cannot be asked.
  private func versions(of report: JobReport, _ service: DeploymentService) async -> [DeploymentVersion] {
    guard let id = report.record?.deploymentID ?? report.job?.deploymentID else { return [] }
    return (try? await service.versions(ofDeployment: id, limit: 10)) ?? []
  }

  /// The first table that the job writes; nil if its SQL or the database is not known.
  private func table(of report: JobReport, _ service: DeploymentService) async -> TableName? {
    guard let database = application.settings.hologresDatabase, let id = report.record?.sqlRecordID,
      let sql = try? await service.sql(id)
    else { return nil }
    return SQLLint.hologresTables(in: sql, of: database).first
  }

  private func list(_ before: Int?, _ service: DeploymentService) async throws(OperationFailure) -> ActionResult {
    // One more than is shown says whether there are more.
    let jobs = try await service.listedJobs(before: before, limit: GetJobStatus.pageSize + 1)
    let shown = jobs.prefix(GetJobStatus.pageSize)
    return ActionResult(
      JobListing(Array(shown), now: Int(Date.now.timeIntervalSince1970 * 1000)),
      nextCursor: jobs.count > shown.count ? shown.last.map { "\($0.record.id)" } : nil)
  }
}
