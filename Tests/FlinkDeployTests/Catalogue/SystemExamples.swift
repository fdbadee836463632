import AliyunFlink
import Deployments
import HTTPTransport
import KafkaSampling
import Postgres

@testable import FlinkDeploy

/// Errors of outside systems, and their remedies.
extension CatalogueGroup {
  static let systems = [
    CatalogueGroup(.error, "Code", in: "Deployments/Failures/StoreError.swift", storeCodes) {
      OperationProblem.store($0.example)
    },
    CatalogueGroup(.part, "Cause", in: "Deployments/Failures/StoreError.swift", storeCauses) {
      OperationProblem.store(StoreError(.refused, $0))
    },
    CatalogueGroup(.remedy, "StoreRemedy", in: "FlinkDeploy/Catalogue/StoreRemedy.swift", storeRemedies),
    CatalogueGroup(.part, "Cause", in: "AliyunFlink/FlinkAPIError+Cause.swift", platformCauses) {
      OperationProblem.platform(PlatformProblem(FlinkAPIError(.gateway, code: "Forbidden.RAM", cause: $0)))
    },
    CatalogueGroup(.part, "Cause", in: "HTTPTransport/TransportError.swift", plain: ["said"], transportCauses),
    CatalogueGroup(.remedy, "PlatformRemedy", in: "FlinkDeploy/Catalogue/PlatformRemedy.swift", platformRemedies),
    CatalogueGroup(
      .error, "KafkaSamplingError", in: "KafkaSampling/KafkaSamplingError.swift", plain: ["unreachable"],
      shared: ["kafka_bad_setting"], kafkaErrors),
  ]

  private static let storeCodes: [StoreError.Code] = [
    .unavailable, .needsUpgrade, .programOutdated, .notConfigured, .leaseLost, .refused,
  ]

  private static let storeCauses: [StoreError.Cause] = [
    .said("permission denied for table flink_operations", sqlState: "42501"), .said("too many clients", sqlState: nil),
    .noReasonGiven, .malformedURI, .noTLS, .noAnswer, .cancelled, .unexpectedColumn("status"),
    .unreadableRow(table: "flink_operations"), .outdatedTables,
    .newerTables(version: 8, known: 7), .notConfigured, .ownedByAnotherProcess, .contention,
  ]

  private static let storeRemedies: [StoreRemedy] = [
    .startDatabase, .allowClearText, .upgradeDatabase, .updateProgram, .configureDatabase, .checkStatus, .grantRights,
  ]

  private static let platformCauses: [FlinkAPIError.Cause] = [
    .said("The user is not authorized"), .noReasonGiven, .signatureMismatch, .httpStatus(503),
    .notAnEnvelope(status: 200), .missingMember(path: "data.jobId", status: 200), .noCredentials, .cancelled,
    .transport(.said("Could not connect to server")),
  ]

  private static let transportCauses: [TransportError.Cause] = [
    .said("Could not connect to server"), .cancelled, .responseTooLarge(limit: 16_777_216),
  ]

  private static let platformRemedies: [PlatformRemedy] = [
    .setAccessKey, .checkNetwork, .retryLater, .checkEndpoint, .fixReportedProblem, .checkAccessKeySecret,
    .checkAccessKeyID, .renewSecurityToken, .synchronizeClock, .grantPermission,
    .grantAction("stream:CreateDeploymentDraft"), .checkWorkspaceID, .contactSupport,
  ]

  private static let kafkaErrors: [KafkaSamplingError] = [
    .notBuilt, .notInstalled, .settingRefused("sasl.mechanisms"), .clientRefused("ssl.ca.location failed"),
    .unreachable("Connection refused"), .unreadable(topic: "orders", partition: 3, reason: "Leader not available"),
    .unreadable(topic: "orders", partition: nil, reason: "Not authorized"), .unknownTopic("orders"), .cancelled,
  ]
}

extension StoreError.Code {
  /// An error with this code.
  fileprivate var example: StoreError {
    switch self {
    case .unavailable: StoreError(self, .noAnswer)
    case .needsUpgrade: StoreError(self, .outdatedTables)
    case .programOutdated: StoreError(self, .newerTables(version: 8, known: 7))
    case .notConfigured: StoreError(self, .notConfigured)
    case .leaseLost: StoreError(self, .ownedByAnotherProcess)
    case .refused: StoreError(self, .said("permission denied for table flink_operations", sqlState: "42501"))
    }
  }
}
