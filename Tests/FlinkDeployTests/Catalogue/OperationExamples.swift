import AliyunFlink
import Deployments
import HTTPTransport
import JobHealth

@testable import FlinkDeploy

/// Errors and remedies of operations.
extension CatalogueGroup {
  static let operations = [
    CatalogueGroup(
      .error, "OperationProblem", in: "Deployments/Failures/OperationProblem.swift", plain: ["platform", "recorded"],
      shared: ["restart_needed"], problems),
    CatalogueGroup(
      .remedy, "OperationRemedy", in: "FlinkDeploy/Catalogue/OperationRemedy.swift", plain: ["recorded"], remedies),
    CatalogueGroup(.part, "NameHolder", in: "Deployments/Failures/OperationProblem+Parameters.swift", holders) {
      OperationProblem.nameTaken(name: "orders", by: $0, id: "8c0d2f44")
    },
    CatalogueGroup(.part, "RequestConflict", in: "Deployments/Failures/OperationProblem+Parameters.swift", conflicts) {
      OperationProblem.conflict($0)
    },
    CatalogueGroup(.part, "JobSelector", in: "Deployments/Journal/JobSelector.swift", selectors) {
      OperationProblem.notFound($0)
    },
    CatalogueGroup(.part, "JobSelector", in: "Deployments/Journal/JobSelector.swift", selectors) {
      OperationRemedy.checkID($0)
    },
    CatalogueGroup(.text, "WaitReason", in: "Deployments/Failures/OperationProblem+Parameters.swift", waits),
    CatalogueGroup(
      .part, "Reason", in: "Deployments/Failures/UnfinishedRollback.swift", plain: ["recorded"], rollbacks
    ) { UnfinishedRollback(reason: $0, jobID: "5e1b7c3a", deploymentID: "8c0d2f44", draftID: "1b6e0a97") },
    CatalogueGroup(
      .part, "Reason", in: "Deployments/Failures/UnfinishedRollback.swift", plain: ["recorded"], rollbacks
    ) { UnfinishedRollback(reason: $0) },
  ]

  private static let problems: [OperationProblem] = [
    .invalidSQL(reason: "Table 'orders' was not found"), .invalidSQL(reason: ""),
    .unknownEngineVersion("vvr-1", available: ["vvr-8.0.11-flink-1.17"]), .noEngine,
    .unknownDeploymentTarget("nowhere", available: ["default-queue"]), .noDeploymentTarget,
    .nameTaken(name: "orders", by: .draft, id: "1b6e0a97"), .deployFailed(reason: "Quota exceeded"),
    .jobCancelled(jobID: "5e1b7c3a", deploymentID: "8c0d2f44"),
    .jobFailed(jobID: "5e1b7c3a", reason: "Connection refused", log: "java.net.ConnectException: Connection refused"),
    .jobTrouble(
      JobTrouble(
        .crashLoop, jobID: "5e1b7c3a", exception: "com.fasterxml.jackson.core.JsonParseException",
        message: "Unrecognized token", place: MessagePlace(topic: "orders", partition: 3, offset: 1042))),
    .jobTrouble(JobTrouble(.notWriting, jobID: "5e1b7c3a")), .changedMeanwhile(deploymentID: "8c0d2f44"),
    .endedMeanwhile(jobID: "5e1b7c3a"), .noDraft(deploymentID: "8c0d2f44"), .notApplied(deploymentID: "8c0d2f44"),
    .restartNeeded(reason: "HOT_UPDATE_FAILED"),
    .settingsKept(jobID: "5e1b7c3a", setting: "resources.parallelism = 2"),
    .jobFailed(jobID: "5e1b7c3a", reason: nil, log: ""), .notInNamespace(.deployment("8c0d2f44")),
    .noJob(deploymentID: "8c0d2f44"), .savepointFailed(jobID: "5e1b7c3a", reason: "Checkpoint expired"),
    .savepointFailed(jobID: "5e1b7c3a", reason: nil), .cancelled,
    .stepTimeout(.awaitRunning, seconds: 300, waitingFor: .job(id: "5e1b7c3a", state: .starting)),
    .unexpectedAnswer(.readDraft), .serverEnding, .conflict(.deployment(name: "orders")), .notFound(.aliyunJob(12)),
    .platform(.unreachable), .store(StoreError(.unavailable, .noAnswer)),
    .recorded(code: "later_code", message: "Recorded message", remedy: "Recorded remedy", isRetryable: false),
  ]

  private static let holders: [NameHolder] = [.draft, .deployment]

  private static let conflicts: [RequestConflict] = [
    .inProgress(kind: "start", subject: "8c0d2f44"), .inProgress(kind: "stop", subject: "5e1b7c3a"),
    .deployment(name: "orders"), .idempotencyKey("order-4711"),
  ]

  private static let selectors: [JobSelector] = [
    .aliyunJob(12), .job("5e1b7c3a"), .deployment("8c0d2f44"), .name("orders"),
  ]

  private static let waits: [WaitReason] = [
    .draft, .hotUpdate, .job(id: "5e1b7c3a", state: .starting), .savepoint(jobID: "5e1b7c3a"),
  ]

  private static let remedies: [OperationRemedy] = [
    .correctSQL, .chooseEngineVersion(available: ["vvr-8.0.11-flink-1.17"]), .setEngineVersion,
    .chooseDeploymentTarget(available: ["default-queue"]), .createDeploymentTarget, .renameOrDeleteDraft,
    .renameOrStart(deploymentID: "8c0d2f44"), .correctConfiguration, .startAgain(deploymentID: "8c0d2f44"), .fixStart,
    .declareColumn, .fixJob(.crashLoop), .fixJob(.notWriting), .planAgain, .checkEnd(jobID: "5e1b7c3a"), .createDraft,
    .allowRestart, .checkID(.job("5e1b7c3a")), .startFirst(deploymentID: "8c0d2f44"), .stopAgain, .deployAgain,
    .checkConsole,
    .reportBug, .callAgain, .awaitOperation(subject: "8c0d2f44"), .repeatOrRename, .repeatOrChangeKey,
    .recorded("Recorded remedy"),
  ]

  private static let rollbacks: [UnfinishedRollback.Reason] = [
    .platform(.unreachable), .failed(.notApplied(deploymentID: "8c0d2f44")), .unexpectedAnswer,
    .jobKeepsRunning("5e1b7c3a"), .recorded("Recorded remedy"),
  ]
}

extension PlatformProblem {
  /// Alibaba Cloud cannot be reached.
  static var unreachable: PlatformProblem {
    var error = FlinkAPIError(.transport, code: "Transport", cause: .transport(.said("Could not connect to server")))
    error.operation = "GetJob"
    return PlatformProblem(error)
  }
}
