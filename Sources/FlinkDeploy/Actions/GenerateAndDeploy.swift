import AliyunFlink
import Deployments
import FlinkSQL
import Hashing
import JSONCoding
import PipelineTypes

/// Implements `generate_and_deploy`.
struct GenerateAndDeploy: AuditedAction {
  static let tool = ToolName.generateAndDeploy

  let application: Application
  let caller: Caller

  func perform(_ object: JSONObject) async -> ActionResult {
    switch checked(object) {
    case .failure(let refusal): ActionResult(refusal)
    case .success(let arguments): arguments.isDryRun ? await dryRun(arguments) : await deploy(arguments, object)
    }
  }

  // Not inlined, and neither are those below: a thousand calls wait at once, and each would keep their variables.
  @inline(never)
  private func checked(_ object: JSONObject) -> Result<GenerateAndDeployArguments, Failure> {
    do throws(Failure) {
      try object.requireNoNullCharacters()
      let arguments = try GenerateAndDeployArguments(object)
      try LiteralSecrets.refuse(in: arguments, secrets: application.settings.secrets)
      return .success(arguments)
    } catch {
      return .failure(error)
    }
  }

  private func deploy(_ arguments: GenerateAndDeployArguments, _ object: JSONObject) async -> ActionResult {
    switch await beginning(arguments, object) {
    case .new(let operation, let service): await wait(for: operation, arguments, service)
    case .existing(let operation, let service): await answer(from: operation, arguments, service)
    case .failed(let failure): failed(failure, arguments)
    case .refused(let failure, let plan): refused(failure, plan, arguments)
    }
  }

  /// The result of a call whose failure ended it before its plan was complete.
  @inline(never)
  func failed(_ failure: Failure, _ arguments: GenerateAndDeployArguments) -> ActionResult {
    // A failure because this process ends says nothing about the request.
    let isEnding = Task.isCancelled && !caller.hasCancelled()
    return ActionResult(
      isEnding ? Failure(OperationProblem.serverEnding) : failure, deploymentName: arguments.name)
  }

  /// The result of a call whose plan cannot be deployed.
  @inline(never)
  func refused(_ failure: Failure, _ plan: PipelinePlan, _ arguments: GenerateAndDeployArguments) -> ActionResult {
    var result = ActionResult(.failed, .init(deploymentName: arguments.name), notes: plan.notes, failure: failure)
    result.add { plan.members($0) }
    result.add(plan.suggestion)
    return result
  }

  /// How a call begins: its operation, or why there is none.
  private indirect enum Beginning: Sendable {
    case new(StoredOperation, DeploymentService)
    case existing(StoredOperation, DeploymentService)
    case failed(Failure)
    case refused(Failure, PipelinePlan)
  }

  /// Begins the operation, in a task whose memory is freed at its end: a thousand calls can wait for what follows.
  @inline(never)
  private func beginning(_ arguments: GenerateAndDeployArguments, _ object: JSONObject) async -> Beginning {
    await application.beginnings.acquire()
    async let beginning: Beginning = {
      do throws(Failure) { return try await begin(arguments, object) } catch { return .failed(error) }
    }()
    let result = await beginning
    await application.beginnings.release()
    return result
  }

  private func begin(
    _ arguments: GenerateAndDeployArguments, _ object: JSONObject
  ) async throws(Failure) -> Beginning {
    let service = try application.deployments()
    // Before the topic is read: a repeated request returns the first operation, whatever the topic contains by then.
    if let existing = try await findExisting(arguments, service) { return .existing(existing, service) }
    let engineVersion: String?
    do throws(FlinkAPIError) { engineVersion = try await self.engineVersion(arguments) } catch {
      throw Failure(OperationFailure(error))
    }
    let checks = try DeployChecks(arguments, application)
    async let lists = checks.lists()
    var plan = try await PipelinePlanner(application: application).plan(arguments, engineVersion: engineVersion) {
      caller.onProgress(0, 10, $0)
    }
    switch plan.statement {
    case .failure(let failure): return .refused(failure, plan)
    case .success(let sql):
      let findings = await checks.findings(in: sql, lists)
      plan.notes += findings.notes.map(ResultNote.plan)
      if let failure = findings.failure {
        // The same request may have begun meanwhile, so that its own job uses the quota.
        if let existing = try await findExisting(arguments, service) { return .existing(existing, service) }
        return .refused(failure, plan)
      }
      let operation = try await begin(arguments, object, plan, sql, engineVersion, service)
      return .new(operation, service)
    }
  }

  private func findExisting(
    _ arguments: GenerateAndDeployArguments, _ service: DeploymentService
  ) async throws(Failure) -> StoredOperation? {
    do throws(OperationFailure) {
      return try await service.findExisting(
        kind: "deploy", subject: arguments.name, idempotencyKey: arguments.idempotencyKey, digest: arguments.digest)
    } catch {
      throw Failure(error)
    }
  }

