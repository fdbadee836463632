import JSONCoding

/// One call of an operation, parsed from the wire.
struct OperationCall: Sendable {
  let name: String
  /// Path parameters in their order, the namespace left out.
  let parameters: [String]
  let query: [String: String]
  let body: JSONObject
}

/// What an operation answers: `data`, and the number of elements of the whole list.
struct OperationResult: Sendable {
  var data: JSON?
  var page: (index: Int, size: Int, total: Int)?

  init(_ data: JSON?) { self.data = data }

  /// One page of `elements`.
  init(_ elements: [JSON], _ query: [String: String]) throws(BusinessError) { try self.init(elements, query) { $0 } }

  /// One page of `elements`, each as it is `shown`.
  init<Element>(_ elements: [Element], _ query: [String: String], _ shown: (Element) -> JSON) throws(BusinessError) {
    let index = query["pageIndex"].flatMap { Int($0) } ?? 1
    let size = query["pageSize"].flatMap { Int($0) } ?? 10
    guard index >= 1, (1...100).contains(size) else {
      throw .invalid("pageIndex is at least 1, pageSize 1 to 100")
    }
    data = .array(elements.dropFirst((index - 1) * size).prefix(size).map(shown))
    page = (index, size, elements.count)
  }
}

extension Platform {
  /// Carries out one operation.
  /// - Parameter inside: The fault inside; asking for it uses it up.
  mutating func perform(
    _ call: OperationCall, now: Int, inside: (String) -> Fault.Kind?
  ) throws(BusinessError) -> OperationResult {
    advance(to: now)
    let id = call.parameters.first ?? ""
    switch call.name {
    case "ListEngineVersionMetadata": return OperationResult(Platform.engines)
    case "ListDeploymentTargets":
      return try OperationResult(
        ["default-queue", "batch-queue"].map { ["name": .string($0), "namespace": .string(namespace)] }, call.query)
    case "ValidateSqlStatement": return OperationResult(validate(call.body))
    case "ExecuteSqlStatement":
      return OperationResult(["executeSuccess": true, "statement": call.body["statement"] ?? ""])

    case "CreateDeploymentDraft": return OperationResult(try createDraft(call.body, now))
    case "GetDeploymentDraft": return OperationResult(.object(try draft(id)))
    case "UpdateDeploymentDraft":
      drafts[id] = try merged(draft(id), call.body, keeping: ["deploymentDraftId", "referencedDeploymentId"])
      return OperationResult(.object(try draft(id)))
    case "ListDeploymentDrafts":
      return try OperationResult(order.reversed().compactMap { drafts[$0].map(JSON.object) }, call.query)
    case "DeleteDeploymentDraft":
      let deployment = try draft(id)["referencedDeploymentId"]?.string
      if let deployment, deployments[deployment] != nil { throw .inUse("The draft's deployment exists") }
      drafts[id] = nil
      return OperationResult(nil)
    case "GetDeploymentDraftLock":
      return OperationResult(["id": .string(call.query["deploymentDraftId"] ?? ""), "namespace": .string(namespace)])
    case "DeployDeploymentDraftAsync": return OperationResult(try deploy(call.body, now, inside))
    case "GetDeployDeploymentDraftResult":
      guard let ticket = tickets[id] else { throw .notFound("Ticket") }
      return OperationResult(ticket.result ?? ["ticketStatus": "EXECUTING"])

    case "CreateDeployment": return OperationResult(try createDeployment(call.body, now))
    case "GetDeployment": return OperationResult(shown(try deployment(id)))
    case "GetDeploymentsByName":
      return OperationResult(
        .array(order.compactMap { deployments[$0] }.filter { $0["name"]?.string == id }.map(shown)))
    case "ListDeployments":
      let name = call.query["name"]
      let values = call.query["labelValueArray"].map { Set($0.split(separator: ";").map(String.init)) }
      let found = order.reversed().compactMap { deployments[$0] }
        .filter { name == nil || ($0["name"]?.string ?? "").contains(name ?? "") }
        .filter { deployment in
          guard let key = call.query["labelKey"] else { return true }
          guard let value = deployment["labels"]?[key]?.string else { return false }
          return values?.contains(value) ?? true
        }
      return try OperationResult(found, call.query, shown)
    case "UpdateDeployment":
      deployments[id] = try merged(
        deployment(id), call.body, keeping: ["deploymentId", "referencedDeploymentDraftId", "namespace", "workspace"])
      return OperationResult(shown(try deployment(id)))
    case "DeleteDeployment":
      _ = try deployment(id)
      if jobIDs(of: id).contains(where: isActive) { throw .inUse("A job of the deployment is running") }
      deployments[id] = nil
      for job in jobIDs(of: id) { jobs[job] = nil }
      return OperationResult(nil)

    default: return try performOnJob(call, id, now: now, inside: inside)
    }
  }

