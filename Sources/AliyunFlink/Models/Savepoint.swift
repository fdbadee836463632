import JSONCoding

/// The state of a job at one moment, kept for a later start.
public struct Savepoint: Sendable, Equatable {
  /// `savepointId`.
  public let id: String
  /// The job whose state it holds.
  public let jobID: String?
  /// `STARTED`, `COMPLETED` or `FAILED`.
  public let state: String
  /// The reason for taking it, such as `STOP_WITH_SAVEPOINT`.
  public let origin: String?
  /// The reason of a failure.
  public let failure: String?
  /// The time of creation, in epoch milliseconds.
  public let createdAt: Int?

  /// Decodes `json`.
  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("savepointId")
    createdAt = json["createdAt"]?.int ?? json["createdAt"]?.string.flatMap { Int($0) }
    jobID = json["jobId"]?.nonEmptyString
    state = json["status"]?["state"]?.string ?? "STARTED"
    origin = json["savepointOrigin"]?.nonEmptyString
    failure = json["status"]?["failure"]?["message"]?.nonEmptyString
  }
}
