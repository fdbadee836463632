public import JSONCoding

/// How far a change of a running job is.
public struct HotUpdateResult: Sendable, Equatable {
  /// The state of the change.
  public enum State: Sendable, Equatable {
    /// The engine is applying it.
    case updating
    /// The job has it.
    case updated
    /// The job goes on without it, for this reason.
    case failed(reason: String)
  }

  /// `jobHotUpdateId`.
  public let id: String
  /// The state of the change.
  public let state: State
  /// The parallelism that the job is to have; nil if the answer names none.
  public let parallelism: Int?
  /// The Flink configuration that the job is to have; nil if the answer names none.
  public let flinkConf: JSONObject?

  /// Decodes `json`; an unknown word counts as updating, so that callers ask again.
  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("jobHotUpdateId")
    parallelism =
      json["hotUpdateParams"]?["rescaleJobParam"]?["jobParallelism"]?.int
      ?? json["targetResourceSetting"]?["parallelism"]?.int
    flinkConf = json["hotUpdateParams"]?["updateJobConfigParam"]?["newFlinkConf"]?.object
    switch json["status"]?["status"]?.string {
    case "HOT_UPDATED": state = .updated
    case "FAILED":
      let failure = json["status"]?["failure"]
      let parts = [failure?["reason"]?.nonEmptyString, failure?["message"]?.nonEmptyString].compactMap { $0 }
      state = .failed(reason: parts.joined(separator: ": "))
    default: state = .updating
    }
  }
}
