public import AliyunFlink

/// The cloud behind the signed HTTP API.
public struct AliyunCloud: Cloud {
  private let client: FlinkAPIClient

  /// A cloud that `client` calls.
  public init(client: FlinkAPIClient) { self.client = client }

  /// Carries out `call`.
  public func reply(to call: RemoteCall) async -> RemoteReply {
    do throws(FlinkAPIError) { return try await answer(call) } catch {
      return RemoteReply(.failed(error), requestID: error.requestID)
    }
  }

  private func answer(_ call: RemoteCall) async throws(FlinkAPIError) -> RemoteReply {
    switch call {
    case .listEngines: try await ask(.listEngineVersionMetadata, RemoteAnswer.engines)
    case .listTargets: try await ask(.listDeploymentTargets, RemoteAnswer.targets)
    case .validate(let sql, let engineVersion, let conf):
      try await ask(
        .validateSQLStatement(sql, engineVersion: engineVersion, flinkConfiguration: conf), RemoteAnswer.validation)
    case .findDraft(let name):
      RemoteReply(.draft(try await listDrafts(until: name).first { $0.name == name }))
    case .listDrafts: RemoteReply(.drafts(try await listDrafts(until: nil)))
    case .findDeployments(let name): try await ask(.getDeploymentsByName(name), RemoteAnswer.deployments)
    case .listDeployments: try await listDeployments()
    case .createDraft(let name, let sql, let engineVersion, let labels):
      try await ask(.createDeploymentDraft(name: name, sql: sql, engineVersion: engineVersion, labels: labels)) {
        .draft($0)
      }
    case .readDraft(let id): try await ask(.getDeploymentDraft(id)) { .draft($0) }
    case .deployDraft(let id, let target):
      try await ask(.deployDeploymentDraftAsync(draft: id, target: target, skipValidate: false)) { .ticket(id: $0) }
    case .readTicket(let id, _, _):
      try await ask(.getDeployDeploymentDraftResult(ticket: id), RemoteAnswer.ticketResult)
    case .readDeployment(let id): try await ask(.getDeployment(id), RemoteAnswer.deployment)
    case .updateDeployment(let id, let document):
      try await ask(.updateDeployment(id, document: document), RemoteAnswer.deployment)
    case .listJobs(let id): try await ask(.listJobs(deployment: id), RemoteAnswer.jobs)
    case .startJob(let id, let restore):
      try await ask(.startJobWithParams(deployment: id, restore: restore), RemoteAnswer.job)
    case .readJob(let id), .awaitJob(let id, _, _): try await ask(.getJob(id), RemoteAnswer.job)
    case .readStartLog(let id): try await ask(.getLatestJobStartLog(deployment: id), RemoteAnswer.startLog)
    case .stopJob(let id, let strategy): try await ask(.stopJob(id, strategy: strategy), RemoteAnswer.job)
    case .listSavepoints(let id): try await ask(.listSavepoints(deployment: id), RemoteAnswer.savepoints)
    case .deleteDeployment(let id): try await delete(.deleteDeployment(id))
    case .deleteDraft(let id): try await delete(.deleteDeploymentDraft(id))
    }
  }

  private func ask<Output>(
    _ operation: AliyunFlink.Operation<Output>, _ wrap: (Output) -> RemoteAnswer
  ) async throws(FlinkAPIError) -> RemoteReply {
    let reply = try await client.reply(to: operation)
    return RemoteReply(wrap(reply.output), requestID: reply.requestID)
  }

  /// There is no filter by name: pages until `name` is found or a page is not full.
  private func listDrafts(until name: String?) async throws(FlinkAPIError) -> [DeploymentDraft] {
    var all: [DeploymentDraft] = []
    for page in 1... {
      let drafts = try await client.call(.listDeploymentDrafts(page: page))
      all += drafts
      if drafts.count < pageSize || drafts.contains(where: { $0.name == name }) { break }
    }
    return all
  }

  private func listDeployments() async throws(FlinkAPIError) -> RemoteReply {
    var all: [Deployment] = []
    for page in 1... {
      let deployments = try await client.call(.listDeployments(page: page))
      all += deployments
      if deployments.count < pageSize { break }
    }
    return RemoteReply(.deployments(all))
  }

  /// What is gone already counts as deleted.
  private func delete(_ operation: AliyunFlink.Operation<Void>) async throws(FlinkAPIError) -> RemoteReply {
    do throws(FlinkAPIError) {
      return RemoteReply(.done, requestID: try await client.reply(to: operation).requestID)
    } catch {
      if !error.isNotFound { throw error }
      return RemoteReply(.done, requestID: error.requestID)
    }
  }
}
