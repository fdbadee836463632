public import AliyunFlinkEmulator
import JSONCoding

extension FlinkEngine {
  private static let interval = Duration.milliseconds(100)

  /// The jobs of these IDs that the engine knows.
  public func jobs(_ ids: Set<String>) async throws(EngineFailure) -> [String: ObservedJob] {
    let overview = try await rest.value("GET", "/jobs/overview")["jobs"]?.array ?? []
    let wanted = overview.filter { $0["jid"]?.string.map(ids.contains) ?? false }
    return await withTaskGroup(of: (String, ObservedJob).self) { group in
      for entry in wanted { group.addTask { (entry["jid"]?.string ?? "", await self.observed(entry)) } }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  private func observed(_ entry: JSON) async -> ObservedJob {
    let (id, state) = (entry["jid"]?.string ?? "", entry["state"]?.string ?? "")
    let tasks = entry["tasks"]
    let total = tasks?["total"]?.int ?? 0
    var job = ObservedJob(state: state)
    job.areTasksRunning = total > 0 && (tasks?["running"]?.int ?? 0) + (tasks?["finished"]?.int ?? 0) == total
    if ["RUNNING", "RESTARTING", "FAILING"].contains(state) {
      let metrics = try? await rest.value("GET", "/jobs/\(id)/metrics?get=numRestarts")
      job.restarts = metrics?.array?.first?["value"]?.string.flatMap { Int($0) } ?? 0
    }
    if ["FAILED", "RESTARTING", "FAILING"].contains(state) {
      let history = try? await rest.value("GET", "/jobs/\(id)/exceptions?maxExceptions=1")
      job.exception = history?["exceptionHistory"]?["entries"]?.array?.first?["stacktrace"]?.string
    }
    return job
  }

  /// The newest completed checkpoint or savepoint of a job, also of one that has ended.
  public func latestCheckpoint(of jobID: String) async -> Checkpoint? {
    let latest = try? await rest.value("GET", "/jobs/\(jobID)/checkpoints")["latest"]
    return ["completed", "savepoint"].compactMap { key -> Checkpoint? in
      guard let checkpoint = latest?[key], let location = checkpoint["external_path"]?.string, location.contains("/")
      else { return nil }
      return Checkpoint(location: location, triggeredAt: checkpoint["trigger_timestamp"]?.int ?? 0)
    }.max { $0.triggeredAt < $1.triggeredAt }
  }

  /// Stops a job with a savepoint.
  public func stop(_ jobID: String, drains: Bool) async throws(EngineFailure) -> String {
    let request = try await rest.value("POST", "/jobs/\(jobID)/stop", ["drain": .bool(drains)])
    return try await savepoint(of: jobID, request)
  }

  /// Ends a job at once.
  public func cancel(_ jobID: String) async throws(EngineFailure) {
    _ = try await rest.value("PATCH", "/jobs/\(jobID)?mode=cancel")
  }

  /// Takes a savepoint of a job that goes on.
  public func savepoint(of jobID: String) async throws(EngineFailure) -> String {
    let request = try await rest.value("POST", "/jobs/\(jobID)/savepoints", ["cancel-job": false])
    return try await savepoint(of: jobID, request)
  }

  /// Waits for a savepoint that was asked for.
  private func savepoint(of jobID: String, _ request: JSON) async throws(EngineFailure) -> String {
    guard let id = request["request-id"]?.string else { throw EngineFailure("Flink gave no ID of the savepoint") }
    while !Task.isCancelled {
      let answer = try await rest.value("GET", "/jobs/\(jobID)/savepoints/\(id)")
      if answer["status"]?["id"] == "COMPLETED" {
        if let location = answer["operation"]?["location"]?.string { return location }
        let cause = answer["operation"]?["failure-cause"]
        throw EngineFailure(cause?["stack-trace"]?.string ?? "The savepoint failed")
      }
      try? await Task.sleep(for: FlinkEngine.interval)
    }
    throw EngineFailure("The sandbox stops")
  }

  /// Removes the files of a savepoint.
  public func deleteSavepoint(at location: String) async {
    _ = try? await rest.value("POST", "/savepoint-disposal", ["savepoint-path": .string(location)])
  }

  /// The newest lines that Flink logged of a job, oldest first; none of a job that the engine does not know.
  public func log(of jobID: String) async -> [String] {
    let answer = try? await control.value("GET", "/logs/\(jobID)")
    return answer?["lines"]?.array?.compactMap(\.string) ?? []
  }

  /// Changes the parallelism of all operators of a job that runs.
  public func rescale(_ jobID: String, to parallelism: Int) async throws(EngineFailure) {
    let (status, requirements) = try await rest.send("GET", "/jobs/\(jobID)/resource-requirements")
    guard status == 200, let vertices = requirements.object?.members else {
      throw EngineFailure("Flink \(version.rawValue) cannot change the parallelism of a job that runs")
    }
    let wanted = vertices.map { vertex in
      (vertex.key, ["parallelism": ["lowerBound": 1, "upperBound": .int(parallelism)]] as JSON)
    }
    _ = try await rest.value("PUT", "/jobs/\(jobID)/resource-requirements", .object(JSONObject(wanted)))
    for _ in 0..<600 where !Task.isCancelled {
      let job = try await rest.value("GET", "/jobs/\(jobID)")
      let vertices = job["vertices"]?.array ?? []
      if job["state"] == "RUNNING", vertices.allSatisfy({ $0["parallelism"]?.int == parallelism }) { return }
      try? await Task.sleep(for: FlinkEngine.interval)
    }
    throw EngineFailure("There are too few slots for parallelism \(parallelism)")
  }
}
