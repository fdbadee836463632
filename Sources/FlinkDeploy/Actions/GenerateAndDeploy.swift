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
    switch checked(object) {
    case .failure(let refusal): ActionResult(refusal)
    case .success(let arguments): arguments.isDryRun ? await tried(arguments) : await deploy(arguments, object)
    }
  }

  // Not inlined, nor those below: their variables would be part of what every waiting call holds.
  @inline(never)
  private func checked(_ object: JSONObject) -> Result<GenerateAndDeployArguments, OperationFailure> {
    do throws(OperationFailure) { try object.requireNoZeros() } catch { return .failure(error) }
    let arguments: GenerateAndDeployArguments
    do throws(SQLGenerationError) { arguments = try GenerateAndDeployArguments(object) } catch {
      return .failure(OperationFailure(error))
    }
    do throws(OperationFailure) {
      try LiteralSecrets.refuse(in: arguments, secrets: application.settings.secrets)
    } catch { return .failure(error) }
    return .success(arguments)
  }

  private func deploy(_ arguments: GenerateAndDeployArguments, _ object: JSONObject) async -> ActionResult {
    switch await beginning(arguments, object) {
    case .new(let operation, let service): await wait(for: operation, arguments, service)
    case .existing(let operation, let service): await answer(from: operation, arguments, service)
    case .failed(let failure): failed(failure, arguments)
    case .refused(let failure, let plan): refused(failure, plan, arguments)
    }
  }

  @inline(never)
  private func failed(_ failure: OperationFailure, _ arguments: GenerateAndDeployArguments) -> ActionResult {
    // What broke off because this process ends says nothing about the request.
    let isOurs = Task.isCancelled && !caller.hasCancelled()
    return ActionResult(isOurs ? .serverEnding : failure, deploymentName: arguments.name)
  }

  @inline(never)
  private func refused(
    _ failure: OperationFailure, _ plan: PipelinePlan, _ arguments: GenerateAndDeployArguments
  ) -> ActionResult {
    var result = ActionResult(
      .failed, .init(deploymentName: arguments.name), warnings: plan.warnings, failure: failure)
    result.add(plan)
    return result
  }

  /// What becomes of a request at first: its operation, or why there is none.
  private indirect enum Beginning: Sendable {
    case new(StoredOperation, DeploymentService)
    case existing(StoredOperation, DeploymentService)
    case failed(OperationFailure)
    case refused(OperationFailure, PipelinePlan)
  }

  /// In a task of its own, whose memory goes with it: a thousand calls may wait for what comes after.
  @inline(never)
  private func beginning(_ arguments: GenerateAndDeployArguments, _ object: JSONObject) async -> Beginning {
    await application.beginnings.enter()
    async let beginning: Beginning = {
      do throws(OperationFailure) { return try await begin(arguments, object) } catch { return .failed(error) }
    }()
    let result = await beginning
    await application.beginnings.leave()
    return result
  }

  private func begin(
    _ arguments: GenerateAndDeployArguments, _ object: JSONObject
  ) async throws(OperationFailure) -> Beginning {
    let service = try application.deployments()
    // Before anything is sampled: a repeated request gets the first one's operation, whatever the topic holds by now.
    let existing = try await service.existing(
      kind: "deploy", subject: arguments.name, idempotencyKey: arguments.idempotencyKey, digest: arguments.digest)
    if let existing { return .existing(existing, service) }
    let engineVersion = await engineVersion(arguments)
    let plan = try await PipelinePlanner(application: application).plan(arguments, engineVersion: engineVersion) {
      caller.onProgress(0, 10, $0)
    }
    let sql: String
    switch plan.statement {
    case .success(let text): sql = text
    case .failure(let failure): return .refused(failure, plan)
    }
    let request = DeployRequest(
      name: arguments.name, sql: sql, dependencies: application.settings.dependencies(of: sql),
      engineVersion: engineVersion,
      target: arguments.deploymentTarget ?? application.settings.deploymentTarget, flinkConf: arguments.flinkConf,
      resources: arguments.resources, starts: arguments.starts)
    let operation = try await service.begin(
      NewOperation(
        request: .deploy(request), marker: randomHexadecimal(bytes: 16), digest: arguments.digest,
        subject: arguments.name, idempotencyKey: arguments.idempotencyKey,
        source: (arguments.topic.description, arguments.tables.map(\.description).joined(separator: ", ")),
        warnings: plan.warningsInFull,
        client: caller.client, arguments: object))
    return .new(operation, service)
  }

  /// Known before the SQL is written, which depends on it.
  private func engineVersion(_ arguments: GenerateAndDeployArguments) async -> String? {
    if let version = arguments.engineVersion { return version }
    return await application.defaultEngineVersion()
  }

  /// What an earlier operation answers to the same request: its end, or, when it has succeeded, how the job is now.
  @inline(never)
  private func answer(
    from operation: StoredOperation, _ arguments: GenerateAndDeployArguments, _ service: DeploymentService
  ) async -> ActionResult {
    guard operation.state.phase == .done, operation.state.failure == nil,
      let deploymentID = operation.state.facts.deploymentID
    else {
      var result = await wait(for: operation, arguments, service)
      if operation.state.phase == .done, arguments.idempotencyKey != nil {
        result.warn("This is the result of the first call with this idempotency_key; to try again, pass another one")
      }
      return result
    }
    let report: JobReport
    do throws(OperationFailure) { report = try await service.report(.deployment(deploymentID)) } catch {
      return failed(error, arguments)
    }
    let identity = ActionResult.Identity(
      status: report.status, deploymentID: deploymentID, jobID: report.job?.id ?? operation.state.facts.jobID,
      aliyunJobID: report.record?.id ?? operation.aliyunJobID, sqlRecordID: operation.sqlRecordID,
      deploymentName: arguments.name)
    let isStopped = arguments.starts && report.status.isFinal
    return ActionResult(
      .succeeded, identity, warnings: operation.warnings + ["It was deployed before; nothing was made anew"],
      nextStep: isStopped ? .start(deploymentID: deploymentID) : nil)
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

  @inline(never)
  private func tried(_ arguments: GenerateAndDeployArguments) async -> ActionResult {
    do throws(OperationFailure) { return try await dryRun(arguments) } catch { return failed(error, arguments) }
  }

  /// Generates and validates, and touches nothing; works with the cloud out of reach.
  private func dryRun(_ arguments: GenerateAndDeployArguments) async throws(OperationFailure) -> ActionResult {
    let engineVersion = await engineVersion(arguments)
    let plan = try await PipelinePlanner(application: application).plan(arguments, engineVersion: engineVersion) {
      caller.onProgress(0, 2, $0)
    }
    let sql: String
    switch plan.statement {
    case .success(let text): sql = text
    // What is refused here is sent to nobody: it may hold a secret.
    case .failure(let failure): return refused(failure, plan, arguments)
    }
    caller.onProgress(1, 2, "Validating the SQL")
    var warnings = plan.warnings
    var refusal: OperationFailure?
    do throws(OperationFailure) {
      refusal = try await validate(sql, engineVersion: engineVersion, arguments)
    } catch {
      warnings.append("The platform has not validated the SQL: \(error.message)")
    }
    var result = ActionResult(
      refusal == nil ? .succeeded : .failed, .init(deploymentName: arguments.name), warnings: warnings,
      nextStep: refusal == nil ? plan.nextStep : nil,
      failure: refusal)
    result.add("flink_sql", .string(sql))
    let dependencies = application.settings.dependencies(of: sql)
    if !dependencies.isEmpty { result.add("additional_dependencies", .array(dependencies.map(JSON.string))) }
    result.add(plan)
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

extension PipelinePlan {
  /// What is to be done after a dry run that was not refused.
  fileprivate var nextStep: NextStep { (dryParse?.failed ?? 0) > 0 ? .correctThenDeploy : .deploy }
}

extension ActionResult {
  /// Adds what was found out on the way to the statement.
  fileprivate mutating func add(_ plan: PipelinePlan) {
    if let report = plan.dryParse { add("dry_parse", report.json) }
    if !plan.findings.isEmpty { add("findings", .array(plan.findings.map(\.json))) }
    if plan.tables.isEmpty { return }
    add("columns", .array(plan.tables.flatMap { $0.columns(namingTable: plan.tables.count > 1) }))
  }
}

extension TablePlan {
  fileprivate func columns(namingTable isNamed: Bool) -> [JSON] {
    (refused.map(\.json) + mapping.columns.map(\.json)).map { column in
      var column = column
      if isNamed { column["table"] = .string(table.description) }
      return .object(column)
    }
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
  fileprivate var json: JSONObject {
    var json: JSONObject = [
      "column": .string(name), "field": .string(field), "type": .string(type.sql),
      "source_type": .string(sourceType.sql),
      "verdict": .string(verdict.rawValue), "expression": .string(expression),
    ]
    if let metadata { json["metadata"] = .string(metadata.rawValue) }
    return json
  }
}

extension ColumnReview.Refused {
  fileprivate var json: JSONObject {
    [
      "column": .string(name), "field": .optional(field), "type": .string(databaseType), "source_type": .null,
      "verdict": .string(Verdict.impossible.rawValue), "reason": .string(reason),
    ]
  }
}