  private mutating func performOnJob(
    _ call: OperationCall, _ id: String, now: Int, inside: (String) -> Fault.Kind?
  ) throws(BusinessError) -> OperationResult {
    switch call.name {
    case "StartJobWithParams", "StartJob": return OperationResult(try start(call.body, now, inside))
    case "GetJob": return OperationResult(.object(try job(id)))
    case "ListJobs":
      let deploymentID = call.query["deploymentId"] ?? ""
      _ = try deployment(deploymentID)
      return try OperationResult(jobIDs(of: deploymentID).compactMap { jobs[$0].map(JSON.object) }, call.query)
    case "StopJob": return OperationResult(try stop(id, call.body, now, inside))
    case "DeleteJob":
      _ = try job(id)
      if isActive(id) { throw .inUse("The job is running") }
      jobs[id] = nil
      return OperationResult(nil)
    case "GetJobDiagnosis":
      return OperationResult([
        "diagnoseId": .string(Platform.makeID()), "healthScore": 100, "riskLevel": "RISK_LEVEL_LOW", "symptoms": [:],
      ])
    case "GetLatestJobStartLog":
      _ = try deployment(id)
      let failure = jobIDs(of: id).first.flatMap { jobs[$0]?["status"]?["failure"]?["message"]?.string }
      return OperationResult(.string("Starting the JobManager\n" + (failure.map { "Caused by: \($0)\n" } ?? "")))
    case "CreateSavepoint":
      let savepointID = try addSavepoint(
        deploymentID: call.body["deploymentId"]?.string ?? "", jobID: nil, origin: "USER_REQUEST", now)
      savepoints[savepointID]?["status"] = ["state": "COMPLETED"]
      return OperationResult(savepoints[savepointID].map(JSON.object))
    case "GetSavepoint":
      guard let savepoint = savepoints[id] else { throw .notFound("Savepoint") }
      return OperationResult(.object(savepoint))
    case "ListSavepoints":
      let wanted = order.reversed().compactMap { savepoints[$0] }.filter { savepoint in
        ["deploymentId", "jobId"].allSatisfy { key in
          call.query[key].map { savepoint[key]?.string == $0 } ?? true
        }
      }
      return try OperationResult(wanted.map(JSON.object), call.query)
    case "DeleteSavepoint":
      guard savepoints.removeValue(forKey: id) != nil else { throw .notFound("Savepoint") }
      return OperationResult(nil)
    default: throw .invalid("\(call.name) is not emulated")
    }
  }

  private static let engines: JSON = [
    "defaultEngineVersion": "vvr-8.0.11-flink-1.17",
    "engineVersionMetadata": [
      [
        "engineVersion": "vvr-8.0.11-flink-1.17", "status": "STABLE",
        "features": ["useForSqlDeployments": true, "supportNativeSavepoint": true],
      ],
      [
        "engineVersion": "vvr-11.1-jdk11-flink-1.20", "status": "STABLE",
        "features": ["useForSqlDeployments": true, "supportNativeSavepoint": true],
      ],
    ],
  ]

  private func validate(_ body: JSONObject) -> JSON {
    guard let problem = SQLCheck.problem(in: body["statement"]?.string ?? "") else {
      return ["success": true, "message": "", "validationResult": "VALIDATION_RESULT_VALID_INSERT_QUERY"]
    }
    return [
      "success": false, "message": .string(problem), "validationResult": "VALIDATION_RESULT_INVALID_QUERY",
      "errorDetails": ["message": .string(problem), "lineNumber": "1", "columnNumber": "1"],
    ]
  }

  // MARK: Drafts and deployments

  private func draft(_ id: String) throws(BusinessError) -> JSONObject {
    guard let draft = drafts[id] else { throw .notFound("Draft") }
    return draft
  }

  private func deployment(_ id: String) throws(BusinessError) -> JSONObject {
    guard let deployment = deployments[id] else { throw .notFound("Deployment") }
    return deployment
  }

  private mutating func createDraft(_ body: JSONObject, _ now: Int) throws(BusinessError) -> JSON {
    guard let name = body["name"]?.string, !name.isEmpty else { throw .invalid("name is required") }
    guard body["engineVersion"]?.string?.isEmpty == false else { throw .invalid("engineVersion is required") }
    let isDuplicate = !allowsDuplicates && drafts.values.contains { $0["name"]?.string == name }
    if isDuplicate { throw .duplicateName(name) }
    let id = Platform.makeID()
    var draft = body
    draft["deploymentDraftId"] = .string(id)
    draft["namespace"] = .string(namespace)
    draft["workspace"] = .string(workspaceID)
    draft["createdAt"] = .int(now)
    draft["modifiedAt"] = .int(now)
    drafts[id] = draft
    order.append(id)
    return .object(draft)
  }

  private func merged(_ old: JSONObject, _ new: JSONObject, keeping keys: Set<String>) -> JSONObject {
    var merged = old
    for member in new.members where !keys.contains(member.key) { merged[member.key] = member.value }
    return merged
  }

