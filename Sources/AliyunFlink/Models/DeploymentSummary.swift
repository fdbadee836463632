import JSONCoding

/// An element of a list of deployments: its draft, and the states of its jobs.
public struct DeploymentSummary: Sendable, Equatable {
  /// `deploymentId`.
  public let id: String
  /// The name; empty if the response has none.
  public let name: String
  /// The labels; ours name the operation that created the deployment.
  public let labels: [String: String]
  /// Whether it runs without an end (`executionMode`); a response without the member counts as streaming.
  public let isStreaming: Bool
  /// `execution.checkpointing.interval` of its configuration, such as `180s`; nil if it is not set.
  public let checkpointInterval: String?
  /// The draft that it was deployed from.
  public let draftID: String?
  /// The number of its jobs in each state (`jobSummary`); empty when the response has no summary.
  public let jobCounts: [JobState: Int]

  /// Decodes `json`.
  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("deploymentId")
    name = json["name"]?.string ?? ""
    labels = json.labels
    isStreaming = json["executionMode"]?.string != "BATCH"
    checkpointInterval = json["flinkConf"]?["execution.checkpointing.interval"]?.string
    draftID = json["referencedDeploymentDraftId"]?.nonEmptyString
    let summary = json["jobSummary"]
    jobCounts = Dictionary(
      uniqueKeysWithValues: JobState.allCases.compactMap { state in
        summary?[state.rawValue.lowercased()]?.int.map { (state, $0) }
      })
  }
}
