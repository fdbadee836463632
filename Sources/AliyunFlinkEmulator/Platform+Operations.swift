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
  /// What the engine must be asked for the answer.
  var question: EngineQuestion?

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
    case "ListEngineVersionMetadata": return OperationResult(engines)
    case "ListDeploymentTargets":
      return try OperationResult(Platform.queues, call.query) { shown(queue: $0) }
    case "ValidateSqlStatement": return validate(call.body)
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

  private var engines: JSON {
    [
      "defaultEngineVersion": .string(engineVersions.first ?? ""),
      "engineVersionMetadata": .array(
        engineVersions.map { version in
          [
            "engineVersion": .string(version), "status": "STABLE",
            "features": ["useForSqlDeployments": true, "supportNativeSavepoint": true],
          ]
        }),
    ]
  }

  private func validate(_ body: JSONObject) -> OperationResult {
    let script = body["statement"]?.string ?? ""
    guard runsJobs else {
      return OperationResult(Platform.validation(SQLCheck.problem(in: script).map { SQLError($0) }))
    }
    var result = OperationResult(nil)
    result.question = .validate(sql: resolved(script).script)
    return result
  }

  /// The answer to a validation.
  static func validation(_ problem: SQLError?) -> JSON {
    guard let problem else {
      return ["success": true, "message": "", "validationResult": "VALIDATION_RESULT_VALID_INSERT_QUERY"]
    }
    return [
      "success": false, "message": .string(problem.message), "validationResult": "VALIDATION_RESULT_INVALID_QUERY",
      "errorDetails": problem.details,
    ]
  }

  // MARK: Drafts and deployments

  func draft(_ id: String) throws(BusinessError) -> JSONObject {
    guard let draft = drafts[id] else { throw .notFound("Draft") }
    return draft
  }

  func deployment(_ id: String) throws(BusinessError) -> JSONObject {
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
    let id = Platform.makeID()
    var ticket = Ticket(draftID: draftID, target: target, dueAt: now + durations.ticket)
    switch inside("DeployDeploymentDraftAsync") {
    case .ticketFails: ticket.problem = SQLError("The table 'missing' does not exist")
    case .ticketSticks: ticket.dueAt = nil
    default:
      if runsJobs {
        ticket.dueAt = nil
        let script = draft["artifact"]?["sqlArtifact"]?["sqlScript"]?.string ?? ""
        commands.append(.validate(ticketID: id, sql: resolved(script, draft["localVariables"]).script))
      }
    }
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
}
