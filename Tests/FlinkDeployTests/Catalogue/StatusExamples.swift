import JobHealth
import PipelineTypes

@testable import FlinkDeploy

/// Texts of the status of jobs.
extension CatalogueGroup {
  static let status = [
    CatalogueGroup(.text, "HealthText", in: "FlinkDeploy/Catalogue/HealthText.swift", for: [.commands], figures),
    CatalogueGroup(
      .text, "Quantity", in: "FlinkDeploy/Catalogue/Quantity.swift", for: [.commands],
      plain: ["count", "perSecond", "rate", "bytes", "percent"], quantities),
    CatalogueGroup(.text, "WatchText", in: "FlinkDeploy/Catalogue/WatchText.swift", for: [.commands], watchTexts),
    CatalogueGroup(
      .error, "StatusProblem", in: "FlinkDeploy/Catalogue/StatusProblem.swift", for: [.tools],
      shared: ["invalid_arguments"], problems),
    CatalogueGroup(
      .remedy, "StatusRemedy", in: "FlinkDeploy/Catalogue/StatusProblem.swift", for: [.tools], problemRemedies),
  ]

  private static let time = "2026-01-01T00:00:00Z"
  private static let ids: [Argument] = [.jobID, .deploymentID, .aliyunJobID]

  private static let figures: [HealthText] = [
    .verdict("FLOWING", since: time), .verdictFor("FLOWING", since: time, .seconds(300)), .read(.perSecond(49.96)),
    .written(.perSecond(0)), .waiting(.count(34_000)), .eventTimeLag(.seconds(3.2)), .idle(.ago(seconds: 26)),
    .busy(.percent(98.4)), .backpressured(.percent(3)), .parallelism(2), .parallelismOf(2, partitions: 4),
    .completed(12), .failed(1), .inProgress(1), .lastCompleted(.ago(seconds: 2)), .took(.seconds(0.3)),
    .restartsInWindow(3, .seconds(11)), .exception("java.io.IOException: Connection refused", at: time),
    .recommendation(parallelism: 4, reason: "The load could not be measured"), .unknown,
  ]

  private static let quantities: [Quantity] = [
    .count(34_000), .perSecond(49.96), .rate(0), .seconds(0), .seconds(3.25), .seconds(119), .seconds(7_199),
    .seconds(172_799), .seconds(400_000), .bytes(900), .bytes(12_600), .percent(98.4), .ago(seconds: 26),
  ]

  private static let watchTexts: [WatchText] = [
    .reading, .keys, .updated(.ago(seconds: 3)), .moreLines(1), .moreLines(4),
  ]

  private static let problems: [StatusProblem] = [
    .severalIDs(ids), .idMissing(.observeSeconds, ids: ids), .cursorWithID(.jobID), .unknownCursor("x"),
  ]

  private static let problemRemedies: [StatusRemedy] = [
    .passAtMostOne(ids), .passID(ids, orLeaveOut: .observeSeconds), .leaveOutCursor(or: .jobID), .passNextCursor,
  ]

  private static let place = MessagePlace(topic: "orders", partition: 3, offset: 1_042)

  /// Next steps by the verdict on a job.
  static let verdictSteps: [NextStep] = [
    .declareColumn(field: "amount", place, deploymentID: "8c0d2f44"),
    .declareColumn(field: nil, place, deploymentID: "8c0d2f44"),
    .declareColumn(field: "amount", nil, deploymentID: "8c0d2f44"),
    .skipMessage(place, deploymentID: "8c0d2f44"), .skipMessage(nil, deploymentID: "8c0d2f44"),
    .fixFailures(deploymentID: "8c0d2f44"), .checkTable(.orders), .checkTable(nil),
    .changeParallelism(4, deploymentID: "8c0d2f44"), .addPartitions(deploymentID: "8c0d2f44"),
    .checkLoad(deploymentID: "8c0d2f44"), .observe(jobID: "5e1b7c3a"),
    .allow(operation: "FlinkApiProxy", jobID: "5e1b7c3a"), .checkFlink(jobID: "5e1b7c3a"), .checkTopic,
  ]
}
