public import JSONCoding

/// A job with what it runs: a copy of its deployment at the start, which only a hot update changes.
public struct JobDocument: Sendable, Equatable {
  /// The job.
  public let job: Job
  /// `artifact`, `flinkConf` and `streamingResourceSetting`, as far as the answer has them.
  public let document: JSONObject

  /// Decodes `json`.
  init(_ json: JSON) throws(DecodingFailure) {
    job = try Job(json)
    document = JSONObject(
      ["artifact", "flinkConf", "streamingResourceSetting"].compactMap { name in
        json[name].flatMap { $0.object == nil ? nil : (name, $0) }
      })
  }
}
