import JSONCoding

/// One run of a deployment.
public struct Job: Sendable, Equatable {
  /// `jobId`; a restart has a new one.
  public let id: String
  /// The deployment that it runs.
  public let deploymentID: String
  /// The name of that deployment.
  public let deploymentName: String?
  /// The state; an unknown word counts as starting, so that callers ask again.
  public let state: JobState
  /// The reason of a failure, then its message.
  public let failure: String?
  /// The restarts that Alibaba Cloud has counted; a rising number means a crash loop.
  public let restarts: Int?
  /// The health score, 0...100; below 100 is a warning.
  public let healthScore: Int?
  /// The start, in epoch milliseconds.
  public let startTime: Int?
  /// The end, in epoch milliseconds.
  public let endTime: Int?

  /// Decodes `json`.
  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("jobId")
    deploymentID = try json.requiredString("deploymentId")
    deploymentName = json["deploymentName"]?.nonEmptyString
    let status = json["status"]
    guard let word = status?["currentJobStatus"]?.nonEmptyString else {
      throw DecodingFailure(path: "status.currentJobStatus")
    }
    state = JobState(rawValue: word) ?? .starting
    failure = status?["failure"].flatMap { failure in
      let parts = [failure["reason"]?.nonEmptyString, failure["message"]?.nonEmptyString].compactMap { $0 }
      return parts.isEmpty ? nil : parts.joined(separator: ": ")
    }
    restarts = status?["running"]?["observedFlinkJobRestarts"]?.int
    healthScore = status?["healthScore"]?.int
    startTime = json["startTime"]?.int
    endTime = json["endTime"]?.int
  }
}
