/// Which operation a request line means.
///
/// Paths come with `:` or `%3A`; both route alike.
enum Route {
  private static let patterns: [(method: String, path: String, operation: String)] = [
    ("GET", "api/v2/engine-version-meta.json", "ListEngineVersionMetadata"),
    ("GET", "api/v2/namespaces/*/deployment-targets", "ListDeploymentTargets"),
    ("POST", "api/v2/namespaces/*/sql-statement/validate", "ValidateSqlStatement"),
    ("POST", "api/v2/namespaces/*/sql-statement/execute", "ExecuteSqlStatement"),
    ("POST", "api/v2/namespaces/*/deployment-drafts", "CreateDeploymentDraft"),
    ("GET", "api/v2/namespaces/*/deployment-drafts", "ListDeploymentDrafts"),
    ("POST", "api/v2/namespaces/*/deployment-drafts/getLock", "GetDeploymentDraftLock"),
    ("POST", "api/v2/namespaces/*/deployment-drafts/async-deploy", "DeployDeploymentDraftAsync"),
    ("GET", "api/v2/namespaces/*/deployment-drafts/tickets/*/async-deploy", "GetDeployDeploymentDraftResult"),
    ("GET", "api/v2/namespaces/*/deployment-drafts/*", "GetDeploymentDraft"),
    ("PATCH", "api/v2/namespaces/*/deployment-drafts/*", "UpdateDeploymentDraft"),
    ("DELETE", "api/v2/namespaces/*/deployment-drafts/*", "DeleteDeploymentDraft"),
    ("POST", "api/v2/namespaces/*/deployments", "CreateDeployment"),
    ("GET", "api/v2/namespaces/*/deployments", "ListDeployments"),
    ("GET", "api/v2/namespaces/*/deployments/name/*", "GetDeploymentsByName"),
    ("GET", "api/v2/namespaces/*/deployments/*/latest_jobmanager_start_log", "GetLatestJobStartLog"),
    ("GET", "api/v2/namespaces/*/deployments/*/jobs/*/job-diagnoses/lite", "GetJobDiagnosis"),
    ("GET", "api/v2/namespaces/*/deployments/*", "GetDeployment"),
    ("PUT", "api/v2/namespaces/*/deployments/*", "UpdateDeployment"),
    ("DELETE", "api/v2/namespaces/*/deployments/*", "DeleteDeployment"),
    ("POST", "api/v2/namespaces/*/jobs:start", "StartJobWithParams"),
    ("POST", "api/v2/namespaces/*/jobs", "StartJob"),
    ("GET", "api/v2/namespaces/*/jobs", "ListJobs"),
    ("GET", "api/v2/namespaces/*/jobs/*", "GetJob"),
    ("POST", "api/v2/namespaces/*/jobs/*:stop", "StopJob"),
    ("DELETE", "api/v2/namespaces/*/jobs/*", "DeleteJob"),
    ("POST", "api/v2/namespaces/*/savepoints", "CreateSavepoint"),
    ("GET", "api/v2/namespaces/*/savepoints", "ListSavepoints"),
    ("GET", "api/v2/namespaces/*/savepoints/*", "GetSavepoint"),
    ("DELETE", "api/v2/namespaces/*/savepoints/*", "DeleteSavepoint"),
    ("POST", "api/v2/namespaces/*/jobs/*:hotUpdate", "HotUpdateJob"),
    ("GET", "api/v2/namespaces/*/jobs/hot-updates/*", "GetHotUpdateJobResult"),
    ("GET", "api/v2/namespaces/*/variables", "ListVariables"),
    ("POST", "api/v2/namespaces/*/variables", "CreateVariable"),
    ("PATCH", "api/v2/namespaces/*/variables/*", "UpdateVariable"),
    ("DELETE", "api/v2/namespaces/*/variables/*", "DeleteVariable"),
    ("GET", "api/v2/namespaces/*/events", "GetEvents"),
    ("GET", "flink-ui/v2/proxy", "FlinkApiProxy"),
    ("GET", "autopilot/v2/namespaces/*/deployments/*/autopilotpolicy-describe", "GetAutopilotPolicy"),
    ("PUT", "autopilot/v2/namespaces/*/deployments/*/autopilotpolicy-update", "UpdateAutopilotPolicy"),
    ("GET", "api/v2/namespaces/*/scheduled-plans:getExecutedScheduledPlan", "GetAppliedScheduledPlan"),
  ]

  private static let parsed = patterns.map { ($0.method, $0.path.split(separator: "/").map(String.init), $0.operation) }

  /// The operation and its path parameters, the namespace first; nil when there is none.
  static func match(_ method: String, _ segments: [String]) -> (operation: String, parameters: [String])? {
    for (wantedMethod, pattern, operation) in parsed where wantedMethod == method && pattern.count == segments.count {
      var parameters: [String] = []
      let matches = zip(pattern, segments).allSatisfy { wanted, given in
        guard wanted.hasPrefix("*") else { return wanted == given }
        let suffix = wanted.dropFirst()
        if suffix.isEmpty && given.contains(":") || !given.hasSuffix(suffix) { return false }
        parameters.append(String(given.dropLast(suffix.count)))
        return true
      }
      if matches { return (operation, parameters) }
    }
    return nil
  }
}