  private func begin(
    _ arguments: GenerateAndDeployArguments, _ object: JSONObject, _ plan: PipelinePlan, _ sql: String,
    _ engineVersion: String?, _ service: DeploymentService
  ) async throws(Failure) -> StoredOperation {
    let request = request(arguments, sql, engineVersion, UpdateArguments.kept(object))
    if let digest = arguments.planDigest, digest != GenerateAndDeploy.digest(of: request) {
      throw Failure(UpdateProblem.planChanged)
    }
    let marker = randomHexadecimal(bytes: 16)
    let new = NewOperation(
      request: .deploy(request), marker: marker, digest: arguments.digest, subject: arguments.name,
      idempotencyKey: arguments.idempotencyKey,
      source: (arguments.topic.description, arguments.tables.map(\.description).joined(separator: ", ")),
      arrival: plan.arrival.json, notes: plan.notesInFull.map(\.json), client: caller.client,
      arguments: RedactedArguments.json(object), taskID: OperationTask.id(ofMarker: marker))
    do throws(OperationFailure) { return try await service.begin(new) } catch { throw Failure(error) }
  }

  /// What Alibaba Cloud is to create.
  /// - Parameter kept: The arguments that the first version keeps.
  func request(
    _ arguments: GenerateAndDeployArguments, _ sql: String, _ engineVersion: String?, _ kept: JSONObject
  ) -> DeployRequest {
    let settings = application.settings
    return DeployRequest(
      name: arguments.name, sql: sql, dependencies: settings.dependencies(of: sql), engineVersion: engineVersion,
      target: arguments.deploymentTarget ?? settings.deploymentTarget, flinkConf: arguments.flinkConf,
      resources: arguments.resources, starts: arguments.starts, goal: arguments.goal, arguments: kept)
  }

  /// Binds a call to a plan: the SQL and all settings, not how long the call waits.
  static func digest(of request: DeployRequest) -> String {
    var request = request
    (request.goal, request.arguments) = (.running, [:])
    // Flags give each option as a text.
    request.flinkConf = JSONObject(
      request.flinkConf.members.map { ($0.key, .string($0.value.string ?? $0.value.text)) })
    return SHA256.hex(OperationRequest.deploy(request).json.canonicalText)
  }

  /// The engine version that the SQL is for: that of the call, else the default; nil if it is not known.
  /// - Throws: ``FlinkAPIError`` if Alibaba Cloud refuses requests.
  func engineVersion(_ arguments: GenerateAndDeployArguments) async throws(FlinkAPIError) -> String? {
    if let version = arguments.engineVersion { return version }
    return try await application.defaultEngineVersion()
  }

  /// The result of an earlier operation for the same request: its failure, or the current status of its job.
  @inline(never)
  private func answer(
    from operation: StoredOperation, _ arguments: GenerateAndDeployArguments, _ service: DeploymentService
  ) async -> ActionResult {
    guard operation.state.phase == .done, operation.state.failure == nil,
      let deploymentID = operation.state.facts.deploymentID
    else {
      var result = await wait(for: operation, arguments, service)
      if operation.state.phase == .done, arguments.idempotencyKey != nil { result.add(.call(.firstResult)) }
      return result
    }
    let report: JobReport
    do throws(OperationFailure) { report = try await service.report(.deployment(deploymentID)) } catch {
      return failed(Failure(error), arguments)
    }
    let identity = ActionResult.Identity(
      status: report.status, deploymentID: deploymentID, jobID: report.job?.id ?? operation.state.facts.jobID,
      aliyunJobID: report.record?.id ?? operation.aliyunJobID, sqlRecordID: operation.sqlRecordID,
      deploymentName: arguments.name)
    let isStopped = arguments.starts && report.status.isFinal
    return ActionResult(
      .succeeded, identity, notes: operation.resultNotes + [.call(.alreadyDeployed)],
      nextStep: isStopped ? .start(deploymentID: deploymentID) : nil)
  }

  private func wait(
    for operation: StoredOperation, _ arguments: GenerateAndDeployArguments, _ service: DeploymentService
  ) async -> ActionResult {
    let report: @Sendable (OperationSnapshot) -> Void = { [caller, voice = application.voice] snapshot in
      caller.onProgress(snapshot.progress.done + 1, snapshot.progress.total + 1, snapshot.report.text(voice))
    }
    let snapshot = await withTaskCancellationHandler {
      await service.wait(for: operation, timeout: arguments.wait, onProgress: report)
    } onCancel: {
      // At once: the driver may be about to write that the deploy has succeeded.
      if caller.hasCancelled() { service.cancel(operation) }
    }
    guard Task.isCancelled, caller.hasCancelled(), caller.awaitsRollback else { return ActionResult(snapshot) }
    // A task of its own, because this one is cancelled.
    let end = Task { await service.wait(for: operation, timeout: .seconds(600), onProgress: report) }
    return ActionResult(await end.value)
  }
}
