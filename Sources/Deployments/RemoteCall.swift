public import AliyunFlink
public import JSONCoding

/// What the state machine wants of the cloud: at most one effect each.
public enum RemoteCall: Sendable, Equatable {
  case listEngines
  case listTargets
  case validate(sql: String, engineVersion: String?, flinkConf: JSONObject)
  case findDraft(name: String)
  case findDeployments(name: String)
  case createDraft(name: String, sql: String, engineVersion: String, labels: [String: String])
  case readDraft(String)
  case deployDraft(String, target: String)
  case readTicket(String)
  case readDeployment(String)
  case updateDeployment(String, document: JSONObject)
  case listJobs(deploymentID: String)
  case startJob(deploymentID: String, restore: RestoreStrategy)
  case readJob(String)
  case readStartLog(deploymentID: String)
  case stopJob(String, strategy: StopStrategy)
  case listSavepoints(deploymentID: String)
  case deleteDeployment(String)
  case deleteDraft(String)
}

/// What the cloud said.
public enum RemoteAnswer: Sendable {
  case engines(EngineVersions)
  case targets([String])
  case validation(SQLValidation)
  case draft(DeploymentDraft?)
  case deployments([Deployment])
  case ticket(id: String)
  case ticketResult(DeployTicketResult)
  case deployment(Deployment)
  case jobs([Job])
  case job(Job)
  case startLog(String)
  case savepoints([Savepoint])
  case done
  case failed(FlinkAPIError)
}

/// The cloud, as the domain sees it.
public protocol Cloud: Sendable {
  /// Carries out `call`; an error is an answer too.
  func perform(_ call: RemoteCall) async -> RemoteAnswer
}

/// The cloud behind the signed HTTP API.
public struct AliyunCloud: Cloud {
  private let client: FlinkAPIClient

  /// A cloud that `client` calls.
  public init(client: FlinkAPIClient) { self.client = client }

  /// Carries out `call`.
  public func perform(_ call: RemoteCall) async -> RemoteAnswer {
    do throws(FlinkAPIError) { return try await answer(call) } catch { return .failed(error) }
  }

  private func answer(_ call: RemoteCall) async throws(FlinkAPIError) -> RemoteAnswer {
    switch call {
    case .listEngines: .engines(try await client.call(.listEngineVersionMetadata))
    case .listTargets: .targets(try await client.call(.listDeploymentTargets))
    case .validate(let sql, let engineVersion, let conf):
      .validation(
        try await client.call(.validateSQLStatement(sql, engineVersion: engineVersion, flinkConfiguration: conf)))
    case .findDraft(let name): .draft(try await findDraft(name))
    case .findDeployments(let name): .deployments(try await client.call(.getDeploymentsByName(name)))
    case .createDraft(let name, let sql, let engineVersion, let labels):
      .draft(
        try await client.call(
          .createDeploymentDraft(name: name, sql: sql, engineVersion: engineVersion, labels: labels)))
    case .readDraft(let id): .draft(try await client.call(.getDeploymentDraft(id)))
    case .deployDraft(let id, let target):
      .ticket(
        id: try await client.call(.deployDeploymentDraftAsync(draft: id, target: target, skipValidate: false)))
    case .readTicket(let id): .ticketResult(try await client.call(.getDeployDeploymentDraftResult(ticket: id)))
    case .readDeployment(let id): .deployment(try await client.call(.getDeployment(id)))
    case .updateDeployment(let id, let document):
      .deployment(try await client.call(.updateDeployment(id, document: document)))
    case .listJobs(let id): .jobs(try await client.call(.listJobs(deployment: id)))
    case .startJob(let id, let restore):
      .job(try await client.call(.startJobWithParams(deployment: id, restore: restore)))
    case .readJob(let id): .job(try await client.call(.getJob(id)))
    case .readStartLog(let id): .startLog(try await client.call(.getLatestJobStartLog(deployment: id)))
    case .stopJob(let id, let strategy): .job(try await client.call(.stopJob(id, strategy: strategy)))
    case .listSavepoints(let id): .savepoints(try await client.call(.listSavepoints(deployment: id)))
    case .deleteDeployment(let id): try await deleted(.deleteDeployment(id))
    case .deleteDraft(let id): try await deleted(.deleteDeploymentDraft(id))
    }
  }

  /// There is no filter by name: page through until it is found or a page is not full.
  private func findDraft(_ name: String) async throws(FlinkAPIError) -> DeploymentDraft? {
    for page in 1... {
      let drafts = try await client.call(.listDeploymentDrafts(page: page))
      if let draft = drafts.first(where: { $0.name == name }) { return draft }
      if drafts.count < 100 { break }
    }
    return nil
  }

  /// What is gone already counts as deleted.
  private func deleted(_ operation: AliyunFlink.Operation<Void>) async throws(FlinkAPIError) -> RemoteAnswer {
    do throws(FlinkAPIError) {
      try await client.call(operation)
    } catch {
      if !error.isNotFound { throw error }
    }
    return .done
  }
}
