import JSONCoding

// Jobs that really run: what the platform asks of the engine, and what it makes of what the engine shows.

extension Platform {
  /// The ID of a job in the engine.
  static func engineID(_ jobID: String) -> String { jobID.filter { $0 != "-" } }

  /// The state from which a job of the deployment starts.
  func restoration(_ strategy: JSON?, of deploymentID: String) throws(BusinessError) -> Restoration {
    switch strategy?["kind"]?.string {
    case "FROM_SAVEPOINT":
      guard let savepoint = savepoints[strategy?["savepointId"]?.string ?? ""] else { throw .notFound("Savepoint") }
      return .savepoint(try checkpoint(savepoint))
    case "LATEST_SAVEPOINT": return latestSavepoint(of: deploymentID).map(Restoration.savepoint) ?? .none
    case "LATEST_STATE":
      let savepoint = latestSavepoint(of: deploymentID)
      guard let last = jobIDs(of: deploymentID).first else { return savepoint.map(Restoration.savepoint) ?? .none }
      return .latest(jobID: Platform.engineID(last), savepoint: savepoint)
    default: return .none
    }
  }

  private func latestSavepoint(of deploymentID: String) -> Checkpoint? {
    order.reversed().lazy.compactMap { savepoints[$0] }
      .first { $0["deploymentId"]?.string == deploymentID && $0["status"]?["state"] == "COMPLETED" }
      .flatMap { try? checkpoint($0) }
  }

  private func checkpoint(_ savepoint: JSONObject) throws(BusinessError) -> Checkpoint {
    guard savepoint["status"]?["state"] == "COMPLETED", let location = savepoint["savepointLocation"]?.string else {
      throw .conflict("The savepoint is not complete")
    }
    return Checkpoint(location: location, triggeredAt: savepoint["createdAt"]?.int ?? 0)
  }

  /// Asks the engine to start a job; a missing variable fails it as the platform does.
  mutating func submit(_ id: String, _ job: JSONObject, _ restoration: Restoration, _ now: Int) {
    let script = resolved(job["artifact"]?["sqlArtifact"]?["sqlScript"]?.string ?? "", job["localVariables"])
    if let name = script.missing.first {
      let failure = "The variable '\(name)' does not exist in namespace '\(namespace)'"
      transitions[id] = [Transition(dueAt: now + durations.start, state: "FAILED", failure: failure)]
      return
    }
    secrets[id] = script.values
    var configuration: [String: String] = [:]
    for member in job["flinkConf"]?.object?.members ?? [] {
      configuration[member.key] = member.value.string ?? member.value.text
    }
    let resources = job["streamingResourceSetting"]?["basicResourceSetting"]
    configuration["parallelism.default"] = "\(resources?["parallelism"]?.int ?? 1)"
    if job["restoreStrategy"]?["allowNonRestoredState"] == true {
      configuration["execution.savepoint.ignore-unclaimed-state"] = "true"
    }
    let submission = JobSubmission(
      jobID: Platform.engineID(id), name: job["deploymentName"]?.string ?? "", sql: script.script,
      configuration: configuration)
    commands.append(.start(jobID: id, submission, restoration))
  }

  /// The script with the variables of the namespace and of the deployment.
  func resolved(_ script: String, _ localVariables: JSON? = nil) -> SecretValues {
    var script = script
    for variable in localVariables?.array ?? [] {
      guard let name = variable["name"]?.string, let value = variable["value"]?.string else { continue }
      script = script.replacing("${\(name)}", with: value)
    }
    return SecretValues(script) { variables[$0]?.value }
  }

  /// What Flink's REST API answers for a job that is active.
  func proxy(_ query: [String: String], _ now: Int) throws(BusinessError) -> OperationResult {
    guard query["namespace"] == namespace else { throw .invalid("namespace is required") }
    guard query["resourceType"] == "jobs" else { throw .invalid("resourceType is jobs") }
    let id = query["resourceId"] ?? ""
    let job = try job(id)
    guard isActive(id) else { throw .conflict("The job has ended, and its JobManager with it") }
    let path = query["flinkApiPath"] ?? ""
    guard let restPath = FlinkRESTPath(path, jobID: Platform.engineID(id)) else {
      throw .invalid("flinkApiPath \(path) does not belong to the job")
    }
    guard runsJobs else {
      guard let answer = ScriptedFlink(job, scenarios[id] ?? .flowing, now: now).answer(restPath.text) else {
        throw .invalid("Flink has no \(restPath.text)")
      }
      return OperationResult(.string(answer.text))
    }
    var result = OperationResult(nil)
    result.question = .read(restPath)
    return result
  }

