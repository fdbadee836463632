public import AliyunFlink
public import JSONCoding

/// A call of the state machine to Alibaba Cloud, with at most one effect.
public indirect enum RemoteCall: Sendable, Equatable {
  case listEngines
  case listTargets
  case validate(sql: String, engineVersion: String?, flinkConf: JSONObject)
  case findDraft(name: String)
  case listDrafts
  case findDeployments(name: String)
  /// The deployments that operations with these markers created.
  case listDeployments(markers: [String])
  /// A page of all deployments of the namespace; the first is 1.
  case listAllDeployments(page: Int)
  case createDraft(name: String, sql: String, dependencies: [String], engineVersion: String, labels: [String: String])
  case readDraft(String)
  case deployDraft(String, target: String)
  /// - Parameter mayBeShared: Whether ``RemoteAnswer/unchanged``, from one list for many operations, is enough.
  case readTicket(String, draftID: String, marker: String, mayBeShared: Bool)
  case readDeployment(String)
  case updateDeployment(String, document: JSONObject)
  case updateDraft(String, changes: JSONObject)
  case hotUpdate(jobID: String)
  case readHotUpdate(String)
  case listJobs(deploymentID: String)
  case startJob(deploymentID: String, restore: RestoreStrategy)
  case readJob(String)
  /// Like `readJob`, with what the job runs.
  case readJobDocument(String)
  /// Like `readJob`, for a job that was last `seen` in this state; one list may answer it for many operations.
  case awaitJob(String, deploymentID: String, marker: String, seen: JobState)
  case readStartLog(deploymentID: String)
  case stopJob(String, strategy: StopStrategy)
  case listSavepoints(deploymentID: String)
  case deleteDeployment(String)
  case deleteDraft(String)
  /// What Flink's REST API answers for a job that runs.
  case readFlink(jobID: String, path: String)
  /// Whether Autopilot changes the resources of a deployment.
  case readAutopilot(deploymentID: String)
  /// Whether a scheduled plan changes the resources of a deployment.
  case readScheduledPlan(deploymentID: String)
}
