public import AliyunFlink

/// Alibaba Cloud behind its signed HTTP API.
public struct AliyunCloud: Cloud {
  private let client: FlinkAPIClient
  private let engines: EngineCatalog
  private let lists: NamespaceLists

  /// A cloud that uses `client`.
  /// - Parameters:
  ///   - engines: The engine versions that are known already.
  ///   - lists: The deployment targets that are known already.
  public init(
    client: FlinkAPIClient, engines: EngineCatalog = EngineCatalog(), lists: NamespaceLists = NamespaceLists()
  ) {
    self.client = client
    self.engines = engines
    self.lists = lists
  }

  /// Limits the calls to a share of the rate limit, 0...1.
  public func keep(toShare share: Double) { client.keep(toShare: share) }

  /// Carries out `call`.
  public func reply(to call: RemoteCall) async -> RemoteReply {
    do throws(FlinkAPIError) { return try await request(call)(client) } catch {
      return RemoteReply(.failed(error), requestID: error.requestID)
    }
  }

  private typealias Request = @Sendable (FlinkAPIClient) async throws(FlinkAPIError) -> RemoteReply

  // One closure for each case. A function that awaits in every case would hold the variables of all of them in its
  // frame, and a thousand operations wait in it at once.
  private func request(_ call: RemoteCall) -> Request {
    switch call {
    case .listEngines:
      { [engines] client throws(FlinkAPIError) in
        if let recent = engines.recent { return RemoteReply(.engines(recent)) }
        let reply = try await client.reply(to: .listEngineVersionMetadata)
        engines.remember(reply.output)
        return RemoteReply(.engines(reply.output), requestID: reply.requestID)
      }
    case .listTargets:
      { [lists] client throws(FlinkAPIError) in
        if let recent = lists.recentTargets { return RemoteReply(.targets(recent.map(\.name))) }
        let reply = try await client.reply(to: .listDeploymentTargets)
        return RemoteReply(.targets(reply.output.map(\.name)), requestID: reply.requestID)
      }
    case .validate(let sql, let engineVersion, let conf):
      ask(.validateSQLStatement(sql, engineVersion: engineVersion, flinkConfiguration: conf), RemoteAnswer.validation)
    case .findDraft(let name):
      { client throws(FlinkAPIError) in
        let drafts = try await AliyunCloud.listDrafts(until: name, client)
        return RemoteReply(.draft(drafts.first { $0.name == name }))
      }
    case .listDrafts:
      { client throws(FlinkAPIError) in RemoteReply(.drafts(try await AliyunCloud.listDrafts(until: nil, client))) }
    case .findDeployments(let name): ask(.getDeploymentsByName(name), RemoteAnswer.deployments)
    case .listDeployments(let markers):
      ask(.listDeployments(page: 1, label: (OperationMachine.label, markers)), RemoteAnswer.summaries)
    case .listAllDeployments(let page): ask(.listDeployments(page: page), RemoteAnswer.summaries)
    case .createDraft(let name, let sql, let dependencies, let engineVersion, let labels):
      ask(
        .createDeploymentDraft(
          name: name, sql: sql, dependencies: dependencies, engineVersion: engineVersion, labels: labels)
      ) { .draft($0) }
    case .readDraft(let id): ask(.getDeploymentDraft(id)) { .draft($0) }
    case .deployDraft(let id, let target):
      ask(.deployDeploymentDraftAsync(draft: id, target: target, skipValidate: false)) { .ticket(id: $0) }
    case .readTicket(let id, _, _, _): ask(.getDeployDeploymentDraftResult(ticket: id), RemoteAnswer.ticketResult)
    case .readDeployment(let id): ask(.getDeployment(id), RemoteAnswer.deployment)
    case .updateDeployment(let id, let document):
      ask(.updateDeployment(id, document: document), RemoteAnswer.deployment)
    case .updateDraft(let id, let changes): ask(.updateDeploymentDraft(id, changes: changes)) { .draft($0) }
    case .hotUpdate(let id): ask(.hotUpdateJob(id), RemoteAnswer.hotUpdate)
    case .readHotUpdate(let id): ask(.getHotUpdateJobResult(id), RemoteAnswer.hotUpdate)
    case .listJobs(let id): ask(.listJobs(deployment: id), RemoteAnswer.jobs)
    case .startJob(let id, let restore): ask(.startJobWithParams(deployment: id, restore: restore), RemoteAnswer.job)
    case .readJob(let id), .awaitJob(let id, _, _, _): ask(.getJob(id), RemoteAnswer.job)
    case .readJobDocument(let id): ask(.getJobDocument(id), RemoteAnswer.jobDocument)
    case .readStartLog(let id): ask(.getLatestJobStartLog(deployment: id), RemoteAnswer.startLog)
    case .stopJob(let id, let strategy): ask(.stopJob(id, strategy: strategy), RemoteAnswer.job)
    case .listSavepoints(let id): ask(.listSavepoints(deployment: id), RemoteAnswer.savepoints)
    case .deleteDeployment(let id): delete(.deleteDeployment(id))
    case .deleteDraft(let id): delete(.deleteDeploymentDraft(id))
    case .readFlink(let id, let path): ask(.flinkAPIProxy(job: id, path: path), RemoteAnswer.flink)
    case .readAutopilot(let id): ask(.getAutopilotPolicy(deployment: id)) { .tuning(isOn: $0) }
    case .readScheduledPlan(let id): ask(.getAppliedScheduledPlan(deployment: id)) { .tuning(isOn: $0) }
    }
  }

  private func ask<Output>(
    _ operation: AliyunFlink.Operation<Output>, _ wrap: @escaping @Sendable (Output) -> RemoteAnswer
  ) -> Request {
    { client throws(FlinkAPIError) in
      let reply = try await client.reply(to: operation)
      return RemoteReply(wrap(reply.output), requestID: reply.requestID)
    }
  }

  /// The drafts of all pages, up to the page with `name`; the API has no filter by name.
  private static func listDrafts(until name: String?, _ client: FlinkAPIClient) async throws(FlinkAPIError)
    -> [DeploymentDraft]
  {
    var all: [DeploymentDraft] = []
    for page in 1... {
      let drafts = try await client.call(.listDeploymentDrafts(page: page))
      all += drafts
      if drafts.count < pageSize || drafts.contains(where: { $0.name == name }) { break }
    }
    return all
  }

  /// Deletes a resource; one that does not exist counts as deleted.
  private func delete(_ operation: AliyunFlink.Operation<Void>) -> Request {
    { client throws(FlinkAPIError) in
      do throws(FlinkAPIError) {
        return RemoteReply(.done, requestID: try await client.reply(to: operation).requestID)
      } catch {
        if !error.isNotFound { throw error }
        return RemoteReply(.done, requestID: error.requestID)
      }
    }
  }
}
