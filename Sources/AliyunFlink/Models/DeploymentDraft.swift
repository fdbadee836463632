public import JSONCoding

/// A deployment draft: SQL in the editor of the development console, not yet a deployment.
public struct DeploymentDraft: Sendable, Equatable {
  /// `deploymentDraftId`.
  public let id: String
  /// The name, unique in the namespace.
  public let name: String
  /// The deployment that this draft was deployed to; nil before that.
  public let deploymentID: String?
  /// The labels; ours name the operation that created the draft.
  public let labels: [String: String]
  /// The whole response.
  public let document: JSONObject

  /// Decodes `json`.
  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("deploymentDraftId")
    name = json["name"]?.string ?? ""
    deploymentID = json["referencedDeploymentId"]?.nonEmptyString
    labels = json.labels
    document = json.object ?? JSONObject()
  }
}
