import Alerting
import AliyunFlink
import Deployments

/// What the monitor depends on.
struct MonitorSurroundings: Sendable {
  /// Reads the namespace.
  var reader: FleetReader
  /// What the store knows of deployments.
  var records: any DeploymentRecords
  /// The alerts and their outbox.
  var alerts: any AlertStore<StoreError>
  /// What opens an alert.
  var rules: AlertRules
  /// The channels, as far as they decide which alerts they get.
  var recipients: [Recipient]
  /// The time from one round to the next, in seconds.
  var interval: Double
  /// The clock of all waits.
  var clock: any Clock<Duration> = ContinuousClock()
  /// The time in milliseconds since 1970.
  var now: @Sendable () -> Int
  /// Makes a UUID in lower case.
  var newID: @Sendable () -> String
  /// The text of an error of the API for people.
  var describe: @Sendable (FlinkAPIError) -> String
  /// The text that the job record keeps of a job that was deleted outside of flink-deploy.
  var deletedText: String
  /// Makes the courier look for new messages.
  var wakeCourier: @Sendable () -> Void
  /// Logs what is away.
  var outages: OutageLog

  /// Sleeps for `milliseconds`, or until the task is cancelled.
  func sleep(_ milliseconds: Int) async { try? await clock.sleep(for: .milliseconds(milliseconds)) }
}
