import Alerting
import DeploymentStore
import Deployments
import JSONCoding
import JSONRPC
import ModelContextProtocol

/// The recorded jobs and their SQL scripts, as resources.
struct JobResources: ResourceProvider {
  private static let jobPrefix = "flink-deploy://jobs/"
  private static let sqlPrefix = "flink-deploy://sql/"
  private static let pageSize = 50
  /// How often the status of a job is read that a client subscribes to.
  private static let interval = Duration.seconds(1)

  let application: Application

  private var voice: Voice { application.voice }

  var templates: [ResourceTemplate] {
    [
      ResourceTemplate(
        uriTemplate: "flink-deploy://jobs/{aliyun_job_id}", variable: "aliyun_job_id", name: "job",
        title: ResourceLabel.jobFamily.text(voice), description: ResourceLabel.jobFamilyDescription.text(voice),
        mimeType: "application/json"),
      ResourceTemplate(
        uriTemplate: "flink-deploy://sql/{sql_record_id}", variable: "sql_record_id", name: "sql",
        title: ResourceLabel.sqlFamily.text(voice), description: ResourceLabel.sqlFamilyDescription.text(voice),
        mimeType: "application/sql"),
    ]
  }

  private func job(_ record: JobRecord) -> Resource {
    Resource(
      uri: "\(JobResources.jobPrefix)\(record.id)", name: "job-\(record.id)",
      title: record.deploymentName ?? ResourceLabel.job(record.id).text(voice),
      description: ResourceLabel.recordedJob(record.status, record.updatedAt).text(voice), mimeType: "application/json",
      lastModified: record.updatedAt)
  }

  private func sql(_ id: Int) -> Resource {
    Resource(
      uri: "\(JobResources.sqlPrefix)\(id)", name: "sql-\(id)", title: ResourceLabel.sql(id).text(voice),
      description: ResourceLabel.sqlDescription.text(voice), mimeType: "application/sql")
  }

  func list(cursor: String?) async throws(RPCError) -> (resources: [Resource], next: String?) {
    var before: Int?
    if let cursor {
      guard let id = Int(cursor), id > 0 else { throw .invalidParams("Unknown cursor") }
      before = id
    }
    // Clients list at once, also before the settings are complete; the tools and `doctor` say what is missing.
    guard (try? application.deployments()) != nil else { return ([], nil) }
    let records = try await read { service throws(OperationFailure) in
      try await service.jobs(before: before, limit: JobResources.pageSize)
    }
    // A job that was started again has the script of its first start.
    var scripts: Set<Int> = []
    let resources = records.flatMap { record in
      let script = record.sqlRecordID.flatMap { scripts.insert($0).inserted ? sql($0) : nil }
      return [job(record), script].compactMap { $0 }
    }
    let isFull = records.count == JobResources.pageSize
    return (resources, isFull ? records.last.map { "\($0.id)" } : nil)
  }

  func read(_ uri: String) async throws(RPCError) -> ResourceText? {
    if let id = JobResources.id(in: uri, JobResources.jobPrefix) {
      let known = try await read { service throws(OperationFailure) in try await service.record(.aliyunJob(id)) }
      guard known != nil else { return nil }
      let caller = Caller(client: nil, hasCancelled: { false }, onProgress: { _, _, _ in })
      let arguments: JSONObject = [Argument.aliyunJobID.rawValue: .int(id)]
      let result = await GetJobStatus(application: application, caller: caller).run(arguments)
      return ResourceText(
        mimeType: "application/json", text: JSON.object(result.document(voice)).prettyText, isImmutable: false)
    }
    guard let id = JobResources.id(in: uri, JobResources.sqlPrefix) else { return nil }
    let sql = try await read { service throws(OperationFailure) in try await service.sql(id) }
    return sql.map { ResourceText(mimeType: "application/sql", text: $0, isImmutable: true) }
  }

  func completions(
    of template: ResourceTemplate, _ prefix: String
  ) async throws(RPCError) -> (values: [String], total: Int) {
    let records = try await read { service throws(OperationFailure) in try await service.jobs() }
    let ids = template.name == "job" ? records.map(\.id) : records.compactMap(\.sqlRecordID)
    let values = Set(ids).sorted(by: >).map(String.init).filter { $0.hasPrefix(prefix) }
    return (values, values.count)
  }

  func changes(of uri: String) async -> AsyncStream<Void>? {
    guard let id = JobResources.id(in: uri, JobResources.jobPrefix), let service = try? application.deployments(),
      let known = try? await service.record(.aliyunJob(id))
    else { return nil }
    let alertsBefore = await alerts(of: known)
    let (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let watch = Task {
      var last = known.status
      var lastAlerts = alertsBefore
      while !Task.isCancelled {
        try? await Task.sleep(for: JobResources.interval)
        let alerts = await alerts(of: known)
        let haveAlertsChanged = alerts != nil && lastAlerts != nil && alerts != lastAlerts
        if let alerts { lastAlerts = alerts }
        let report = try? await service.report(.aliyunJob(id))
        let hasStatusChanged = report.map { $0.status != last } ?? false
        guard hasStatusChanged || haveAlertsChanged else { continue }
        last = report?.status ?? last
        change.yield()
      }
    }
    // Ends with the subscription.
    change.onTermination = { _ in watch.cancel() }
    return changes
  }

  /// The open alerts of a job's deployment, as far as a change of them is news; nil if the store cannot be asked.
  private func alerts(of record: JobRecord) async -> [String]? {
    guard let id = record.deploymentID else { return [] }
    return try? await application.alertStore.openAlerts(of: id).map { "\($0.id) \($0.alert.rule) \($0.alert.state)" }
  }

  /// The number after `prefix`; nil for any other URI.
  private static func id(in uri: String, _ prefix: String) -> Int? {
    guard uri.hasPrefix(prefix) else { return nil }
    let digits = uri.dropFirst(prefix.count)
    guard (1...18).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits.first != "0" else {
      return nil
    }
    return Int(digits)
  }

  private func read<Value: Sendable>(
    _ body: (DeploymentService) async throws(OperationFailure) -> Value
  ) async throws(RPCError) -> Value {
    let service: DeploymentService
    do throws(Failure) { service = try application.deployments() } catch { throw RPCError(error, voice) }
    do throws(OperationFailure) { return try await body(service) } catch { throw RPCError(Failure(error), voice) }
  }
}

extension RPCError {
  /// The error of a request that is not a tool call.
  init(_ failure: Failure, _ voice: Voice) { self = .internalError(failure.text(voice)) }
}
