public import AliyunFlink
public import JSONCoding

/// What the state machine wants of the cloud: at most one effect each.
public indirect enum RemoteCall: Sendable, Equatable {
  case listEngines
  case listTargets
  case validate(sql: String, engineVersion: String?, flinkConf: JSONObject)
  case findDraft(name: String)
  case listDrafts
  case findDeployments(name: String)
  /// Those that operations of these markers made.
  case listDeployments(markers: [String])
  case createDraft(name: String, sql: String, dependencies: [String], engineVersion: String, labels: [String: String])
  case readDraft(String)
  case deployDraft(String, target: String)
  /// - Parameter mayBeShared: Whether it is enough to hear ``RemoteAnswer/unchanged``, from a look at many at once.
  case readTicket(String, draftID: String, marker: String, mayBeShared: Bool)
  case readDeployment(String)
  case updateDeployment(String, document: JSONObject)
  case listJobs(deploymentID: String)
  case startJob(deploymentID: String, restore: RestoreStrategy)
  case readJob(String)
  /// Like `readJob`, of a job that was `seen` in this state and may be looked at together with many.
  case awaitJob(String, deploymentID: String, marker: String, seen: JobState)
  case readStartLog(deploymentID: String)
  case stopJob(String, strategy: StopStrategy)
  case listSavepoints(deploymentID: String)
  case deleteDeployment(String)
  case deleteDraft(String)
}

/// What the cloud said.
public indirect enum RemoteAnswer: Sendable {
  case engines(EngineVersions)
  case targets([String])
  case validation(SQLValidation)
  case draft(DeploymentDraft?)
  case drafts([DeploymentDraft])
  case deployments([Deployment])
  case summaries([DeploymentSummary])
  case ticket(id: String)
  case ticketResult(DeployTicketResult)
  case deployment(Deployment)
  case jobs([Job])
  case job(Job)
  /// How the job is that was waited for, and nothing more of it.
  case jobState(JobState)
  case startLog(String)
  case savepoints([Savepoint])
  /// Nothing new about what is waited for.
  case unchanged
  case done
  case failed(FlinkAPIError)
}

/// What the cloud said, and under which request id.
public struct RemoteReply: Sendable {
  /// What it said.
  public var answer: RemoteAnswer
  /// The platform's id of the request; nil when none came back.
  public var requestID: String?

  /// A reply.
  public init(_ answer: RemoteAnswer, requestID: String? = nil) {
    self.answer = answer
    self.requestID = requestID
  }
}

/// The cloud, as the domain sees it.
public protocol Cloud: Sendable {
  /// Carries out `call`; an error is an answer too.
  func reply(to call: RemoteCall) async -> RemoteReply

  /// Keeps to a share of the rate limit, 0...1, where there is a limit.
  func keep(toShare share: Double)
}

extension Cloud {
  /// Keeps to no limit.
  public func keep(toShare share: Double) {}

  /// Carries out `call`, for those who need no request id.
  func perform(_ call: RemoteCall) async -> RemoteAnswer { await reply(to: call).answer }
}
