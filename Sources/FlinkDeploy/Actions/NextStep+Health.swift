import AliyunFlink
import JobHealth
import PipelineTypes

extension NextStep {
  /// What to do about the verdict on a running job; nil if messages arrive, or none are there.
  /// - Parameters:
  ///   - health: The verdict with its evidence.
  ///   - jobID: The job.
  ///   - deploymentID: Its deployment.
  ///   - table: The table that the job writes; nil if it is not known.
  init?(_ health: HealthReport, jobID: String, deploymentID: String, table: TableName?) {
    switch health.verdict {
    case .flowing, .idle, .notRunning: return nil
    case .crashLoop: self = NextStep.crashLoop(health, deploymentID)
    case .notWriting: self = .checkTable(table)
    case .lagging, .backpressured: self = NextStep.lag(health, jobID, deploymentID)
    case .starting: self = .observe(jobID: jobID)
    case .unknown: self = NextStep.unknown(health.reasons, jobID, table)
    }
  }

  private static func crashLoop(_ health: HealthReport, _ deploymentID: String) -> NextStep {
    let place = health.unreadableMessage
    if health.hasNoJSON { return .skipMessage(place, deploymentID: deploymentID) }
    let field = health.refusedField
    if place == nil, field == nil { return .fixFailures(deploymentID: deploymentID) }
    return .declareColumn(field: field, place, deploymentID: deploymentID)
  }

  private static func lag(_ health: HealthReport, _ jobID: String, _ deploymentID: String) -> NextStep {
    if let parallelism = health.recommendation?.parallelism {
      return .changeParallelism(parallelism, deploymentID: deploymentID)
    }
    for reason in health.reasons {
      switch reason {
      case .parallelismAtPartitions: return .addPartitions(deploymentID: deploymentID)
      // Time or another reading is all that it takes.
      case .backlogWorkedOff, .loadUnsettled, .loadNeedsReadings: return .observe(jobID: jobID)
      default: continue
      }
    }
    return .checkLoad(deploymentID: deploymentID)
  }

  /// What to check for a verdict; a second reading helps if nothing else does.
  private static func unknown(_ reasons: [HealthReason], _ jobID: String, _ table: TableName?) -> NextStep {
    for reason in reasons {
      switch reason {
      case .callRefused(let name):
        return .allow(operation: OperationName(rawValue: name)?.action ?? name, jobID: jobID)
      case .flinkUnreachable, .stateMissing, .metricsMissing: return .checkFlink(jobID: jobID)
      case .noPartition: return .checkTopic
      case .messageMissing: return .checkTable(table)
      default: continue
      }
    }
    return .observe(jobID: jobID)
  }
}

extension HealthReport {
  /// Classes of Flink's JSON parser for a message that is not JSON.
  private static let parserErrors = ["JsonParseException", "JsonEOFException", "JsonMappingException"]

  /// The message that the job cannot read, if the newest failure names it.
  fileprivate var unreadableMessage: MessagePlace? {
    for case .unreadableMessage(let place) in reasons { return place }
    return nil
  }

  /// Whether the newest failure is that of a message that is not JSON.
  fileprivate var hasNoJSON: Bool {
    reasons.contains { reason in
      guard case .lastFailure(let exception, _) = reason else { return false }
      return exception.contains("jackson") && HealthReport.parserErrors.contains { exception.hasSuffix($0) }
    }
  }

  /// The field whose value its column does not take, if the failure names it.
  fileprivate var refusedField: String? { lastException?.failure.field }
}
