public import JSONCoding

// The operations that this project uses, as described in aliyun "operations.json" (SDK 1.14.0).

extension Operation {
  private static func reading(
    _ id: OperationName, _ path: [Segment], query: [(name: String, value: String)] = [],
    _ decode: @escaping @Sendable (JSON) throws(DecodingFailure) -> Output
  ) -> Operation {
    Operation(id: id, method: "GET", path: path, query: query, safety: .repeatable, decode: decode)
  }

  private static func acting(
    _ id: OperationName, _ path: [Segment], _ body: JSON,
    _ decode: @escaping @Sendable (JSON) throws(DecodingFailure) -> Output
  ) -> Operation {
    Operation(id: id, method: "POST", path: path, body: body, safety: .once, decode: decode)
  }

  private static func page(_ index: Int, _ parameters: (name: String, value: String)...) -> [(
    name: String, value: String
  )] {
    parameters + [("pageIndex", "\(index)"), ("pageSize", "\(pageSize)")]
  }

  private static var namespacePath: [Segment] { ["api", "v2", "namespaces", .namespace] }
  private static var drafts: [Segment] { namespacePath + ["deployment-drafts"] }
  private static var deployments: [Segment] { namespacePath + ["deployments"] }
  private static var jobs: [Segment] { namespacePath + ["jobs"] }
  private static var savepoints: [Segment] { namespacePath + ["savepoints"] }
}

/// The number of elements on one page of a list operation; the API allows 1...100 (operations.json).
public let pageSize = 100

extension Operation where Output == EngineVersions {
  /// `ListEngineVersionMetadata`: the engine versions, and the default.
  public static var listEngineVersionMetadata: Self {
    reading(.listEngineVersionMetadata, ["api", "v2", "engine-version-meta.json"]) { json throws(DecodingFailure) in
      try EngineVersions(json)
    }
  }
}

extension Operation where Output == [DeploymentTarget] {
  /// `ListDeploymentTargets`: the deployment targets (queues) of the namespace, with their quotas.
  public static var listDeploymentTargets: Self {
    reading(.listDeploymentTargets, namespacePath + ["deployment-targets"], query: page(1)) { json in
      (json.array ?? []).compactMap(DeploymentTarget.init)
    }
  }
}

extension Operation where Output == [String] {
  /// `ListVariables`: one page, from 1, of the names of the namespace's variables; their values are not read.
  public static func listVariables(page index: Int) -> Self {
    reading(.listVariables, namespacePath + ["variables"], query: page(index)) { json throws(DecodingFailure) in
      // A missing list says nothing about the variables.
      guard json.array != nil else { throw DecodingFailure(path: "data") }
      return try json.elements { element throws(DecodingFailure) in try element.requiredString("name") }
    }
  }
}

extension Operation where Output == SQLValidation {
  /// `ValidateSqlStatement`: Alibaba Cloud's planner checks a script.
  public static func validateSQLStatement(_ sql: String, engineVersion: String?, flinkConfiguration: JSONObject) -> Self
  {
    var body: JSONObject = ["statement": .string(sql), "batchMode": false]
    body["versionName"] = engineVersion.map(JSON.string)
    if !flinkConfiguration.isEmpty { body["flinkConfiguration"] = .object(flinkConfiguration) }
    return Operation(
      id: .validateSQLStatement, method: "POST", path: namespacePath + ["sql-statement", "validate"],
      body: .object(body), safety: .repeatable
    ) { json throws(DecodingFailure) in try SQLValidation(json) }
  }
}

