import JSONCoding

/// The progress or result of deploying a draft (`AsyncDraftDeployResult`).
public struct DeployTicketResult: Sendable, Equatable {
  /// Whether it is in progress; unknown words count as in progress.
  public let isPending: Bool
  /// Whether it succeeded; meaningful when it is not in progress.
  public let isSuccess: Bool
  /// The deployment that was created.
  public let deploymentID: String?
  /// The reason of a failure, with line and column when the SQL is at fault.
  public let message: String

  /// The result of a ticket whose deployment appeared in a list.
  public init(deployedAs deploymentID: String) {
    (isPending, isSuccess, message) = (false, true, "")
    self.deploymentID = deploymentID
  }

  /// Decodes `json`.
  init(_ json: JSON) throws(DecodingFailure) {
    let status = try json.requiredString("ticketStatus")
    isPending = status != "FINISHED" && status != "FAILED"
    isSuccess = status == "FINISHED" && json["success"]?.bool == true
    deploymentID = json["deploymentId"]?.nonEmptyString
    let details = json["artifactValidationDetail"]?["errorDetails"].flatMap(SQLPosition.describe)
    message = [json["message"]?.nonEmptyString, details].compactMap { $0 }.joined(separator: ": ")
  }
}
