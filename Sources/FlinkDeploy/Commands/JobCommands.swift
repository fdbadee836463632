import ArgumentParser
import Deployments
import JSONCoding

/// `flink-deploy start`.
struct Start: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Start a deployment, restoring its latest state.")

  @Argument(help: "The deployment's id or name, or a row's number.") var id: String
  @Option(help: "LATEST_STATE, LATEST_SAVEPOINT, FROM_SAVEPOINT or NONE (state is discarded).") var restoreStrategy:
    String?
  @Option(help: "With --restore-strategy FROM_SAVEPOINT.") var savepointID: String?
  @Option(help: "Seconds to wait for RUNNING.") var wait: Double = 600
  @OptionGroup var output: OutputOptions

  func validate() throws { try ArgumentCheck.check(wait: wait) }

  func run() async throws {
    var arguments: JSONObject = [
      StartJob.Key.waitSeconds.rawValue: .number(JSONNumber(wait))
    ]
    arguments[StartJob.Key.restoreStrategy.rawValue] = restoreStrategy.map(JSON.string)
    arguments[StartJob.Key.savepointID.rawValue] = savepointID.map(JSON.string)
    arguments[StartJob.Key.deploymentID.rawValue] = .string(id)
    try ArgumentCheck.check(arguments, tool: "start_job")
    let session = try CommandSession.start()
    try session.requireChangesAllowed()
    try await session.run(output) { [arguments] application, caller in
      var arguments = arguments
      let known = await Subject(id, application)
      arguments[StartJob.Key.deploymentID.rawValue] = .string(known.deploymentID ?? id)
      return await StartJob(application: application, caller: caller).run(arguments)
    }
  }
}

/// `flink-deploy stop`.
struct Stop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Stop a job, keeping its state in a savepoint.")

  @Argument(help: "The job's id, its deployment's id or name, or its row's number.") var id: String
  @Option(help: "STOP_WITH_SAVEPOINT, STOP_WITH_DRAIN or NONE (no new state is kept).") var stopStrategy: String?
  @Option(help: "Seconds to wait for CANCELLED.") var wait: Double = 600
  @OptionGroup var output: OutputOptions

  func validate() throws { try ArgumentCheck.check(wait: wait) }

  func run() async throws {
    var arguments: JSONObject = [StopJob.Key.waitSeconds.rawValue: .number(JSONNumber(wait))]
    arguments[StopJob.Key.stopStrategy.rawValue] = stopStrategy.map(JSON.string)
    try ArgumentCheck.check(arguments, tool: "stop_job")
    let session = try CommandSession.start()
    try session.requireChangesAllowed()
    try await session.run(output) { [arguments] application, caller in
      var arguments = arguments
      let known = await Subject(id, application)
      let key: StopJob.Key = known.isDeployment ? .deploymentID : .jobID
      arguments[key.rawValue] = .string((known.isDeployment ? known.deploymentID : known.jobID) ?? id)
      return await StopJob(application: application, caller: caller).run(arguments)
    }
  }
}

/// `flink-deploy status`.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell how a job is, as the cloud says now; without an id, every job in the store.")

  @Argument(help: "The id of a job, the id or name of a deployment, or a row's number (aliyun_job_id).") var id: String?
  @Flag(help: "Go on until it runs or has ended.") var watch = false
  @Flag(help: "List every effect on the cloud, failure and refusal about it, with the platform's request ids.")
  var history = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if history && id == nil { throw ValidationError("--history: name the job, its deployment or its row") }
    if watch && id == nil { throw ValidationError("--watch: name the job, its deployment or its row") }
  }

  func run() async throws {
    let session = try CommandSession.start()
    guard let id else { return try await list(session) }
    if history { return try await list(historyOf: id, session) }
    try await session.run(output) { application, caller in
      var arguments = JSONObject()
      if let number = Int(id) {
        arguments[GetJobStatus.Key.aliyunJobID.rawValue] = .int(number)
      } else {
        let known = await Subject(id, application)
        let key: GetJobStatus.Key = known.isDeployment ? .deploymentID : .jobID
        arguments[key.rawValue] = .string((known.isDeployment ? known.deploymentID : known.jobID) ?? id)
      }
      if watch { arguments[GetJobStatus.Key.waitSeconds.rawValue] = 3600 }
      return await GetJobStatus(application: application, caller: caller).run(arguments)
    }
  }

  private func list(_ session: CommandSession) async throws {
    do throws(OperationFailure) {
      let jobs = try await session.application.deployments().jobs()
      if output.json { return print(JSON.array(jobs.map(\.json)).prettyText) }
      let rows = jobs.map { job in
        [
          "\(job.id)", job.status.rawValue, job.deploymentName ?? "", job.deploymentID ?? "", job.jobID ?? "",
          job.updatedAt,
        ]
      }
      print(ResultTable.rows(["ROW", "STATUS", "NAME", "DEPLOYMENT", "JOB", "UPDATED"], rows))
    } catch {
      printError("flink-deploy: \(error.message). \(error.remedy).")
      throw ExitCode(1)
    }
  }
}

extension Status {
  private func list(historyOf id: String, _ session: CommandSession) async throws {
    do throws(OperationFailure) {
      let service = try session.application.deployments()
      let known = await Subject(id, session.application)
      let entries = try await service.history(
        known.row.map(JobSelector.aliyunJob)
          ?? (known.isDeployment ? .deployment(known.deploymentID ?? id) : .job(known.jobID ?? id)))
      if output.json { return print(JSON.array(entries.map(\.json)).prettyText) }
      let rows = entries.map { entry in
        [
          entry.time, entry.kind, entry.operation, entry.error ?? "ok", entry.client ?? "", entry.requestID ?? "",
        ]
      }
      print(ResultTable.rows(["TIME", "KIND", "OPERATION", "RESULT", "CLIENT", "REQUEST"], rows))
    } catch {
      printError("flink-deploy: \(error.message). \(error.remedy).")
      throw ExitCode(1)
    }
  }
}

extension AuditEntry {
  fileprivate var json: JSON {
    [
      "time": .string(time), "kind": .string(kind), "operation": .string(operation), "client": .optional(client),
      "request_id": .optional(requestID), "error": .optional(error),
    ]
  }
}

/// What a person named: a row by its number, a deployment by its name or id, or a job by its id, which looks alike.
private struct Subject {
  var row: Int?
  var jobID: String?
  var deploymentID: String?
  var isDeployment = false

  /// Whatever cannot be found out now is taken for the id of a job.
  init(_ text: String, _ application: Application) async {
    guard let service = try? application.deployments() else { return }
    let selector = Int(text).map(JobSelector.aliyunJob) ?? .name(text)
    if let record = (try? await service.record(selector)) ?? nil {
      (row, jobID, deploymentID) = (record.id, record.jobID, record.deploymentID)
      // A name is that of the deployment, whichever of its jobs runs now.
      isDeployment = Int(text) == nil || record.jobID == nil
    } else if await service.isDeployment(text) {
      (deploymentID, isDeployment) = (text, true)
    }
  }
}

extension JobRecord {
  fileprivate var json: JSON {
    [
      "aliyun_job_id": .int(id), "sql_record_id": .optional(sqlRecordID), "status": .string(status.rawValue),
      "deployment_name": .optional(deploymentName), "deployment_id": .optional(deploymentID),
      "job_id": .optional(jobID),
      "error_message": .optional(errorMessage), "updated_at": .string(updatedAt),
    ]
  }
}
