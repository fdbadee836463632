import Deployments
import ModelContextProtocol

@testable import FlinkDeploy

/// Notes, errors and remedies of a call.
extension CatalogueGroup {
  static let calls = [
    CatalogueGroup(
      .warning, "CallNote", in: "FlinkDeploy/Catalogue/CallNote.swift", shared: ["not_validated"], notes),
    CatalogueGroup(.error, "CallProblem", in: "FlinkDeploy/Catalogue/CallProblem.swift", problems),
    CatalogueGroup(
      .error, "ArgumentProblem", in: "FlinkDeploy/Catalogue/CallProblem.swift", shared: ["invalid_arguments"],
      argumentProblems),
    CatalogueGroup(
      .remedy, "CallRemedy", in: "FlinkDeploy/Catalogue/CallProblem.swift", quoting: ["askAgain", "runByHand"],
      remedies),
    CatalogueGroup(
      .part, "RequiredSetting", in: "FlinkDeploy/Catalogue/RequiredSetting.swift", RequiredSetting.allCases
    ) { CallProblem.missingSetting($0) },
    CatalogueGroup(
      .part, "RequiredSetting", in: "FlinkDeploy/Catalogue/RequiredSetting.swift", RequiredSetting.allCases
    ) { CallRemedy.set($0) },
    CatalogueGroup(.part, "SchemaProblem", in: "ModelContextProtocol/SchemaViolation.swift", violations) {
      SchemaViolation(path: "startup_timestamp_ms", problem: $0)
    },
    CatalogueGroup(.part, "SchemaProblem", in: "ModelContextProtocol/SchemaViolation.swift", violations) {
      SchemaViolation(path: "resources.task_manager_cpu", problem: $0)
    },
    CatalogueGroup(
      .text, "ConfirmationQuestion", in: "FlinkDeploy/Catalogue/ConfirmationQuestion.swift", for: [.tools], questions),
  ]

  private static let fromFile = MixedSources(
    address: "HOLOGRES_ENDPOINT", credential: "HOLOGRES_PASSWORD", isAddressFromDotEnv: true)
  private static let fromEnvironment = MixedSources(
    address: "HOLOGRES_ENDPOINT", credential: "HOLOGRES_PASSWORD", isAddressFromDotEnv: false)
  private static let command = "flink-deploy stop '5e1b7c3a' --stop-strategy 'NONE'"

  private static let notes: [CallNote] = [
    .alreadyRunning(jobID: "5e1b7c3a"), .alreadyEnded(jobID: "5e1b7c3a", status: "CANCELLED"), .noSavepoint,
    .stateKept, .notFlowing(verdict: "IDLE"),
    .alreadyDeployed, .kept, .firstResult, .stale(.platform(.unreachable)), .restarted(1), .restarted(3),
    .successor(jobID: "9f2d4e6b", status: "RUNNING"), .notValidated(.platform(.unreachable)),
    .notValidatedWithout(.workspaceID), .paused(StoreError(.unavailable, .noAnswer)),
  ]

  private static let problems: [CallProblem] = [
    .missingSetting(.region), .mixedSources(fromFile), .mixedSources(fromEnvironment), .notConfirmed(command: command),
    .confirmationUnavailable(command: command), .readOnly,
  ]

  private static let argumentProblems: [ArgumentProblem] = [
    .violations([SchemaViolation(path: "topic", problem: .missing)]), .notExactlyOne([.jobID, .deploymentID]),
    .onlyWith(.savepointID, other: .restoreStrategy, value: "FROM_SAVEPOINT"),
    .missing(.savepointID, other: .restoreStrategy, value: "FROM_SAVEPOINT"),
    .nullCharacter(argument: "hologres_table"),
  ]

  private static let remedies: [CallRemedy] = [
    .set(.region), .set(.kafkaServers), .uniteSources(fromFile), .askAgain(command: command),
    .runByHand(command: command), .allowChanges, .correctArguments, .passOne([.jobID, .deploymentID]),
    .match(.savepointID, other: .restoreStrategy, value: "FROM_SAVEPOINT"), .pass(.startupOffsets),
    .removeNullCharacter,
  ]

  private static let violations: [SchemaProblem] = [
    .wrongType(expected: ["number"], found: "string"), .notAChoice(found: "now", choices: ["earliest-offset"]),
    .belowMinimum(found: "-1", minimum: "0"), .aboveMaximum(found: "5000", maximum: "3600"),
    .tooFew(.elements, found: 0, minimum: 1), .tooMany(.characters, found: 300, maximum: 200), .missing,
    .unknown(known: ["topic", "name"]),
  ]

  private static let questions: [ConfirmationQuestion] = [
    .stop(.job("5e1b7c3a")), .stopWithoutSavepoint(.deployment("8c0d2f44")), .drain(.job("5e1b7c3a")),
    .start(.deployment("8c0d2f44")), .update(.deployment("8c0d2f44")), .updateWithoutState(.deployment("8c0d2f44")),
    .startWithoutState(.deployment("8c0d2f44")),
    .deploy(topic: "orders", tables: ["public.orders"], starts: true),
    .deploy(topic: "orders", tables: ["public.orders", "public.clicks"], starts: false),
    .deployPipelines(count: 50, updates: false), .deployPipelines(count: 50, updates: true),
  ]
}
