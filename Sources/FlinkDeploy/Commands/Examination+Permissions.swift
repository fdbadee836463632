import AliyunFlink
import Deployments

extension Examination {
  /// Whether the RAM user has the actions that read, by calls for a deployment that does not exist; nil if no call tells.
  ///
  /// Actions that change something are not tried.
  /// - Parameter refusal: Why Alibaba Cloud refused the first call; nil if it did not.
  func permissions(after refusal: FlinkAPIError?) async -> Finding? {
    if let refusal, refusal.missingAction == nil { return nil }
    guard let client = try? application.apiClient() else { return nil }
    let isReadOnly = application.settings.isReadOnly
    let operations = CloudUse.probed(isReadOnly: isReadOnly)
    let answers = await withTaskGroup(of: Answer.self) { group in
      for operation in operations { group.addTask { await Examination.answer(to: operation, client) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let missing = answers.compactMap { if case .denied(let action) = $0 { action } else { nil } }
    if !missing.isEmpty {
      let isComplete = Set(missing).isSubset(of: CloudUse.dispensable.map(\.action))
      return Finding(
        isComplete ? .absent : .bad, .permissions, DoctorDetail.missingActions(missing.sorted()),
        DoctorRemedy.grantActions(isReadOnly: isReadOnly))
    }
    let granted = answers.count { if case .granted = $0 { true } else { false } }
    return granted == 0 ? nil : Finding(.good, .permissions, DoctorDetail.grantedActions(granted))
  }

  /// What a call says about the permission for it.
  private enum Answer {
    case granted
    /// The user lacks this action.
    case denied(String)
    /// There was no answer, or one that does not tell.
    case unknown
  }

  private static func answer(to operation: OperationName, _ client: FlinkAPIClient) async -> Answer {
    do throws(FlinkAPIError) {
      try await probe(operation, client)
      return .granted
    } catch {
      if let action = error.missingAction { return .denied(action) }
      // Alibaba Cloud checks the permission before it looks for the deployment.
      return error.kind == .business ? .granted : .unknown
    }
  }

  /// The ID of no deployment, draft or job.
  private static let nobody = "00000000-0000-0000-0000-000000000000"

  /// Calls an operation that changes nothing.
  private static func probe(_ operation: OperationName, _ client: FlinkAPIClient) async throws(FlinkAPIError) {
    switch operation {
    case .listEngineVersionMetadata: _ = try await client.call(.listEngineVersionMetadata)
    case .listDeploymentTargets: _ = try await client.call(.listDeploymentTargets)
    case .listVariables: _ = try await client.call(.listVariables(page: 1))
    case .listDeploymentDrafts: _ = try await client.call(.listDeploymentDrafts(page: 1))
    case .getDeploymentDraft: _ = try await client.call(.getDeploymentDraft(nobody))
    case .getDeployDeploymentDraftResult: _ = try await client.call(.getDeployDeploymentDraftResult(ticket: nobody))
    case .getDeployment: _ = try await client.call(.getDeployment(nobody))
    case .getDeploymentsByName: _ = try await client.call(.getDeploymentsByName(nobody))
    case .listDeployments: _ = try await client.call(.listDeployments(page: 1))
    case .getJob: _ = try await client.call(.getJob(nobody))
    case .listJobs: _ = try await client.call(.listJobs(deployment: nobody))
    case .getHotUpdateJobResult: _ = try await client.call(.getHotUpdateJobResult(nobody))
    case .getLatestJobStartLog: _ = try await client.call(.getLatestJobStartLog(deployment: nobody))
    case .listSavepoints: _ = try await client.call(.listSavepoints(deployment: nobody))
    case .flinkAPIProxy: _ = try await client.call(.flinkAPIProxy(job: nobody, path: "/jobs/overview"))
    case .getAutopilotPolicy: _ = try await client.call(.getAutopilotPolicy(deployment: nobody))
    case .getAppliedScheduledPlan: _ = try await client.call(.getAppliedScheduledPlan(deployment: nobody))
    case .validateSQLStatement, .createDeploymentDraft, .updateDeploymentDraft, .deleteDeploymentDraft,
      .deployDeploymentDraftAsync, .updateDeployment, .deleteDeployment, .startJobWithParams, .stopJob, .hotUpdateJob:
      break
    }
  }
}
