import JobHealth

@testable import FlinkDeploy

/// Reasons of verdicts, and of recommendations.
extension CatalogueGroup {
  static let health =
    [
      CatalogueGroup(.warning, "HealthReason", in: "JobHealth/HealthReason.swift", evidence + tuning + lacks),
      CatalogueGroup(.warning, "RecommendationReason", in: "JobHealth/Recommendation.swift", recommendations),
    ] + arrival

  private static let evidence: [HealthReason] = [
    .platformStatus("FAILED"), .flinkState("CANCELED"), .stoppedWithSavepoint, .tasksStarting(count: 1, of: 2),
    .restarting(seconds: 15), .restarting(seconds: nil), .taskDoesNotEnd, .failures(count: 11, seconds: 20),
    .restarts(count: 1, seconds: 60),
    .lastFailure(exception: "org.postgresql.util.PSQLException", message: "FATAL: role \"nobody\" does not exist"),
    .lastFailure(exception: "java.lang.OutOfMemoryError", message: nil),
    .unreadableMessage(MessagePlace(topic: "orders", partition: 3, offset: 1042)),
    .messagesRead(count: 550, seconds: 11), .noMessagesRead(seconds: 26), .rowsPassed(count: 1, seconds: 11),
    .noRowsPassed(seconds: 11), .nothingWaits, .topicEmpty, .messagesWait(count: 34_000), .messagesWait(count: 1),
    .messagesWaitAtLeast(count: 0), .messagesWaitAtLeast(count: 15_475), .backlogGrows(from: 1_000, to: 3_500),
    .backlogShrinks(from: 20_475, to: 15_475), .secondsOfInput(75), .messageAge(seconds: 16), .noPartition,
    .watermarkHeldBack(topic: "orders", partition: 1), .busy(percent: 98), .backpressure(percent: 13),
    .parallelismAtPartitions(2), .checkpointCompleted(id: 15, secondsAgo: 2), .checkpointInProgress(seconds: 25),
    .checkpointSlow(seconds: 18), .checkpointFailed(message: "Checkpoint expired before completing."),
    .checkpointFailed(message: nil), .noCheckpoint, .waitsForCheckpoint, .messageMissing(partition: 3, offset: 1042),
    .recordedStatus("RUNNING"),
  ]

  private static let tuning: [HealthReason] = [
    .backlogWorkedOff(minutes: 9), .backlogWorkedOff(minutes: 1), .loadUnsettled(seconds: 190), .loadNeedsReadings,
    .loadUnknown, .tunedAutomatically, .quotaReached(6), .throughputRose(from: 500, to: 913.4, parallelism: 2),
    .throughputDidNotRise(from: 500, to: 520, parallelism: 2),
  ]

  private static let lacks: [HealthReason] = [
    .needsSecondReading, .metricsNotRefreshed, .noMetricsYet(seconds: 2), .metricsMissing, .stateMissing,
    .storedReading(seconds: 12), .readingsWait(count: 912), .readingsWait(count: 1),
    .flinkUnreachable(reason: "Connection refused"), .callRefused(operation: "FlinkApiProxy"),
    .kafkaUnreadable(reason: "Connection refused"),
  ]

  private static let recommendations: [RecommendationReason] = [
    .tooSlow(figures(backlog: 34_000)), .tooSlow(figures(backlog: 0)),
    .limitedByPartitions(figures(backlog: 34_000), partitions: 4), .limitedByQuota(figures(backlog: 0), most: 2),
    .oversized(figures(backlog: 0)),
  ]

  private static func figures(backlog: Int) -> TuningFigures {
    TuningFigures(
      inputPerSecond: 600, ratePerSubtask: 112.5, backlog: backlog, minutesToDrain: 30, targetPercent: 70, needed: 9)
  }
}
