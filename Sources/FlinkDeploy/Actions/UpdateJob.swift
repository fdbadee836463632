import AliyunFlink
import Deployments
import Hashing
import JSONCoding
import PipelineChanges

/// Implements `update_job`.
struct UpdateJob: AuditedAction {
  static let tool = ToolName.updateJob

  let application: Application
  let caller: Caller

  func perform(_ object: JSONObject) async -> ActionResult {
    do throws(Failure) {
      try object.requireNoNullCharacters()
      let arguments = try UpdateArguments(object)
      let service = try application.deployments()
      if let running = try await running(arguments, service) {
        return await wait(for: running, arguments, service)
      }
      let plan = try await UpdatePlanner(application: application, service: service, caller: caller).plan(arguments)
      // The same call after its success finds nothing to change, also if it was to start from another state.
      if try await isRepeated(plan, arguments, service) { return try await unchanged(plan, service) }
      if let digest = arguments.planDigest, digest != plan.digest, !plan.isUnchanged {
        throw Failure(UpdateProblem.planChanged)
      }
      if arguments.isDryRun { return await dryRun(plan, service) }
      if let refusal = plan.refusal { return refused(await invalidSQL(plan) ?? refusal, plan) }
      return try await update(plan, arguments, object, service)
    } catch {
      return ActionResult(error)
    }
  }

  /// The operation for the same request that is in progress or has the same key.
  private func running(
    _ arguments: UpdateArguments, _ service: DeploymentService
  ) async throws(Failure) -> StoredOperation? {
    do throws(OperationFailure) {
      if let key = arguments.idempotencyKey {
        let requested = try await service.requested(
          kind: "update", subject: arguments.deploymentID, idempotencyKey: key, digest: arguments.digest)
        if let requested { return requested }
      }
      guard let running = try await service.running(kind: "update", subject: arguments.deploymentID) else { return nil }
      if running.digest == arguments.digest { return running }
      throw OperationFailure(.conflict(.inProgress(kind: "update", subject: arguments.deploymentID)))
    } catch { throw Failure(error) }
  }

  private func isRepeated(
    _ plan: UpdatePlan, _ arguments: UpdateArguments, _ service: DeploymentService
  ) async throws(Failure) -> Bool {
    guard !arguments.isDryRun, plan.hasNoChanges, plan.restore != .keep else { return false }
    do throws(OperationFailure) {
      return try await service.hasJustUpdated(arguments.deploymentID, digest: arguments.digest)
    } catch { throw Failure(error) }
  }

  private func refused(_ failure: Failure, _ plan: UpdatePlan) -> ActionResult {
    var result = ActionResult(.failed, plan.identity, notes: plan.notes, failure: failure)
    result.add("version", plan.base.map { .int($0.number) } ?? .null)
    result.add { plan.members($0) }
    result.add(plan.suggestion)
    return result
  }

  /// Why Alibaba Cloud rejects the SQL, which matters more than whether its state fits; nil if that is not known.
  private func invalidSQL(_ plan: UpdatePlan) async -> Failure? {
    guard plan.refusal?.code == UpdateProblem.incompatibleState([], returnsTo: nil).code,
      plan.target.sql != plan.current.sql,
      let client = try? application.apiClient(),
      let validation = try? await client.call(
        .validateSQLStatement(
          plan.target.sql, engineVersion: plan.target.engineVersion, flinkConfiguration: plan.target.flinkConf)),
      !validation.isValid
    else { return nil }
    return Failure(OperationProblem.invalidSQL(reason: validation.message))
  }

  /// The result of a dry run: what would change, and why it may not.
  private func dryRun(_ plan: UpdatePlan, _ service: DeploymentService) async -> ActionResult {
    var result = await validated(plan)
    let stop = await ExpectedStop(plan, service)
    result.add { _ in stop.members }
    result.add(plan.suggestion)
    return result
  }

  /// What would change, with the answer of Alibaba Cloud to new SQL.
  private func validated(_ plan: UpdatePlan) async -> ActionResult {
    if let refusal = plan.refusal { return shown(plan, failure: await invalidSQL(plan) ?? refusal) }
    guard plan.target.sql != plan.current.sql, let client = try? application.apiClient() else { return shown(plan) }
    do {
      let validation = try await client.call(
        .validateSQLStatement(
          plan.target.sql, engineVersion: plan.target.engineVersion, flinkConfiguration: plan.target.flinkConf))
      let isValid = validation.isValid
      return shown(
        plan, failure: isValid ? nil : Failure(OperationProblem.invalidSQL(reason: validation.message)))
    } catch {
      return shown(plan, note: .call(.notValidated(OperationFailure(error).problem)))
    }
  }

