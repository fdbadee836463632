import Deployments

@testable import FlinkDeploy

/// Failures of jobs, and the resources and texts of the server.
extension CatalogueGroup {
  static let jobs = [
    CatalogueGroup(
      .text, "JobFailure", in: "Deployments/Reads/JobFailure.swift", plain: ["said", "recorded"], failures),
    CatalogueGroup(
      .text, "ResourceLabel", in: "FlinkDeploy/Catalogue/ResourceLabel.swift", for: [.tools],
      plain: ["sqlFamily", "sql"], labels),
    CatalogueGroup(
      .text, "ServerText", in: "FlinkDeploy/Catalogue/ServerText.swift", for: [.tools], ServerText.allCases),
  ]

  private static let failures: [JobFailure] = [
    .said("java.net.ConnectException: Connection refused"), .operation(OperationFailure(.noEngine)),
    .deletedFromPlatform, .recorded("Connection refused"),
  ]

  private static let labels: [ResourceLabel] = [
    .jobFamily, .jobFamilyDescription, .sqlFamily, .sqlFamilyDescription, .job(12), .jobDescription,
    .recordedJob(.running, "2026-01-01T00:00:00Z"), .sql(12), .sqlDescription,
  ]
}
