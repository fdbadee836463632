import JSONCoding

/// A path of Flink's REST API, as FlinkApiProxy passes it on for one job.
///
/// On the platform each job has a cluster of its own; here all jobs share one, so what is about other jobs is hidden.
struct FlinkRESTPath: Sendable {
  /// The path with its query.
  let text: String
  /// The ID of the one job to show.
  let jobID: String

  /// A path for a job; nil if it is about another job, or not a path.
  init?(_ text: String, jobID: String) {
    guard text.hasPrefix("/"), !text.contains("..") else { return nil }
    let segments = text.prefix { $0 != "?" }.split(separator: "/")
    if segments.first == "jobs", segments.count > 1, segments[1] != "overview", segments[1] != "metrics",
      segments[1] != jobID
    {
      return nil
    }
    self.text = text
    self.jobID = jobID
  }

  /// The answer without the other jobs.
  func answer(_ answer: JSON) -> JSON {
    guard var object = answer.object, let jobs = object["jobs"]?.array else { return answer }
    object["jobs"] = .array(jobs.filter { ($0["jid"] ?? $0["id"])?.string == jobID })
    return .object(object)
  }
}
