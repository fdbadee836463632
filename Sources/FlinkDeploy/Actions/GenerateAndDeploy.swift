import AliyunFlink
import Deployments
import FlinkSQL
import Hashing
import JSONCoding

/// `generate_and_deploy`: from topic and table to a running job, in one call.
struct GenerateAndDeploy {
  let application: Application
  let caller: Caller

  func run(_ object: JSONObject) async -> ActionResult {
    let result = await perform(object)
    application.audit(result, of: "generate_and_deploy", client: caller.client, object)
    return result
  }

  private func perform(_ object: JSONObject) async -> ActionResult {
    let arguments: GenerateAndDeployArguments
    do throws(SQLGenerationError) { arguments = try GenerateAndDeployArguments(object) } catch {
      return ActionResult(OperationFailure(error))
    }
    do throws(OperationFailure) {
      try LiteralSecrets.refuse(in: arguments, secrets: application.settings.secrets)
      return arguments.isDryRun ? try await dryRun(arguments) : try await deploy(arguments, object)
    } catch {
      // What broke off because this process ends says nothing about the request.
      if Task.isCancelled, !caller.hasCancelled() { return ActionResult(.serverEnding, deploymentName: arguments.name) }
      return ActionResult(error, deploymentName: arguments.name)
    }
  }

  private func deploy(
    _ arguments: GenerateAndDeployArguments, _ object: JSONObject
  ) async throws(OperationFailure) -> ActionResult {
    let service = try application.deployments()
    let begun = try await begun(arguments, object, service)
    return begun.isNew
      ? await wait(for: begun.operation, arguments, service)
      : try await answer(from: begun.operation, arguments, service)
  }

  /// An operation and whether this call began it; a class, as every waiting call holds one.
  private final class Begun: Sendable {
    let operation: StoredOperation
    let isNew: Bool

    init(_ operation: StoredOperation, isNew: Bool) { (self.operation, self.isNew) = (operation, isNew) }
  }

  /// In a task of its own, whose memory goes with it: a thousand calls may wait for what comes after.
  @inline(never)
  private func begun(
    _ arguments: GenerateAndDeployArguments, _ object: JSONObject, _ service: DeploymentService
  ) async throws(OperationFailure) -> Begun {
    await application.beginnings.enter()
    async let begun: Result<Begun, OperationFailure> = {
      do throws(OperationFailure) { return .success(try await begin(arguments, object, service)) } catch {
        return .failure(error)
      }
    }()
    let result = await begun
    await application.beginnings.leave()
    return try result.get()
  }

  private func begin(
    _ arguments: GenerateAndDeployArguments, _ object: JSONObject, _ service: DeploymentService
  ) async throws(OperationFailure) -> Begun {
    // Before anything is sampled: a repeated request gets the first one's operation, whatever the topic holds by now.
    let existing = try await service.existing(
      kind: "deploy", subject: arguments.name, idempotencyKey: arguments.idempotencyKey, digest: arguments.digest)
    if let existing { return Begun(existing, isNew: false) }
    let engineVersion = await engineVersion(arguments)
    let plan = try await PipelinePlanner(application: application).plan(arguments, engineVersion: engineVersion) {
      caller.onProgress(0, 10, $0)
    }
    if let refusal = plan.refusal { throw refusal }
    let request = DeployRequest(
      name: arguments.name, sql: plan.sql, engineVersion: engineVersion,
      target: arguments.deploymentTarget ?? application.settings.deploymentTarget, flinkConf: arguments.flinkConf,
      resources: arguments.resources, starts: arguments.starts)
    let operation = try await service.begin(
      NewOperation(
        request: .deploy(request), marker: randomHexadecimal(bytes: 16), digest: arguments.digest,
        subject: arguments.name, idempotencyKey: arguments.idempotencyKey,
        source: (arguments.topic.description, arguments.table.description), warnings: plan.warnings,
        client: caller.client, arguments: object))
    return Begun(operation, isNew: true)
  }

  /// Known before the SQL is written, which depends on it.
  private func engineVersion(_ arguments: GenerateAndDeployArguments) async -> String? {
    if let version = arguments.engineVersion { return version }
    return await application.defaultEngineVersion()
  }

