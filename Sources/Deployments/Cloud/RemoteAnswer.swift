public import AliyunFlink
public import JSONCoding

/// The answer of Alibaba Cloud to a ``RemoteCall``.
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
  /// The job with what it runs.
  case jobDocument(JobDocument)
  /// The state of the job, and nothing else about it.
  case jobState(JobState)
  case startLog(String)
  case savepoints([Savepoint])
  case hotUpdate(HotUpdateResult)
  /// The answer of Flink's REST API.
  case flink(JSON)
  /// Whether the platform changes the resources of a deployment by itself.
  case tuning(isOn: Bool)
  /// The awaited change did not happen yet.
  case unchanged
  case done
  case failed(FlinkAPIError)
}

/// An answer with its request ID.
public struct RemoteReply: Sendable {
  /// The answer.
  public var answer: RemoteAnswer
  /// The request ID of Alibaba Cloud; nil when no response came back.
  public var requestID: String?

  /// A reply.
  public init(_ answer: RemoteAnswer, requestID: String? = nil) {
    self.answer = answer
    self.requestID = requestID
  }
}