  private mutating func deploy(
    _ body: JSONObject, _ now: Int, _ inside: (String) -> Fault.Kind?
  ) throws(BusinessError) -> JSON {
    let draftID = body["deploymentDraftId"]?.string ?? ""
    let draft = try draft(draftID)
    guard let target = body["deploymentTarget"], target["name"]?.string?.isEmpty == false else {
      throw .invalid("deploymentTarget is required")
    }
    let isTaken =
      !allowsDuplicates
      && deployments.values.contains {
        $0["name"] == draft["name"] && $0["referencedDeploymentDraftId"]?.string != draftID
      }
    if isTaken { throw .duplicateName(draft["name"]?.string ?? "") }
    var ticket = Ticket(draftID: draftID, target: target, dueAt: now + durations.ticket)
    switch inside("DeployDeploymentDraftAsync") {
    case .ticketFails: ticket.failure = "The table 'missing' does not exist"
    case .ticketSticks: ticket.dueAt = nil
    default: break
    }
    let id = Platform.makeID()
    tickets[id] = ticket
    openTickets.insert(id)
    return ["ticketId": .string(id)]
  }

  private mutating func createDeployment(_ body: JSONObject, _ now: Int) throws(BusinessError) -> JSON {
    guard let name = body["name"]?.string, !name.isEmpty else { throw .invalid("name is required") }
    if deployments.values.contains(where: { $0["name"]?.string == name }) { throw .duplicateName(name) }
    let id = Platform.makeID()
    deployments[id] = merged(newDeployment(id, now), body, keeping: ["deploymentId"])
    order.append(id)
    return shown(try deployment(id))
  }

  // MARK: Jobs

  private func job(_ id: String) throws(BusinessError) -> JSONObject {
    guard let job = jobs[id] else { throw .notFound("Job") }
    return job
  }

  private mutating func start(
    _ body: JSONObject, _ now: Int, _ inside: (String) -> Fault.Kind?
  ) throws(BusinessError) -> JSON {
    let deploymentID = body["deploymentId"]?.string ?? ""
    let deployment = try deployment(deploymentID)
    if !allowsDuplicates, jobIDs(of: deploymentID).contains(where: isActive) {
      throw .conflict("A job of the deployment is running already")
    }
    let restore = body["restoreStrategy"]
    if restore?["kind"] == "FROM_SAVEPOINT", savepoints[restore?["savepointId"]?.string ?? ""] == nil {
      throw .notFound("Savepoint")
    }
    let id = Platform.makeID()
    jobs[id] = [
      "jobId": .string(id), "deploymentId": .string(deploymentID), "deploymentName": deployment["name"] ?? "",
      "namespace": .string(namespace), "workspace": .string(workspaceID), "createdAt": .string("\(now)"),
      "startTime": .int(now), "executionMode": "STREAMING", "engineVersion": deployment["engineVersion"] ?? "",
      "restoreStrategy": restore ?? .null, "flinkConf": deployment["flinkConf"] ?? [:],
      "status": ["currentJobStatus": "STARTING"],
    ]
    jobsByDeployment[deploymentID, default: []].append(id)
    switch inside("StartJobWithParams") {
    case .jobFails:
      let failure = "Could not find any factory for identifier 'hologres'"
      transitions[id] = [Transition(dueAt: now + durations.start, state: "FAILED", failure: failure)]
    case .jobFinishes:
      transitions[id] = [
        Transition(dueAt: now + durations.start, state: "RUNNING"),
        Transition(dueAt: now + 2 * durations.start, state: "FINISHED"),
      ]
    default: transitions[id] = [Transition(dueAt: now + durations.start, state: "RUNNING")]
    }
    return .object(try job(id))
  }

  private mutating func stop(
    _ id: String, _ body: JSONObject, _ now: Int, _ inside: (String) -> Fault.Kind?
  ) throws(BusinessError) -> JSON {
    var job = try job(id)
    guard let strategy = body["stopStrategy"]?.string else { throw .invalid("stopStrategy is required") }
    guard ["STARTING", "RUNNING"].contains(state(ofJob: id)) else {
      throw .conflict("The job is \(state(ofJob: id))")
    }
    job["status"] = ["currentJobStatus": "CANCELLING"]
    jobs[id] = job
    var transition = Transition(dueAt: now + durations.stop, state: "CANCELLED")
    if strategy != "NONE" {
      transition.savepointID = try addSavepoint(
        deploymentID: job["deploymentId"]?.string ?? "", jobID: id, origin: strategy, now)
      if inside("StopJob") == .savepointFails {
        transition.state = "RUNNING"
        transition.failure = "Checkpoint expired before completing"
      } else if strategy == "STOP_WITH_DRAIN" {
        transition.state = "FINISHED"
      }
    }
    transitions[id] = [transition]
    return .object(job)
  }

  private mutating func addSavepoint(
    deploymentID: String, jobID: String?, origin: String, _ now: Int
  ) throws(BusinessError) -> String {
    _ = try deployment(deploymentID)
    let id = Platform.makeID()
    savepoints[id] = [
      "savepointId": .string(id), "deploymentId": .string(deploymentID), "jobId": .optional(jobID),
      "namespace": .string(namespace), "savepointOrigin": .string(origin), "createdAt": .int(now),
      "savepointLocation": .string("oss://bucket/savepoints/\(id)"), "status": ["state": "STARTED"],
    ]
    order.append(id)
    return id
  }
}
