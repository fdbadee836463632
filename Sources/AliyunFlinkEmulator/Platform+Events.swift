import JSONCoding

extension Platform {
  /// Writes down what happened to a job.
  mutating func record(_ name: String, _ message: String, job id: String, _ now: Int) {
    events.append([
      "eventId": .string(Platform.makeID()), "eventName": .string(name), "jobId": .string(id),
      "deploymentId": jobs[id]?["deploymentId"] ?? .null, "namespace": .string(namespace),
      "workspace": .string(workspaceID), "message": .string(message), "createdAt": .string("\(now)"),
    ])
    if events.count > Platform.maximumEvents { events.removeFirst(events.count - Platform.maximumEvents) }
  }

  private static let maximumEvents = 10_000

  /// The events of a deployment, newest first.
  func events(_ query: [String: String]) throws(BusinessError) -> OperationResult {
    let named = query["deploymentName"].map { name in
      Set(deployments.values.filter { $0["name"]?.string == name }.compactMap { $0["deploymentId"]?.string })
    }
    let wanted = events.reversed().filter { event in
      let deploymentID = event["deploymentId"]?.string ?? ""
      return query["deploymentId"].map { $0 == deploymentID } ?? true && named.map { $0.contains(deploymentID) } ?? true
    }
    return try OperationResult(wanted.map(JSON.object), query)
  }
}
