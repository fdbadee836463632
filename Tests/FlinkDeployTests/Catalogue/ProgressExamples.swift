import AliyunFlink
import Deployments

@testable import FlinkDeploy

/// Progress of operations, and what comes next.
extension CatalogueGroup {
  static let progress = [
    CatalogueGroup(.text, "Phase", in: "Deployments/Machine/Phase.swift", Phase.allCases),
    CatalogueGroup(
      .text, "OperationReport", in: "Deployments/Service/OperationReport.swift", plain: ["status"], reports),
    CatalogueGroup(.text, "ProgressText", in: "FlinkDeploy/Catalogue/ProgressText.swift", progressTexts),
    CatalogueGroup(
      .text, "PromptText", in: "FlinkDeploy/Catalogue/PromptText.swift", for: [.tools],
      [
        PromptText.deployTopic("orders", table: "public.orders", startup: "latest-offset"),
        .diagnoseJob(deploymentID: "8c0d2f44"),
      ]),
    CatalogueGroup(.text, "NextStep", in: "FlinkDeploy/Actions/NextStep.swift", nextSteps),
  ]

  private static let reports: [OperationReport] = [
    .step(.awaitRunning, .starting), .step(.createDraft, nil), .status(.running), .failed(OperationFailure(.cancelled)),
  ]

  private static let progressTexts: [ProgressText] = [
    .validatingSQL, .status(.starting, nil), .status(.starting, .step(.awaitRunning, .starting)), .waitingForLeases(1),
    .waitingForLeases(3),
  ]

  private static let nextSteps: [NextStep] =
    [
      .awaitRecord(12), .awaitJob("5e1b7c3a"), .checkSuccessor(jobID: "9f2d4e6b"), .checkOrStop(jobID: "5e1b7c3a"),
      .check(jobID: "5e1b7c3a"), .start(deploymentID: "8c0d2f44"), .resume(deploymentID: "8c0d2f44"), .deploy,
      .startFrom(savepointID: nil, deploymentID: "8c0d2f44"), .startFrom(savepointID: "4d9e", deploymentID: "8c0d2f44"),
      .update, .correctThenDeploy, .deployAgain, .awaitBatch, .applyPlan,
    ] + verdictSteps
}
