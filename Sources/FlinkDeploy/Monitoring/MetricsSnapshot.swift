import Alerting
import JobHealth

/// What the metrics file says: the jobs, the open alerts, and the monitor itself.
struct MetricsSnapshot: Sendable, Equatable {
  /// The figures of one job; nil for what is not known.
  struct JobFigures: Sendable, Equatable {
    /// The ID of the deployment.
    let deploymentID: String
    /// The name of the deployment; empty if it is not known.
    let name: String
    /// The verdict of the newest reading.
    let verdict: Verdict
    /// Messages read a second.
    var recordsInPerSecond: Double?
    /// Rows handed to the sinks a second.
    var recordsOutPerSecond: Double?
    /// Messages that wait in Kafka.
    var pendingRecords: Int?
    /// How far event time is behind, in seconds.
    var eventTimeLagSeconds: Double?
    /// Restarts that Alibaba Cloud has counted.
    var restarts: Int?
    /// When the last checkpoint completed, in milliseconds since 1970.
    var checkpointCompletedAt: Int?
    /// When the newest reading was taken, in milliseconds since 1970.
    var readAt: Int?
  }

  /// A rule and a severity that alerts are counted by.
  struct AlertKind: Sendable, Hashable {
    /// The rule.
    let rule: AlertRule
    /// The severity.
    let severity: AlertSeverity
  }

  /// How the monitor itself does.
  struct MonitorFigures: Sendable, Equatable {
    /// Whether this monitor judges and delivers; another one does if not.
    var leads = false
    /// When the last round ended that read the namespace, in milliseconds since 1970; nil before the first.
    var lastRoundAt: Int?
    /// How long it took, in seconds.
    var lastRoundSeconds = 0.0
    /// How many API calls it made.
    var lastRoundCalls = 0
    /// The rounds that read the namespace, since the process began.
    var rounds = 0
    /// The rounds that failed, since the process began.
    var failedRounds = 0
    /// The deployments of the namespace.
    var deployments = 0
    /// The messages that wait for their channel; nil if the store cannot tell.
    var undelivered: Int?
    /// The messages that were given up in the last 30 days; nil if the store cannot tell.
    var deadLetters: Int?
  }

  /// The jobs.
  var jobs: [JobFigures] = []
  /// The number of open alerts of each kind; kinds without an alert are left out.
  var openAlerts: [AlertKind: Int] = [:]
  /// The monitor.
  var monitor = MonitorFigures()
  /// The time of the snapshot, in milliseconds since 1970.
  var time: Int
}

extension MetricsSnapshot.JobFigures {
  /// The figures of a report.
  /// - Parameter restarts: The restarts that Alibaba Cloud has counted.
  init(deploymentID: String, name: String, _ report: HealthReport, restarts: Int?) {
    self.init(
      deploymentID: deploymentID, name: name, verdict: report.verdict, recordsInPerSecond: report.recordsInPerSecond,
      recordsOutPerSecond: report.recordsOutPerSecond, pendingRecords: report.pendingRecords,
      eventTimeLagSeconds: report.eventTimeLagSeconds, restarts: restarts,
      checkpointCompletedAt: report.checkpoints?.lastCompleted?.completedAt, readAt: report.asOf)
  }
}
