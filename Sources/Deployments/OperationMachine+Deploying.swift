import AliyunFlink
import JSONCoding

extension OperationMachine {
  mutating func handleDeploy(_ answer: RemoteAnswer, _ deploy: DeployRequest) {
    switch (state.phase, answer) {
    case (.listEngines, .engines(let engines)): choose(from: engines)
    case (.listTargets, .targets(let targets)): choose(from: targets)
    case (.validate, .validation(let validation)):
      if validation.isValid { return move(to: .createDraft) }
      fail(
        OperationFailure(
          code: "invalid_sql", message: "The platform refuses the SQL: \(validation.message)",
          remedy: "Correct the columns or the sql that was passed; dry_run shows the statement"))

    case (.findDraft, .draft(nil)) where state.facts.mayHaveDraft && looksAgain(): break
    case (.findDraft, .draft(nil)): move(to: .findDeployment)
    case (.findDraft, .draft(let draft?)):
      guard draft.labels[OperationMachine.label] == marker else { return failNameTaken("draft", draft.id, deploy) }
      adopt(draft, deploy)
    case (.findDeployment, .deployments(let deployments)):
      guard let existing = deployments.first else { return move(to: .validate) }
      failNameTaken("deployment", existing.id, deploy)

    case (.createDraft, .draft(let draft?)): adopt(draft, deploy)
    // A refusal too: the name may be taken by a draft of our own whose answer was lost.
    case (.createDraft, .failed(let error)) where error.effect == .unknown || error.kind == .business:
      look(at: .findDraft, after: error)

    case (.readDraft, .draft(let draft?)): adopt(draft, deploy)
    case (.deployDraft, .ticket(let id)):
      state.facts.ticketID = id
      state.tries = 0
      move(to: .awaitTicket)
    case (.deployDraft, .failed(let error)) where error.effect == .unknown: look(at: .readDraft, after: error)
    case (.awaitTicket, .ticketResult(let result)): handle(result, deploy)
    case (.awaitTicket, .unchanged): poll("the platform is still deploying the draft")

    case (.readDeployment, .deployment(let deployment)): configure(deployment, deploy)
    case (.updateDeployment, .deployment): afterConfiguring(deploy)

    case (.findJob, _), (.startJob, _), (.awaitRunning, _), (.readStartLog, _): handleStart(answer, deploymentID: nil)
    case (_, .failed(let error)): fail(error)
    default: failUnexpected()
    }
  }

  private mutating func choose(from engines: EngineVersions) {
    if let wanted = state.facts.engineVersion {
      guard engines.versions.isEmpty || engines.versions.contains(wanted) else {
        return fail(
          OperationFailure(
            code: "unknown_engine_version", message: "The platform has no engine '\(wanted)'",
            remedy: "Pass engine_version as one of \(engines.versions.joined(separator: ", ")), or leave it out"))
      }
    } else {
      state.facts.engineVersion = engines.defaultVersion ?? engines.versions.first
    }
    guard state.facts.engineVersion != nil else {
      return fail(
        OperationFailure(
          code: "no_engine", message: "The platform lists no engine that runs SQL", remedy: "Set FLINK_ENGINE_VERSION"))
    }
    move(to: .listTargets)
  }

  private mutating func choose(from targets: [String]) {
    if let wanted = state.facts.target {
      guard targets.isEmpty || targets.contains(wanted) else {
        return fail(
          OperationFailure(
            code: "unknown_deployment_target", message: "The namespace has no queue '\(wanted)'",
            remedy: "Pass deployment_target as one of \(targets.joined(separator: ", ")), or leave it out"))
      }
    } else {
      state.facts.target = targets.first
    }
    guard state.facts.target != nil else {
      return fail(
        OperationFailure(
          code: "no_deployment_target", message: "The namespace has no queue to run jobs in",
          remedy: "Create a queue in the console, or set FLINK_DEPLOYMENT_TARGET"))
    }
    // Before the validation, which may take long: many that begin at once share one list of drafts.
    move(to: .findDraft)
  }

  private mutating func failNameTaken(_ what: String, _ id: String, _ deploy: DeployRequest) {
    fail(
      OperationFailure(
        code: "name_taken",
        message: "There is a \(what) called '\(deploy.name)' already (id \(id)), made by somebody else",
        remedy: "Pass another name; or, if that deployment is meant, call start_job with its deployment_id"))
  }

  /// A draft of our own: deployed already, or to be deployed.
  private mutating func adopt(_ draft: DeploymentDraft, _ deploy: DeployRequest) {
    if state.facts.draftID != draft.id { state.tries = 0 }
    state.facts.draftID = draft.id
    if let deploymentID = draft.deploymentID {
      afterDeploying(deploymentID, deploy)
    } else if state.facts.mayHaveTicket, looksAgain() {
      move(to: .readDraft)
    } else {
      move(to: .deployDraft)
    }
  }

  private mutating func handle(_ result: DeployTicketResult, _ deploy: DeployRequest) {
    if result.isPending { return poll("the platform is still deploying the draft") }
    guard result.isSuccess, let deploymentID = result.deploymentID else {
      return fail(
        OperationFailure(
          code: "deploy_failed", message: "The platform did not deploy the draft: \(result.message)",
          remedy: "Correct the SQL or the configuration, then call again"))
    }
    afterDeploying(deploymentID, deploy)
  }

  private mutating func afterDeploying(_ deploymentID: String, _ deploy: DeployRequest) {
    state.facts.deploymentID = deploymentID
    if deploy.flinkConf.isEmpty && deploy.resources.isEmpty { return afterConfiguring(deploy) }
    move(to: .readDeployment)
  }

  private mutating func configure(_ deployment: Deployment, _ deploy: DeployRequest) {
    state.facts.deploymentID = deployment.id
    document = OperationMachine.configured(deployment.document, deploy)
    move(to: .updateDeployment)
  }

  private mutating func afterConfiguring(_ deploy: DeployRequest) {
    state.tries = 0
    guard deploy.starts else { return move(to: .done) }
    // Of a deployment that was just made there is no job yet, unless a start of our own was lost.
    move(to: state.facts.mayHaveJob ? .findJob : .startJob)
  }

  /// The deployment as read, with the changes; whether the platform merges or replaces is not documented.
  ///
  /// Empty lists stay out, since sending one may clear what is there.
  private static func configured(_ document: JSONObject, _ deploy: DeployRequest) -> JSONObject {
    var result = JSONObject(document.members.filter { $0.value != .array([]) }.map { ($0.key, $0.value) })
    var conf = result["flinkConf"]?.object ?? JSONObject()
    for member in deploy.flinkConf.members { conf[member.key] = member.value }
    result["flinkConf"] = .object(conf)
    if !deploy.resources.isEmpty {
      var setting = result["streamingResourceSetting"]?.object ?? JSONObject()
      var basic = setting["basicResourceSetting"]?.object ?? JSONObject()
      for member in deploy.resources.members {
        if let inner = member.value.object, var existing = basic[member.key]?.object {
          for entry in inner.members { existing[entry.key] = entry.value }
          basic[member.key] = .object(existing)
        } else {
          basic[member.key] = member.value
        }
      }
      setting["resourceSettingMode"] = "BASIC"
      setting["basicResourceSetting"] = .object(basic)
      result["streamingResourceSetting"] = .object(setting)
    }
    return result
  }
}
