import Alerting
import JobHealth

/// A line of a message about alerts.
enum AlertText: Worded {
  /// The first line: alerts of these rules opened, or are resolved, about deployments with these names; no names for
  /// Alibaba Cloud.
  case title(AlertMessage.Kind, AlertSeverity, [AlertRule], names: [String])
  /// The first line of a message that tests a channel.
  case testTitle
  /// What a message that tests a channel is.
  case testExplanation(channel: String)

  // What, and since when
  /// The deployment and its job.
  case deployment(name: String?, id: String, jobID: String?)
  /// Several deployments by name and ID, and how many more there are.
  case deployments([String], more: Int)
  /// When the trouble began.
  case since(String)
  /// When the trouble began and ended, and how long it took.
  case lasted(from: String, until: String, Quantity)
  /// Restarts of the job.
  case restarts(Int)
  /// Messages that wait in Kafka.
  case pending(Int)
  /// When the last checkpoint completed.
  case lastCheckpoint(String)

  // Why
  /// The root cause: its class, its message, and the Kafka message that it is about.
  case cause(exception: String, message: String?, MessagePlace?)
  /// What Alibaba Cloud says.
  case said(String)
  /// The cause is not known.
  case unknownCause
  /// What the cause means.
  case explanation(String)
  /// Whether the job can succeed when Flink restarts it, without a change.
  case retry(helps: Bool)
  /// What to do about the cause.
  case action(String)

  // Commands and links
  /// The command that shows more of a job.
  case look(deploymentID: String)
  /// The command that gives the job a parallelism that would help.
  case scale(deploymentID: String, parallelism: Int)
  /// The commands after a stop outside of flink-deploy.
  case startOrAcknowledge(deploymentID: String, alertID: String)
  /// The command that checks the settings and connections.
  case examine
  /// The console of Alibaba Cloud.
  case console(String)

  /// The ID of an alert.
  case alert(String)
  /// The ID of one of several alerts, and its deployment.
  case alertOf(String, name: String)
}
