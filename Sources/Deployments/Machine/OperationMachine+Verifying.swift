import AliyunFlink
import JSONCoding
import PipelineChanges

// What a job runs is read back: a client in the console can change the deployment at any moment, also between the look
// at it and the start of its job.
extension OperationMachine {
  /// Processes the answer of a step that reads back what the new job runs.
  mutating func handleVerification(_ answer: RemoteAnswer) {
    switch (state.phase, answer) {
    case (.readUpdatedJob, .jobDocument(let found)): verify(found)
    case (.checkUpdated, .deployment(let deployment)):
      // The platform may show the SQL of a job in other words than that of its deployment.
      if wanted.isEquivalent(to: DeploymentSpec(document: deployment.document)) { return confirm() }
      fail(.changedMeanwhile(deploymentID: deployment.id))
    // The job runs, for all that is known: a lost answer does not end the update.
    case (_, .failed(let error)) where !error.isNotFound:
      // On the way back, a stop would cost more than the doubt.
      if state.update.isReturning, elapsed >= limits.stepTimeout { return finishUpdate() }
      poll(.job(id: state.facts.jobID ?? "", state: .running))
    case (_, .failed(let error)): fail(error)
    default: failUnexpected()
    }
  }

  private mutating func verify(_ found: JobDocument) {
    guard found.job.state == .running else { return followUpdated(found.job) }
    let runs = DeploymentSpec(document: found.document)
    let isSame = found.document["artifact"] == nil || Change.sql(from: wanted.sql, to: runs.sql) == nil
    // What the job has beside the wanted settings, the platform may have added.
    let others = otherSettings(in: found.document) { $0.to != nil }
    guard isSame, others.isEmpty else { return move(to: .checkUpdated) }
    confirm()
  }

  private mutating func confirm() {
    if state.update.isReturning { finishUpdate() } else { reachRunning() }
  }

  /// The settings that a job does not have as they are wanted, each with the value that it has.
  /// - Parameters:
  ///   - document: What the job runs; a group of settings that it lacks is not compared.
  ///   - isCompared: Whether a difference counts.
  func otherSettings(in document: JSONObject, where isCompared: (Change) -> Bool) -> [String] {
    let groups = ["flinkConf": "flink_conf.", "streamingResourceSetting": "resources."]
    let known = groups.filter { document[$0.key] != nil }.map(\.value)
    let (has, wants) = (DeploymentSettings(document: document), DeploymentSettings(document: wanted.document))
    return DeploymentSettings.drift(from: has, to: wants)
      .filter { change in known.contains { change.what.hasPrefix($0) } && isCompared(change) }
      .map { "\($0.what) = \($0.from ?? "")" }
  }
}

extension UpdateRequest {
  /// The names of the settings that this update changes.
  var changedSettings: Set<String> {
    let (old, new) = (DeploymentSettings(document: current.document), DeploymentSettings(document: target.document))
    return Set(DeploymentSettings.changes(from: old, to: new).map(\.what))
  }
}
