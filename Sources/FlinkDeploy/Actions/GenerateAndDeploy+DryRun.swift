import AliyunFlink
import Deployments
import FlinkSQL
import JSONCoding

/// `dry_run`: generates and validates the SQL, and changes nothing.
extension GenerateAndDeploy {
  /// The result of a dry run; works without a connection to Alibaba Cloud.
  @inline(never)
  func dryRun(_ arguments: GenerateAndDeployArguments) async -> ActionResult {
    var engineVersion: String?
    var refusal: FlinkAPIError?
    do throws(FlinkAPIError) { engineVersion = try await self.engineVersion(arguments) } catch { refusal = error }
    // Without the settings of a namespace, nothing is asked.
    let checks = refusal == nil ? try? DeployChecks(arguments, application) : nil
    async let lists = checks?.lists()
    var plan: PipelinePlan
    do throws(Failure) {
      plan = try await PipelinePlanner(application: application).plan(arguments, engineVersion: engineVersion) {
        caller.onProgress(0, 2, $0)
      }
    } catch {
      return failed(error, arguments)
    }
    switch plan.statement {
    // The SQL is not sent to Alibaba Cloud then: it can contain a secret.
    case .failure(let failure): return refused(failure, plan, arguments)
    case .success(let sql):
      var findings = DeployChecks.Findings()
      if let checks, let lists = await lists { findings = await checks.findings(in: sql, lists) }
      plan.notes += findings.notes.map(ResultNote.plan)
      let validation =
        if let failure = findings.failure {
          Validation.refused(failure)
        } else {
          await validation(of: sql, engineVersion: engineVersion, after: refusal, arguments)
        }
      let digest = GenerateAndDeploy.digest(of: request(arguments, sql, engineVersion, [:]))
      return result(sql, plan, validation, arguments, digest)
    }
  }

  private func result(
    _ sql: String, _ plan: PipelinePlan, _ validation: Validation, _ arguments: GenerateAndDeployArguments,
    _ digest: String
  ) -> ActionResult {
    var notes = plan.notes
    var failure: Failure?
    switch validation {
    case .done(let validation) where validation.isValid: break
    case .done(let validation): failure = Failure(OperationProblem.invalidSQL(reason: validation.message))
    case .refused(let reason): failure = reason
    case .omitted(let note): notes.append(.call(note))
    }
    var result = ActionResult(
      failure == nil ? .succeeded : .failed, .init(deploymentName: arguments.name), notes: notes,
      nextStep: failure == nil ? plan.nextStep : nil, failure: failure)
    result.add("flink_sql", .string(sql))
    let dependencies = application.settings.dependencies(of: sql)
    if !dependencies.isEmpty { result.add("additional_dependencies", .array(dependencies.map(JSON.string))) }
    result.add { plan.members($0) }
    result.add(plan.suggestion)
    result.add("plan_digest", .string(digest))
    return result
  }

  /// The validation of the SQL by Alibaba Cloud, or why it was omitted.
  private enum Validation {
    case done(SQLValidation)
    case omitted(CallNote)
    case refused(Failure)
  }

  private func validation(
    of sql: String, engineVersion: String?, after refusal: FlinkAPIError?, _ arguments: GenerateAndDeployArguments
  ) async -> Validation {
    if let refusal { return .omitted(.notValidated(OperationFailure(refusal).problem)) }
    caller.onProgress(1, 2, ProgressText.validatingSQL.text(application.voice))
    let client: FlinkAPIClient
    do throws(Failure) { client = try application.apiClient() } catch {
      guard case .missingSetting(let setting) = error.problem as? CallProblem else { return .refused(error) }
      return .omitted(.notValidatedWithout(setting))
    }
    do throws(FlinkAPIError) {
      if let wanted = arguments.engineVersion ?? application.settings.engineVersion,
        case .refused(let problem) = DeployChoice.engineVersion(
          wanted, from: try await client.call(.listEngineVersionMetadata))
      {
        return .refused(Failure(problem))
      }
      return .done(
        try await client.call(
          .validateSQLStatement(sql, engineVersion: engineVersion, flinkConfiguration: arguments.flinkConf)))
    } catch {
      return .omitted(.notValidated(OperationFailure(error).problem))
    }
  }
}

extension PipelinePlan {
  /// What to do after a dry run that succeeded.
  fileprivate var nextStep: NextStep { (dryParse?.failed ?? 0) > 0 ? .correctThenDeploy : .deploy }
}