  private func shown(_ plan: UpdatePlan, failure: Failure? = nil, note: ResultNote? = nil) -> ActionResult {
    let notes =
      plan.notes + (note.map { [$0] } ?? []) + (failure == nil && plan.isUnchanged ? [.update(.unchanged)] : [])
    var result = ActionResult(
      failure == nil ? .succeeded : .failed, plan.identity, notes: notes,
      nextStep: failure == nil && !plan.isUnchanged ? .update : nil, failure: failure)
    result.add("version", plan.base.map { .int($0.number) } ?? .null)
    result.add { plan.members($0) }
    if failure != nil, plan.target.sql == plan.current.sql { return result }
    result.add("flink_sql", .string(plan.target.sql))
    result.add("sql_diff", .string(plan.sqlDifference))
    result.add("plan_digest", .string(plan.digest))
    return result
  }

  private func update(
    _ plan: UpdatePlan, _ arguments: UpdateArguments, _ object: JSONObject, _ service: DeploymentService
  ) async throws(Failure) -> ActionResult {
    let operation: StoredOperation
    do throws(OperationFailure) {
      _ = try await service.requireKnown(.deployment(arguments.deploymentID))
      if plan.isUnchanged {
        try await service.record(plan.found, ofDeployment: arguments.deploymentID, client: caller.client)
      }
    } catch { throw Failure(error) }
    if plan.isUnchanged { return try await unchanged(plan, service) }
    do throws(OperationFailure) {
      let request = UpdateRequest(
        deploymentID: arguments.deploymentID, current: plan.current, target: plan.target, restore: plan.restore,
        way: plan.way, goal: arguments.goal, replacesDraft: plan.isDraftEdited, record: plan.record)
      let marker = randomHexadecimal(bytes: 16)
      operation = try await service.begin(
        NewOperation(
          request: .update(request), marker: marker, digest: arguments.digest, subject: arguments.deploymentID,
          idempotencyKey: arguments.idempotencyKey, notes: plan.notes.map(\.json), client: caller.client,
          arguments: RedactedArguments.json(object), versions: plan.found,
          taskID: OperationTask.id(ofMarker: marker)))
    } catch { throw Failure(error) }
    var result = await wait(for: operation, arguments, service)
    result.add(plan.suggestion)
    return result
  }

  private func unchanged(_ plan: UpdatePlan, _ service: DeploymentService) async throws(Failure) -> ActionResult {
    let report: JobReport
    let versions: [DeploymentVersion]
    do throws(OperationFailure) {
      report = try await service.report(.deployment(plan.reading.deployment.id))
      versions = try await service.versions(ofDeployment: plan.reading.deployment.id)
    } catch { throw Failure(error) }
    let number = versions.first { $0.status == .current }?.number
    let identity = ActionResult.Identity(
      status: report.status, deploymentID: plan.reading.deployment.id, jobID: report.job?.id,
      aliyunJobID: report.record?.id, sqlRecordID: report.record?.sqlRecordID,
      deploymentName: plan.reading.deployment.name)
    var result = ActionResult(.succeeded, identity, notes: plan.notes + [.update(.unchanged)])
    result.addUpdate(
      version: number, previous: number, nil, JSON(encoding: plan.compatibility), changes: [])
    result.add(plan.suggestion)
    return result
  }

  private func wait(
    for operation: StoredOperation, _ arguments: UpdateArguments, _ service: DeploymentService
  ) async -> ActionResult {
    let snapshot = await service.wait(for: operation, timeout: arguments.wait) {
      [caller, voice = application.voice] snapshot in
      caller.onProgress(snapshot.progress.done + 1, snapshot.progress.total + 1, snapshot.report.text(voice))
    }
    var result = ActionResult(snapshot)
    let versions = try? await service.versions(ofDeployment: arguments.deploymentID, limit: 20)
    let record = try? await service.record(.aliyunJob(snapshot.operation.aliyunJobID))
    result.show(sqlRecordID: record?.sqlRecordID)
    result.addUpdate(snapshot.operation, versions: versions ?? [])
    return result
  }
}