extension Operation where Output == DeploymentDraft {
  /// `CreateDeploymentDraft`: synchronous; the response has the draft's ID and no ticket.
  /// - Parameter dependencies: Addresses of files to put beside the job.
  public static func createDeploymentDraft(
    name: String, sql: String, dependencies: [String] = [], engineVersion: String, labels: [String: String]
  ) -> Self {
    var artifact: JSONObject = ["sqlScript": .string(sql)]
    if !dependencies.isEmpty { artifact["additionalDependencies"] = .array(dependencies.map(JSON.string)) }
    let labels = JSONObject(labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    let body: JSON = [
      "name": .string(name), "executionMode": "STREAMING", "engineVersion": .string(engineVersion),
      "artifact": ["kind": "SQLSCRIPT", "sqlArtifact": .object(artifact)], "labels": .object(labels),
    ]
    return acting(.createDeploymentDraft, drafts, body) { json throws(DecodingFailure) in try DeploymentDraft(json) }
  }

  /// `UpdateDeploymentDraft`: changes the members that `changes` names.
  public static func updateDeploymentDraft(_ id: String, changes: JSONObject) -> Self {
    Operation(
      id: .updateDeploymentDraft, method: "PATCH", path: drafts + [.parameter(id)], body: .object(changes),
      safety: .repeatable
    ) { json throws(DecodingFailure) in try DeploymentDraft(json) }
  }

  /// `GetDeploymentDraft`.
  public static func getDeploymentDraft(_ id: String) -> Self {
    reading(.getDeploymentDraft, drafts + [.parameter(id)]) { json throws(DecodingFailure) in try DeploymentDraft(json)
    }
  }
}

extension Operation where Output == [DeploymentDraft] {
  /// `ListDeploymentDrafts`: one page, from 1; the API has no filter by name.
  public static func listDeploymentDrafts(page index: Int) -> Self {
    reading(.listDeploymentDrafts, drafts, query: page(index)) { json throws(DecodingFailure) in
      try json.elements { element throws(DecodingFailure) in try DeploymentDraft(element) }
    }
  }
}

extension Operation where Output == String {
  /// `DeployDeploymentDraftAsync`: returns the ticket for ``getDeployDeploymentDraftResult(ticket:)``.
  public static func deployDeploymentDraftAsync(draft: String, target: String, skipValidate: Bool) -> Self {
    let body: JSON = [
      "deploymentDraftId": .string(draft), "deploymentTarget": ["mode": "PER_JOB", "name": .string(target)],
      "skipValidate": .bool(skipValidate),
    ]
    return acting(.deployDeploymentDraftAsync, drafts + ["async-deploy"], body) { json throws(DecodingFailure) in
      try json.requiredString("ticketId")
    }
  }

  /// `GetLatestJobStartLog`: the JobManager's log of the latest start of a deployment.
  public static func getLatestJobStartLog(deployment: String) -> Self {
    reading(.getLatestJobStartLog, deployments + [.parameter(deployment), "latest_jobmanager_start_log"]) { json in
      json.string ?? ""
    }
  }
}

extension Operation where Output == DeployTicketResult {
  /// `GetDeployDeploymentDraftResult`.
  public static func getDeployDeploymentDraftResult(ticket: String) -> Self {
    reading(.getDeployDeploymentDraftResult, drafts + ["tickets", .parameter(ticket), "async-deploy"]) {
      json throws(DecodingFailure) in try DeployTicketResult(json)
    }
  }
}

extension Operation where Output == Deployment {
  /// `GetDeployment`.
  public static func getDeployment(_ id: String) -> Self {
    reading(.getDeployment, deployments + [.parameter(id)]) { json throws(DecodingFailure) in try Deployment(json) }
  }

  /// `UpdateDeployment`: the API does not document whether it merges or replaces, so `document` is the whole deployment.
  public static func updateDeployment(_ id: String, document: JSONObject) -> Self {
    Operation(
      id: .updateDeployment, method: "PUT", path: deployments + [.parameter(id)], body: .object(document),
      safety: .repeatable
    ) { json throws(DecodingFailure) in try Deployment(json) }
  }
}

extension Operation where Output == [Deployment] {
  /// `GetDeploymentsByName`: the deployments with exactly this name.
  public static func getDeploymentsByName(_ name: String) -> Self {
    reading(.getDeploymentsByName, deployments + ["name", .parameter(name)]) { json throws(DecodingFailure) in
      try json.elements { element throws(DecodingFailure) in try Deployment(element) }
    }
  }
}

extension Operation where Output == [DeploymentSummary] {
  /// `ListDeployments`: one page, from 1, of all deployments, or only of deployments with one of some label values.
  /// - Parameter label: `labelKey`, and the values of `labelValueArray`, which semicolons separate.
  public static func listDeployments(page index: Int, label: (key: String, values: [String])? = nil) -> Self {
    let filter = label.map { [("labelKey", $0.key), ("labelValueArray", $0.values.joined(separator: ";"))] } ?? []
    return reading(.listDeployments, deployments, query: page(index) + filter) { json throws(DecodingFailure) in
      try json.elements { element throws(DecodingFailure) in try DeploymentSummary(element) }
    }
  }
}

extension Operation where Output == Void {
  /// `DeleteDeployment`: rejected while a job runs.
  public static func deleteDeployment(_ id: String) -> Self {
    delete(.deleteDeployment, deployments + [.parameter(id)])
  }

  /// `DeleteDeploymentDraft`: rejected while its deployment exists.
  public static func deleteDeploymentDraft(_ id: String) -> Self {
    delete(.deleteDeploymentDraft, drafts + [.parameter(id)])
  }

