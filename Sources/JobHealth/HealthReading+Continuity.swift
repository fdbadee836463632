extension HealthReading {
  /// Whether the job began to run lately, from a state: the readings of the job before it can say what a change did.
  public var continuesAnotherJob: Bool {
    guard isRestored, let runningSince else { return false }
    return time - runningSince <= HealthAssessment.longestWindow
  }

  /// Metrics of another reading hold for this long, in milliseconds: Flink itself keeps them for that long.
  private static let metricsLifetime = 10_000

  /// The reading with the metrics of the newest earlier one, if Flink answered without any although all tasks run on.
  ///
  /// On a machine under load, Flink fetches metrics late and answers with none meanwhile.
  /// - Parameter earlier: Earlier readings, newest first.
  func withMetrics(of earlier: [HealthReading]) -> HealthReading {
    guard hasNoMetrics, state == "RUNNING", let vertices, !vertices.isEmpty,
      vertices.allSatisfy({ $0.state == "RUNNING" }),
      let last = earlier.first(where: { !$0.hasNoMetrics }), time - last.time <= Self.metricsLifetime,
      runningSince != nil, last.runningSince == runningSince,
      last.vertices?.map(\.parallelism) == vertices.map(\.parallelism),
      HealthWindow(earlier: last, current: self).restartCount ?? 0 == 0
    else { return self }
    var reading = self
    reading.source = last.source
    reading.sink = last.sink
    // The metrics are as old as they were: their time is that of the job's.
    reading.uptime = last.uptime
    reading.restarts = restarts ?? last.restarts
    reading.vertices = last.vertices
    return reading
  }
}
