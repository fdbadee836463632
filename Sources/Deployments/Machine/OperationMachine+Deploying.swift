import AliyunFlink
import JSONCoding

extension OperationMachine {
  /// Processes the answer of a step of a deploy.
  mutating func handleDeploy(_ answer: RemoteAnswer, _ deploy: DeployRequest) {
    switch (state.phase, answer) {
    case (.listEngines, .engines(let engines)): choose(from: engines)
    case (.listTargets, .targets(let targets)): choose(from: targets)
    case (.validate, .validation(let validation)):
      if validation.isValid { return move(to: .createDraft) }
      fail(.invalidSQL(reason: validation.message))

    case (.findDraft, .draft(nil)) where state.facts.mayHaveDraft && looksAgain(): break
    case (.findDraft, .draft(nil)): move(to: .findDeployment)
    case (.findDraft, .draft(let draft?)):
      guard draft.labels[OperationMachine.label] == marker else { return failNameTaken(.draft, draft.id, deploy) }
      adopt(draft, deploy)
    case (.findDeployment, .deployments(let deployments)):
      guard let existing = deployments.first else { return move(to: .validate) }
      failNameTaken(.deployment, existing.id, deploy)

    case (.createDraft, .draft(let draft?)): adopt(draft, deploy)
    // A rejection too: the name may belong to our own draft whose response was lost.
    case (.createDraft, .failed(let error)) where error.effect == .unknown || error.kind == .business:
      look(at: .findDraft, after: error)

    case (.readDraft, .draft(let draft?)): adopt(draft, deploy)
    case (.deployDraft, .ticket(let id)):
      state.facts.ticketID = id
      state.tries = 0
      move(to: .awaitTicket)
    case (.deployDraft, .failed(let error)) where error.effect == .unknown: look(at: .readDraft, after: error)
    case (.awaitTicket, .ticketResult(let result)): handle(result, deploy)
    case (.awaitTicket, .unchanged): pollAgain(.draft)

    case (.readDeployment, .deployment(let deployment)): configure(deployment, deploy)
    case (.updateDeployment, .deployment): afterConfiguring(deploy)

    case (.findJob, _), (.startJob, _), (.awaitRunning, _), (.readStartLog, _), (.readCheckpointInterval, _),
      (.watchJob, _):
      handleStart(answer, deploymentID: nil)
    case (_, .failed(let error)): fail(error)
    default: failUnexpected()
    }
  }

  private mutating func choose(from engines: EngineVersions) {
    switch DeployChoice.engineVersion(state.facts.engineVersion, from: engines) {
    case .refused(let problem): fail(problem)
    case .chosen(let version):
      state.facts.engineVersion = version
      move(to: .listTargets)
    }
  }

  private mutating func choose(from targets: [String]) {
    switch DeployChoice.deploymentTarget(state.facts.target, from: targets) {
    case .refused(let problem): fail(problem)
    case .chosen(let target):
      state.facts.target = target
      // Before the validation, which may take long: operations that begin at once share one list of drafts.
      move(to: .findDraft)
    }
  }

  private mutating func failNameTaken(_ holder: NameHolder, _ id: String, _ deploy: DeployRequest) {
    fail(.nameTaken(name: deploy.name, by: holder, id: id))
  }

  /// Continues with our own draft, which is already deployed or not yet.
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
    if result.isPending { return poll(.draft) }
    guard result.isSuccess, let deploymentID = result.deploymentID else {
      return fail(.deployFailed(reason: result.message))
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
    // A new deployment has no job yet, unless the response to our own start was lost.
    move(to: state.facts.mayHaveJob ? .findJob : .startJob)
  }

  /// The deployment with the changes; the API does not document whether an update merges or replaces.
  ///
  /// Empty lists are left out, since sending one may clear existing values.
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
