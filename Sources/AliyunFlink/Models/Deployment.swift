public import JSONCoding

/// A deployment: SQL with its configuration, of which each start is a job.
public struct Deployment: Sendable, Equatable {
  /// `deploymentId`.
  public let id: String
  /// The name; the API does not document whether it is unique.
  public let name: String
  /// The draft that it was deployed from.
  public let draftID: String?
  /// The labels; ours name the operation that created the deployment.
  public let labels: [String: String]
  /// The whole response, to be sent back with changes.
  public let document: JSONObject

  /// Decodes `json`.
  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("deploymentId")
    name = json["name"]?.string ?? ""
    draftID = json["referencedDeploymentDraftId"]?.nonEmptyString
    labels = json.labels
    document = json.object ?? JSONObject()
  }
}