  private static func delete(_ id: OperationName, _ path: [Segment]) -> Self {
    Operation(id: id, method: "DELETE", path: path, safety: .repeatable) { _ in () }
  }
}

extension Operation where Output == Job {
  /// `StartJobWithParams`: returns the new job, usually in state STARTING.
  public static func startJobWithParams(deployment: String, restore: RestoreStrategy) -> Self {
    let body: JSON = ["deploymentId": .string(deployment), "restoreStrategy": restore.json]
    return acting(.startJobWithParams, namespacePath + ["jobs%3Astart"], body) { json throws(DecodingFailure) in
      try Job(json)
    }
  }

  /// `GetJob`.
  public static func getJob(_ id: String) -> Self {
    reading(.getJob, jobs + [.parameter(id)]) { json throws(DecodingFailure) in try Job(json) }
  }

  /// `StopJob`: the job passes through CANCELLING.
  public static func stopJob(_ id: String, strategy: StopStrategy) -> Self {
    acting(.stopJob, jobs + [.parameter(id + ":stop")], ["stopStrategy": .string(strategy.rawValue)]) {
      json throws(DecodingFailure) in try Job(json)
    }
  }
}

extension Operation where Output == JobDocument {
  /// `GetJob`, with what the job runs.
  public static func getJobDocument(_ id: String) -> Self {
    reading(.getJob, jobs + [.parameter(id)]) { json throws(DecodingFailure) in try JobDocument(json) }
  }
}

extension Operation where Output == HotUpdateResult {
  /// `HotUpdateJob`: brings a running job to the settings of its deployment; without a body, as the SDK sends it.
  public static func hotUpdateJob(_ id: String) -> Self {
    Operation(
      id: .hotUpdateJob, method: "POST", path: jobs + [.parameter(id + ":hotUpdate")], safety: .once
    ) { json throws(DecodingFailure) in try HotUpdateResult(json) }
  }

  /// `GetHotUpdateJobResult`.
  public static func getHotUpdateJobResult(_ id: String) -> Self {
    reading(.getHotUpdateJobResult, jobs + ["hot-updates", .parameter(id)]) { json throws(DecodingFailure) in
      try HotUpdateResult(json)
    }
  }
}

extension Operation where Output == [Job] {
  /// `ListJobs` of one deployment: one page, from 1.
  public static func listJobs(deployment: String, page index: Int = 1) -> Self {
    reading(.listJobs, jobs, query: page(index, ("deploymentId", deployment))) { json throws(DecodingFailure) in
      try json.elements { element throws(DecodingFailure) in try Job(element) }
    }
  }
}

extension Operation where Output == [Savepoint] {
  /// `ListSavepoints` of one deployment: one page, from 1.
  public static func listSavepoints(deployment: String, page index: Int = 1) -> Self {
    reading(.listSavepoints, savepoints, query: page(index, ("deploymentId", deployment))) {
      json throws(DecodingFailure) in
      try json.elements { element throws(DecodingFailure) in try Savepoint(element) }
    }
  }
}

extension Operation where Output == Bool {
  /// `GetAutopilotPolicy`: whether Autopilot changes the resources of a deployment.
  public static func getAutopilotPolicy(deployment id: String) -> Self {
    reading(
      .getAutopilotPolicy,
      ["autopilot", "v2", "namespaces", .namespace, "deployments", .parameter(id), "autopilotpolicy-describe"]
    ) { json throws(DecodingFailure) in
      guard let isOn = json["enabled"]?.bool else { throw DecodingFailure(path: "data.enabled") }
      return isOn
    }
  }

  /// `GetAppliedScheduledPlan`: whether a scheduled plan changes the resources of a deployment.
  public static func getAppliedScheduledPlan(deployment id: String) -> Self {
    reading(
      .getAppliedScheduledPlan, namespacePath + ["scheduled-plans%3AgetExecutedScheduledPlan"],
      query: [("deploymentId", id)]
    ) { json in json["expectedState"]?.string == "RUNNING" }
  }
}

extension JSON {
  fileprivate func elements<Element>(
    _ decode: (JSON) throws(DecodingFailure) -> Element
  ) throws(DecodingFailure) -> [Element] {
    var elements: [Element] = []
    for element in array ?? [] { elements.append(try decode(element)) }
    return elements
  }
}

extension Operation where Output == JSON {
  /// `FlinkApiProxy`: what Flink's REST API answers to GET `path` of a job that runs.
  ///
  /// The answer is JSON in a string.
  public static func flinkAPIProxy(job id: String, path: String) -> Self {
    var operation = reading(
      .flinkAPIProxy, ["flink-ui", "v2", "proxy"],
      query: [("resourceType", "jobs"), ("resourceId", id), ("flinkApiPath", path)]
    ) { json throws(DecodingFailure) in
      guard let text = json.string, let answer = try? JSON.parse(text.utf8) else {
        throw DecodingFailure(path: "data")
      }
      return answer
    }
    operation.hasNamespaceInQuery = true
    return operation
  }
}