  /// Takes in what the engine did or showed.
  mutating func observe(_ event: EngineEvent, _ now: Int) {
    switch event {
    case .validated(let ticketID, let problem):
      tickets[ticketID]?.problem = problem
      tickets[ticketID]?.dueAt = now
    case .refused(let jobID, let message): setState(of: jobID, "FAILED", failure: message, now)
    case .observed(let observed):
      for id in jobs.keys where isActive(id) {
        guard let job = observed[Platform.engineID(id)] else { continue }
        observe(job, id, now)
      }
    case .savepointCompleted(let id, let location):
      savepoints[id]?["savepointLocation"] = .string(location)
      savepoints[id]?["status"] = ["state": "COMPLETED"]
    case .savepointFailed(let id, let message):
      savepoints[id]?["status"] = ["state": "FAILED", "failure": ["message": .string(message), "failedAt": .int(now)]]
      guard let jobID = savepoints[id]?["jobId"]?.string, state(ofJob: jobID) == "CANCELLING" else { return }
      setState(of: jobID, "RUNNING", now)
    case .rescaled(let updateID, let problem): finishHotUpdate(updateID, problem: problem, now)
    }
    advance(to: now)
  }

  /// Ends what an earlier engine was doing: a new one does not know its jobs.
  mutating func endLostJobs(_ now: Int) {
    let message = "The Flink cluster of the job is gone"
    for (id, savepoint) in savepoints where savepoint["status"]?["state"] == "STARTED" {
      savepoints[id]?["status"] = ["state": "FAILED", "failure": ["message": .string(message), "failedAt": .int(now)]]
    }
    for id in jobs.keys where isActive(id) { setState(of: id, "FAILED", failure: message, now) }
    transitions = [:]
  }

  private mutating func observe(_ observed: ObservedJob, _ id: String, _ now: Int) {
    let state = state(ofJob: id)
    switch observed.state {
    case "RUNNING", "RESTARTING", "FAILING":
      // A client can stop the job with a savepoint as soon as it sees RUNNING.
      let isReady = observed.state != "RUNNING" || observed.areTasksRunning
      if state == "STARTING", isReady { setState(of: id, "RUNNING", now) }
      if self.state(ofJob: id) == "RUNNING" { setRunning(id, observed) }
    case "FAILED": setState(of: id, "FAILED", failure: observed.exception, now)
    case "CANCELED": setState(of: id, "CANCELLED", now)
    case "FINISHED":
      // The savepoint of the stop is reported on its own; until then the stop is not over.
      let savepoint = savepoints.values.first { $0["jobId"]?.string == id && $0["savepointOrigin"] != "USER_REQUEST" }
      if state == "CANCELLING", let savepoint {
        guard savepoint["status"]?["state"] == "COMPLETED" else { return }
        setState(of: id, savepoint["savepointOrigin"] == "STOP_WITH_DRAIN" ? "FINISHED" : "CANCELLED", now)
      } else {
        setState(of: id, "FINISHED", now)
      }
    default: break
    }
  }

  private mutating func setRunning(_ id: String, _ observed: ObservedJob) {
    let isWell = observed.state == "RUNNING" && observed.restarts == 0
    var status = jobs[id]?["status"]?.object ?? [:]
    status["running"] = [
      "observedFlinkJobRestarts": .int(observed.restarts), "observedFlinkJobStatus": .string(observed.state),
    ]
    status["healthScore"] = isWell ? 100 : observed.state == "RUNNING" ? 70 : 40
    status["riskLevel"] =
      isWell ? "RISK_LEVEL_LOW" : observed.state == "RUNNING" ? "RISK_LEVEL_MEDIUM" : "RISK_LEVEL_HIGH"
    jobs[id]?["status"] = .object(status)
  }
}