  /// What an earlier operation answers to the same request.
  ///
  /// Its end, or, when it has succeeded, how the job is now. nil when its deployment has been deleted since, so that it
  /// may be made again.
  @inline(never)  // as its variables would be part of what every waiting call holds
  private func answer(
    from operation: StoredOperation, _ arguments: GenerateAndDeployArguments, _ service: DeploymentService
  ) async throws(OperationFailure) -> ActionResult {
    guard operation.state.phase == .done, operation.state.failure == nil,
      let deploymentID = operation.state.facts.deploymentID
    else {
      var result = await wait(for: operation, arguments, service)
      if operation.state.phase == .done, arguments.idempotencyKey != nil {
        result.warn("This is the result of the first call with this idempotency_key; to try again, pass another one")
      }
      return result
    }
    let report = try await service.report(.deployment(deploymentID))
    let identity = ActionResult.Identity(
      status: report.status, deploymentID: deploymentID, jobID: report.job?.id ?? operation.state.facts.jobID,
      aliyunJobID: report.record?.id ?? operation.aliyunJobID, sqlRecordID: operation.sqlRecordID,
      deploymentName: arguments.name)
    let isStopped = arguments.starts && report.status.isFinal
    return ActionResult(
      .succeeded, identity, warnings: operation.warnings + ["It was deployed before; nothing was made anew"],
      nextStep: isStopped
        ? "Its job is \(report.status.rawValue); call start_job with deployment_id \(deploymentID)" : nil)
  }

  private func wait(
    for operation: StoredOperation, _ arguments: GenerateAndDeployArguments, _ service: DeploymentService
  ) async -> ActionResult {
    let report: @Sendable (OperationSnapshot) -> Void = { [caller] snapshot in
      caller.onProgress(snapshot.progress.done + 1, snapshot.progress.total + 1, snapshot.message)
    }
    var snapshot = await service.wait(for: operation, timeout: arguments.wait, onProgress: report)
    if Task.isCancelled, caller.hasCancelled() {
      service.cancel(operation)
      if caller.awaitsRollback {
        // A task of its own, since this one is cancelled.
        snapshot = await Task { await service.wait(for: operation, timeout: .seconds(600), onProgress: report) }.value
      }
    }
    return ActionResult(snapshot)
  }

  /// Generates and validates, and touches nothing; works with the cloud out of reach.
  private func dryRun(_ arguments: GenerateAndDeployArguments) async throws(OperationFailure) -> ActionResult {
    let engineVersion = await engineVersion(arguments)
    let plan = try await PipelinePlanner(application: application).plan(arguments, engineVersion: engineVersion) {
      caller.onProgress(0, 2, $0)
    }
    var warnings = plan.warnings
    var refusal = plan.refusal
    // What is refused here is sent to nobody: it may hold a secret.
    if refusal == nil {
      caller.onProgress(1, 2, "Validating the SQL")
      do throws(OperationFailure) {
        refusal = try await validate(plan.sql, engineVersion: engineVersion, arguments)
      } catch {
        warnings.append("The platform has not validated the SQL: \(error.message)")
      }
    }
    var result = ActionResult(
      refusal == nil ? .succeeded : .failed, .init(deploymentName: arguments.name), warnings: warnings,
      nextStep: refusal == nil ? "Call generate_and_deploy with the same arguments without dry_run to deploy it" : nil,
      failure: refusal)
    if plan.refusal == nil { result.add("flink_sql", .string(plan.sql)) }
    if let report = plan.dryParse { result.add("dry_parse", report.json) }
    if !plan.findings.isEmpty { result.add("findings", .array(plan.findings.map(\.json))) }
    if let mapping = plan.mapping { result.add("columns", .array(mapping.columns.map(\.json))) }
    return result
  }

  /// Why the platform refuses the SQL; nil when it does not.
  private func validate(
    _ sql: String, engineVersion: String?, _ arguments: GenerateAndDeployArguments
  ) async throws(OperationFailure) -> OperationFailure? {
    let client = try application.apiClient()
    let validation: SQLValidation
    do throws(FlinkAPIError) {
      validation = try await client.call(
        .validateSQLStatement(sql, engineVersion: engineVersion, flinkConfiguration: arguments.flinkConf))
    } catch { throw OperationFailure(error) }
    if validation.isValid { return nil }
    return OperationFailure(
      code: "invalid_sql", message: "The platform refuses the SQL: \(validation.message)",
      remedy: "Correct the columns or the sql that was passed")
  }
}

extension SQLFinding {
  fileprivate var json: JSON {
    [
      "severity": .string(severity.rawValue), "line": .int(line), "column": .int(column), "message": .string(message),
      "replacement": .optional(replacement),
    ]
  }
}

extension ColumnMapping.Column {
  fileprivate var json: JSON {
    [
      "column": .string(name), "field": .string(field), "type": .string(type.sql),
      "source_type": .string(sourceType.sql),
      "verdict": .string(verdict.rawValue), "expression": .string(expression),
    ]
  }
}
