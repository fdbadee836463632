import JSONCoding

/// An element of a list of deployments: its draft, and the states of its jobs.
public struct DeploymentSummary: Sendable, Equatable {
  /// `deploymentId`.
  public let id: String
  /// The draft that it was deployed from.
  public let draftID: String?
  /// The number of its jobs in each state (`jobSummary`); empty when the response has no summary.
  public let jobCounts: [JobState: Int]

  /// Decodes `json`.
  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("deploymentId")
    draftID = json["referencedDeploymentDraftId"]?.nonEmptyString
    let summary = json["jobSummary"]
    jobCounts = Dictionary(
      uniqueKeysWithValues: JobState.allCases.compactMap { state in
        summary?[state.rawValue.lowercased()]?.int.map { (state, $0) }
      })
  }
}
