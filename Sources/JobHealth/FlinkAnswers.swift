public import JSONCoding

/// What Flink's REST API answered about one job, each part as it came; nil for one that could not be had.
///
/// Nothing is expected of the answers: a malformed one counts as missing, unknown members are skipped.
public struct FlinkAnswers: Sendable {
  /// `/jobs/overview`.
  public var overview: JSON?
  /// `/jobs/JID`.
  public var job: JSON?
  /// `/jobs/JID/checkpoints`.
  public var checkpoints: JSON?
  /// `/jobs/JID/exceptions`.
  public var exceptions: JSON?
  /// `/jobs/JID/metrics?get=...` with ``FlinkMetrics/ofJob``.
  public var jobMetrics: JSON?
  /// `/jobs/JID/vertices/VID/subtasks/metrics?get=...` by the vertex's id; several answers of one vertex as one list.
  public var vertexMetrics: [String: JSON]

  /// Answers about one job.
  public init(
    overview: JSON? = nil, job: JSON? = nil, checkpoints: JSON? = nil, exceptions: JSON? = nil,
    jobMetrics: JSON? = nil, vertexMetrics: [String: JSON] = [:]
  ) {
    self.overview = overview
    self.job = job
    self.checkpoints = checkpoints
    self.exceptions = exceptions
    self.jobMetrics = jobMetrics
    self.vertexMetrics = vertexMetrics
  }

  /// Flink's id of the job that the overview shows: the newest one that has not ended, else the newest.
  ///
  /// A platform job has a Flink cluster of its own, whose overview keeps ended jobs for an hour.
  public static func jobID(in overview: JSON) -> String? {
    let jobs = (overview["jobs"]?.array ?? []).filter { $0["jid"]?.string != nil }
    let newest = jobs.max { left, right in rank(left) < rank(right) }
    return newest?["jid"]?.string
  }

  private static func rank(_ job: JSON) -> (Int, Int) {
    let hasEnded = job["state"]?.string.map(HealthReading.endStates.contains) ?? true
    return (hasEnded ? 0 : 1, job["start-time"]?.whole ?? 0)
  }

  /// Whether Flink's metrics of a job are due although the answers have none of the job itself: all of its tasks have
  /// been running for at least 10 seconds, in which Flink fetches metrics once if it is asked.
  public var lacksDueMetrics: Bool {
    guard jobMetrics?.array?.isEmpty == true else { return false }
    return hasDueMetrics
  }

  /// Whether all tasks of the job have been running for so long that Flink has metrics of them.
  public var hasDueMetrics: Bool {
    guard let job, job["state"]?.string == "RUNNING", let vertices = job["vertices"]?.array, !vertices.isEmpty,
      vertices.allSatisfy({ $0["status"]?.string == "RUNNING" }), let now = job["now"]?.time,
      let since = job["timestamps"]?["RUNNING"]?.time
    else { return false }
    return now - since >= HealthAssessment.shortestWindow
  }

  /// The ids of the job's vertices, in the order of the plan.
  public static func vertexIDs(in job: JSON) -> [String] {
    (job["vertices"]?.array ?? []).compactMap { $0["id"]?.string }
  }
}
