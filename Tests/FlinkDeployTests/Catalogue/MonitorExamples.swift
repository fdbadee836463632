import Alerting
import JobHealth

@testable import FlinkDeploy

/// Texts of the monitor: messages about alerts, and what its commands print.
extension CatalogueGroup {
  static let monitoring = [
    CatalogueGroup(.text, "AlertRule", in: "Alerting/Alerts/AlertRule.swift", AlertRule.allCases),
    CatalogueGroup(.text, "AlertSeverity", in: "Alerting/Alerts/AlertSeverity.swift", AlertSeverity.allCases),
    CatalogueGroup(.text, "AlertText", in: "FlinkDeploy/Catalogue/AlertText.swift", for: [.commands], alertTexts),
    CatalogueGroup(.text, "AlertSummary", in: "FlinkDeploy/Catalogue/AlertSummary.swift", summaries),
    CatalogueGroup(
      .text, "AlertLine", in: "FlinkDeploy/Catalogue/AlertLine.swift", for: [.commands],
      [
        AlertLine.open(
          severity: "critical", message: "the job failed", since: "2026-01-01T00:00:00Z", count: 3, id: alertID)
      ]),
    CatalogueGroup(
      .text, "AlertLabel", in: "FlinkDeploy/Catalogue/AlertLabel.swift", for: [.commands], AlertLabel.allCases),
    CatalogueGroup(
      .text, "MonitorText", in: "FlinkDeploy/Catalogue/MonitorText.swift", for: [.commands], monitorTexts),
    CatalogueGroup(
      .error, "AlertProblem", in: "FlinkDeploy/Catalogue/AlertProblem.swift", for: [.commands], alertProblems),
    CatalogueGroup(
      .remedy, "AlertRemedy", in: "FlinkDeploy/Catalogue/AlertProblem.swift", for: [.commands],
      [AlertRemedy.listAlerts, .checkReceiver, .checkChannel("ops")]),
    CatalogueGroup(
      .error, "MonitorUsageProblem", in: "FlinkDeploy/Catalogue/MonitorUsageProblem.swift", for: [.commands],
      [
        MonitorUsageProblem.intervalOutOfRange(1...86_400), .unknownChannel("ops", known: []),
        .unknownChannel("ops", known: ["dev", "night"]),
      ]),
  ]

  private static let alertID = "6d2c1f0e-8f5b-4a8e-9a51-3f0f6a1b2c3d"
  private static let deploymentID = "8c0d2f44"
  private static let time = "2026-11-28 03:00:12 +08:00"
  private static let place = MessagePlace(topic: "orders", partition: 3, offset: 1_042)

  private static let alertTexts: [AlertText] = [
    .title(.firing, .critical, [.failed], names: ["orders"]),
    .title(.firing, .critical, [.failed], names: ["a", "b", "c", "d", "e"]),
    .title(.firing, .critical, [.platformUnreachable], names: []),
    .title(.resolved, .warning, [.lagging, .backpressured], names: ["a", "b"]), .testTitle,
    .testExplanation(channel: "ops"), .deployment(name: "orders", id: deploymentID, jobID: "5e1b7c3a"),
    .deployment(name: nil, id: deploymentID, jobID: nil), .deployments(["a (1)", "b (2)"], more: 0),
    .deployments(["a (1)", "b (2)"], more: 28), .since(time), .lasted(from: time, until: time, .seconds(720)),
    .restarts(3), .pending(34_000), .lastCheckpoint(time),
    .cause(exception: "JsonParseException", message: "Unexpected character", place),
    .cause(exception: "PSQLException", message: nil, nil), .said("JOB_FAILED: The TaskManager was lost"), .unknownCause,
    .explanation("The table does not exist"), .retry(helps: true), .retry(helps: false), .action("Create the table"),
    .look(deploymentID: deploymentID), .scale(deploymentID: deploymentID, parallelism: 4),
    .startOrAcknowledge(deploymentID: deploymentID, alertID: alertID), .examine,
    .console("https://realtime-compute.console.aliyun.com/regions/cn-hangzhou"), .alert(alertID),
    .alertOf(alertID, name: "orders"),
  ]

  private static let summaries: [AlertSummary] = [
    .caused(.failed, exception: "JsonParseException", message: "Unexpected character"),
    .caused(.crashLoop, exception: "PSQLException", message: nil), .said(.failed, "The TaskManager was lost"),
    .plain(.lagging),
  ]

  private static let monitorTexts: [MonitorText] = [
    .round(deployments: 34, open: 1, calls: 210, .seconds(4.2)), .unreachable("Could not connect to server"), .waiting,
    .noChannel, .followed, .summary(deployments: 34, opened: 2, resolved: 1, open: 3), .notDelivered, .noAlerts,
    .undelivered, .waitingMessage, .deadMessage, .firingMessage, .resolvedMessage, .acknowledged(alertID),
    .acknowledgedBefore(alertID), .resolvedBefore(alertID), .testTaken(channel: "ops"),
  ]

  private static let alertProblems: [AlertProblem] = [
    .unknownAlert("x"), .notTaken(channel: "ops", reason: "HTTP 503"), .refused(channel: "ops", reason: "HTTP 404"),
  ]
}
