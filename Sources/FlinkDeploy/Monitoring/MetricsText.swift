import Alerting
import JobHealth

/// A snapshot as text that is valid in the Prometheus text format and in OpenMetrics alike.
///
/// All families are gauges: the two formats name counters differently. `# EOF` is a comment for Prometheus.
struct MetricsText {
  /// A label of a sample.
  typealias Label = (name: String, value: String)

  /// The lines so far.
  private var lines: [String] = []

  /// The text of `snapshot`.
  static func text(_ snapshot: MetricsSnapshot) -> String {
    var text = MetricsText()
    text.addJobs(snapshot.jobs.sorted { $0.deploymentID < $1.deploymentID }, now: snapshot.time)
    text.addAlerts(snapshot.openAlerts)
    text.addMonitor(snapshot.monitor)
    text.lines.append("# EOF")
    return text.lines.joined(separator: "\n") + "\n"
  }

  // MARK: Families

  private mutating func addJobs(_ jobs: [MetricsSnapshot.JobFigures], now: Int) {
    add(
      "job_verdict", "1 for the verdict of the newest reading of a job, 0 for the other verdicts.",
      jobs.flatMap { job in
        Verdict.allCases.map { verdict in
          (job.labels + [("verdict", verdict.rawValue)], verdict == job.verdict ? 1 : 0)
        }
      })
    addJobs("job_records_in_per_second", "Messages that a job reads a second.", jobs) { $0.recordsInPerSecond }
    addJobs("job_records_out_per_second", "Rows that a job hands to its sinks a second.", jobs) {
      $0.recordsOutPerSecond
    }
    addJobs("job_pending_records", "Messages that wait in Kafka for a job.", jobs) {
      $0.pendingRecords.map(Double.init)
    }
    addJobs("job_event_time_lag_seconds", "How far the event time of a job is behind.", jobs) {
      $0.eventTimeLagSeconds
    }
    addJobs("job_restarts", "Restarts of a job that Alibaba Cloud has counted.", jobs) { $0.restarts.map(Double.init) }
    addJobs("job_checkpoint_age_seconds", "Time since the last checkpoint of a job completed.", jobs) {
      $0.checkpointCompletedAt.map { Double(max(0, now - $0)) / 1000 }
    }
    addJobs("job_reading_timestamp_seconds", "Unix time of the newest reading of a job.", jobs) {
      $0.readAt.map { Double($0) / 1000 }
    }
  }

  private mutating func addJobs(
    _ name: String, _ help: String, _ jobs: [MetricsSnapshot.JobFigures],
    _ value: (MetricsSnapshot.JobFigures) -> Double?
  ) {
    add(name, help, jobs.compactMap { job in value(job).map { (job.labels, $0) } })
  }

  private mutating func addAlerts(_ alerts: [MetricsSnapshot.AlertKind: Int]) {
    let sorted = alerts.sorted {
      ($0.key.rule.rawValue, $0.key.severity) < ($1.key.rule.rawValue, $1.key.severity)
    }
    add(
      "alerts_open", "Open alerts by rule and severity, acknowledged ones included.",
      sorted.map { kind, count in
        ([("rule", kind.rule.rawValue), ("severity", kind.severity.rawValue)], Double(count))
      })
  }

  private mutating func addMonitor(_ monitor: MetricsSnapshot.MonitorFigures) {
    add("monitor_leads", "1 if this monitor judges and delivers, 0 if another one does.", monitor.leads ? 1 : 0)
    add(
      "monitor_last_round_timestamp_seconds", "Unix time at which the last good round of the monitor ended.",
      monitor.lastRoundAt.map { Double($0) / 1000 })
    add("monitor_last_round_duration_seconds", "Duration of the last good round.", monitor.lastRoundSeconds)
    add("monitor_last_round_calls", "API calls of the last good round.", Double(monitor.lastRoundCalls))
    add("monitor_rounds", "Good rounds since the monitor began.", Double(monitor.rounds))
    add("monitor_failed_rounds", "Failed rounds since the monitor began.", Double(monitor.failedRounds))
    add("monitor_deployments", "Deployments of the namespace.", Double(monitor.deployments))
    add(
      "monitor_undelivered_messages", "Messages that wait for their channel.", monitor.undelivered.map(Double.init))
    add(
      "monitor_dead_letters", "Messages that were given up in the last 30 days.", monitor.deadLetters.map(Double.init))
  }

  // MARK: Lines

  private mutating func add(_ name: String, _ help: String, _ value: Double?) {
    add(name, help, value.map { [([], $0)] } ?? [])
  }

  /// Adds a family; one without samples is left out.
  private mutating func add(_ name: String, _ help: String, _ samples: [(labels: [Label], value: Double)]) {
    guard !samples.isEmpty else { return }
    let name = "flink_deploy_\(name)"
    lines.append("# HELP \(name) \(help)")
    lines.append("# TYPE \(name) gauge")
    for sample in samples {
      let labels = sample.labels.map { "\($0.name)=\"\(MetricsText.escaped($0.value))\"" }.joined(separator: ",")
      lines.append("\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(MetricsText.number(sample.value))")
    }
  }

  /// The value of a label with backslashes, quotes and line ends escaped; other control characters become blanks.
  static func escaped(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: text += " "
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// A number as both formats read it: whole numbers without a point.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

extension MetricsSnapshot.JobFigures {
  /// The labels of the job's samples.
  fileprivate var labels: [MetricsText.Label] { [("deployment_id", deploymentID), ("deployment", name)] }
}
