import PipelineChanges

@testable import FlinkDeploy

/// Refusals, remedies and notes of updates.
extension CatalogueGroup {
  static let updates = [
    CatalogueGroup(
      .error, "UpdateProblem", in: "FlinkDeploy/Catalogue/UpdateProblem.swift",
      shared: ["drift", "invalid_arguments", "restart_needed", "unknown_version", "no_committed_offsets"], problems),
    CatalogueGroup(.remedy, "UpdateRemedy", in: "FlinkDeploy/Catalogue/UpdateProblem.swift", remedies),
    CatalogueGroup(.warning, "UpdateNote", in: "FlinkDeploy/Catalogue/UpdateNote.swift", notes),
    CatalogueGroup(
      .text, "VersionText", in: "FlinkDeploy/Catalogue/VersionText.swift",
      [VersionText.first, .otherState, .returned(to: 1)]),
  ]

  private static let problems: [UpdateProblem] = [
    .drift([Change(what: "resources.parallelism", from: "1", to: "4")]), .draftEdited, .notRecorded,
    .incompatibleState([.tableAdded("public.orders_small")], returnsTo: nil),
    .incompatibleState([.tableAdded("public.orders_small")], returnsTo: 2), .planChanged,
    .restartNeeded(["sql"]), .unknownVersion(7, available: [1, 2]), .noSavepointOfVersion(2), .noEarlierVersion,
    .offsetsNotInSQL,
    .noCommittedOffsets,
    .offsetNotCommitted(topic: "orders", partition: 2),
    .versionBesideArguments("columns"), .pipelineUnknown,
    .quotaExceeded(
      QuotaShortage(target: "default-queue", lacks: [.init(resource: .cpu, needed: 5, free: 1.5, limit: 8)])),
  ]

  private static let remedies: [UpdateRemedy] = [
    .acceptDrift, .leaveState, .useStateOfVersion(2), .planAgain, .chooseVersion([1, 2]), .listVersions,
    .setStartupMode, .awaitCheckpoint,
    .keepState, .separate, .describePipeline, .fitQuota,
  ]

  private static let notes: [UpdateNote] = [
    .unchanged, .draftReplaced, .partialState([.noHistory(table: "public.orders_copy")]),
    .unknownState([.dependenciesChanged]), .mayRepeatMessages, .olderState(version: 1),
    .stateDiscarded(atCommittedOffsets: true), .stateDiscarded(atCommittedOffsets: false),
    .hotUpdateRefused(reason: "HOT_UPDATE_FAILED"),
  ]
}
