import JSONCoding

extension Platform {
  /// Why a job failed.
  static let connectorMissing = "Could not find any factory for identifier 'hologres'"

  /// Carries out an operation on a job, a savepoint or a variable.
  mutating func performOnJob(
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
      let jobID = call.parameters.last ?? ""
      guard try job(jobID)["deploymentId"]?.string == id else { throw .notFound("Job") }
      return OperationResult(try diagnosis(of: jobID, now))
    case "GetLatestJobStartLog": return try startLog(of: id)
    case "HotUpdateJob": return OperationResult(try hotUpdate(id, now))
    case "GetHotUpdateJobResult":
      guard let update = hotUpdates[id] else { throw .notFound("Hot update") }
      return OperationResult(.object(update))
    case "FlinkApiProxy": return try proxy(call.query, now)
    case "GetEvents": return try events(call.query)
    default: return try performOnSavepoint(call, id, now)
    }
  }

  func job(_ id: String) throws(BusinessError) -> JSONObject {
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
    let restoration = try restoration(restore, of: deploymentID)
    let id = Platform.makeID()
    var job: JSONObject = [
      "jobId": .string(id), "deploymentId": .string(deploymentID), "deploymentName": deployment["name"] ?? "",
      "namespace": .string(namespace), "workspace": .string(workspaceID), "createdAt": .string("\(now)"),
      "startTime": .int(now), "executionMode": "STREAMING", "restoreStrategy": restore ?? .null,
      "status": ["currentJobStatus": "STARTING"],
    ]
    // A job keeps what its deployment was at the start.
    for key in ["artifact", "engineVersion", "flinkConf", "streamingResourceSetting", "localVariables"] {
      job[key] = deployment[key]
    }
    if body["localVariables"]?.array?.isEmpty == false { job["localVariables"] = body["localVariables"] }
    jobs[id] = job
    jobsByDeployment[deploymentID, default: []].append(id)
    record("JOB_IS_STARTING", "The job is starting", job: id, now)
    switch inside("StartJobWithParams") {
    case .jobFails:
      transitions[id] = [
        Transition(dueAt: now + durations.start, state: "FAILED", failure: Platform.connectorMissing)
      ]
    case .jobFinishes:
      transitions[id] = [
        Transition(dueAt: now + durations.start, state: "RUNNING"),
        Transition(dueAt: now + 2 * durations.start, state: "FINISHED"),
      ]
    default:
      if runsJobs {
        submit(id, job, restoration, now)
      } else {
        transitions[id] = [Transition(dueAt: now + durations.start, state: "RUNNING")]
      }
    }
    return .object(try self.job(id))
  }

  private mutating func stop(
    _ id: String, _ body: JSONObject, _ now: Int, _ inside: (String) -> Fault.Kind?
  ) throws(BusinessError) -> JSON {
    let job = try job(id)
    guard let strategy = body["stopStrategy"]?.string else { throw .invalid("stopStrategy is required") }
    guard ["STARTING", "RUNNING"].contains(state(ofJob: id)) else {
      throw .conflict("The job is \(state(ofJob: id))")
    }
    jobs[id]?["status"] = ["currentJobStatus": "CANCELLING"]
    record("JOB_IS_CANCELLING", "The job is stopping", job: id, now)
    let savepointID =
      strategy == "NONE"
      ? nil : try addSavepoint(deploymentID: job["deploymentId"]?.string ?? "", jobID: id, origin: strategy, now)
    let doesSavepointFail = savepointID != nil && inside("StopJob") == .savepointFails
    if runsJobs, !doesSavepointFail, transitions[id] == nil {
      if let savepointID {
        commands.append(.stop(jobID: id, savepointID: savepointID, drains: strategy == "STOP_WITH_DRAIN"))
      } else {
        commands.append(.cancel(jobID: id))
      }
      return .object(try self.job(id))
    }
    var transition = Transition(
      dueAt: now + durations.stop, state: strategy == "STOP_WITH_DRAIN" ? "FINISHED" : "CANCELLED")
    transition.savepointID = savepointID
    if doesSavepointFail {
      transition.state = "RUNNING"
      transition.failure = "Checkpoint expired before completing"
    }
    transitions[id] = [transition]
    return .object(try self.job(id))
  }

  private func diagnosis(of id: String, _ now: Int) throws(BusinessError) -> JSON {
    let status = try job(id)["status"]
    let restarts = status?["running"]?["observedFlinkJobRestarts"]?.int ?? 0
    let symptom: JSON = [
      "name": "JOB_RESTARTS", "description": .string("The job was restarted \(restarts) times"),
      "recommendation": "Look at the exceptions of the job",
    ]
    return [
      "diagnoseId": .string(Platform.makeID()), "diagnoseTime": .int(now), "namespace": .string(namespace),
      "workspace": .string(workspaceID), "healthScore": status?["healthScore"] ?? 100,
      "riskLevel": status?["riskLevel"] ?? "RISK_LEVEL_LOW",
      "symptoms": restarts == 0 ? [:] : ["runtime": [symptom]],
    ]
  }

  // MARK: Savepoints

  private mutating func performOnSavepoint(
    _ call: OperationCall, _ id: String, _ now: Int
  ) throws(BusinessError) -> OperationResult {
    switch call.name {
    case "CreateSavepoint":
      let deploymentID = call.body["deploymentId"]?.string ?? ""
      let jobID = jobIDs(of: deploymentID).first(where: isActive)
      if runsJobs, jobID == nil { throw .conflict("No job of the deployment is running") }
      let savepointID = try addSavepoint(deploymentID: deploymentID, jobID: jobID, origin: "USER_REQUEST", now)
      for key in ["description", "nativeFormat"] { savepoints[savepointID]?[key] = call.body[key] }
      if runsJobs, let jobID {
        commands.append(.savepoint(savepointID: savepointID, jobID: jobID))
      } else {
        savepoints[savepointID]?["status"] = ["state": "COMPLETED"]
      }
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
      guard let savepoint = savepoints.removeValue(forKey: id) else { throw .notFound("Savepoint") }
      if runsJobs, let location = savepoint["savepointLocation"]?.string {
        commands.append(.deleteSavepoint(location: location))
      }
      return OperationResult(nil)
    default: return try performOnVariable(call, id)
    }
  }

  private mutating func addSavepoint(
    deploymentID: String, jobID: String?, origin: String, _ now: Int
  ) throws(BusinessError) -> String {
    _ = try deployment(deploymentID)
    let id = Platform.makeID()
    savepoints[id] = [
      "savepointId": .string(id), "deploymentId": .string(deploymentID), "jobId": .optional(jobID),
      "namespace": .string(namespace), "savepointOrigin": .string(origin), "createdAt": .int(now),
      "savepointLocation": runsJobs ? "" : .string("oss://bucket/savepoints/\(id)"), "status": ["state": "STARTED"],
      "stopWithDrainEnabled": .bool(origin == "STOP_WITH_DRAIN"),
    ]
    order.append(id)
    return id
  }
}
