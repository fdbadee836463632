import ArgumentParser
import Deployments
import JSONCoding

/// `flink-deploy start`.
struct Start: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Start a deployment, restoring its latest state.")

  @Argument(help: "The deployment's id.") var deploymentID: String
  @Option(help: "LATEST_STATE, LATEST_SAVEPOINT, FROM_SAVEPOINT or NONE (state is discarded).") var restoreStrategy:
    String?
  @Option(help: "With --restore-strategy FROM_SAVEPOINT.") var savepointID: String?
  @Option(help: "Seconds to wait for RUNNING.") var wait: Double = 600
  @OptionGroup var output: OutputOptions

  func validate() throws { try ArgumentCheck.check(wait: wait) }

  func run() async throws {
    var arguments: JSONObject = [
      StartJob.Key.deploymentID.rawValue: .string(deploymentID),
      StartJob.Key.waitSeconds.rawValue: .number(JSONNumber(wait)),
    ]
    arguments[StartJob.Key.restoreStrategy.rawValue] = restoreStrategy.map(JSON.string)
    arguments[StartJob.Key.savepointID.rawValue] = savepointID.map(JSON.string)
    try ArgumentCheck.check(arguments, tool: "start_job")
    let session = try CommandSession.start()
    try session.requireChangesAllowed()
    try await session.run(output) { [arguments] application, caller in
      await StartJob(application: application, caller: caller).run(arguments)
    }
  }
}

/// `flink-deploy stop`.
struct Stop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Stop a job, keeping its state in a savepoint.")

  @Argument(help: "The id of the job, or of the deployment whose job is meant.") var id: String
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
      let key: StopJob.Key = await IDKind.isDeployment(id, application) ? .deploymentID : .jobID
      arguments[key.rawValue] = .string(id)
      return await StopJob(application: application, caller: caller).run(arguments)
    }
  }
}

/// `flink-deploy status`.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell how a job is, as the cloud says now; without an id, every job in the store.")

  @Argument(help: "The id of a job or a deployment, or a row's number (aliyun_job_id).") var id: String?
  @Flag(help: "Go on until it runs or has ended.") var watch = false
  @Flag(help: "List every effect on the cloud, failure and refusal about it, with the platform's request ids.")
  var history = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if history && id == nil { throw ValidationError("--history: name the job, its deployment or its row") }
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
        let isDeployment = await IDKind.isDeployment(id, application)
        arguments[(isDeployment ? GetJobStatus.Key.deploymentID : .jobID).rawValue] = .string(id)
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
      var selector = Int(id).map(JobSelector.aliyunJob)
      if selector == nil { selector = await service.isDeployment(id) ? .deployment(id) : .job(id) }
      let entries = try await service.history(selector ?? .job(id))
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

/// Tells ids of deployments from ids of jobs, which look alike.
enum IDKind {
  static func isDeployment(_ id: String, _ application: Application) async -> Bool {
    guard let service = try? application.deployments() else { return false }
    return await service.isDeployment(id)
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
