import Notices
import PipelineChanges

/// Why an update is refused before anything changes.
enum UpdateProblem: Problem {
  /// The deployment was changed outside of flink-deploy since its version was recorded.
  case drift([Change])
  /// The draft was edited in the console and not deployed.
  case draftEdited
  /// flink-deploy has no version of the deployment.
  case notRecorded
  /// The state of the job does not fit the new version.
  /// - Parameter returnsTo: The version to return to; nil for another update.
  case incompatibleState([CompatibilityReason], returnsTo: Int?)
  /// The plan is another one than the caller saw.
  case planChanged
  /// These changes need a restart, and none is allowed.
  case restartNeeded([String])
  /// The deployment has no such version.
  case unknownVersion(Int, available: [Int])
  /// The deployment has only one version.
  case noEarlierVersion
  /// The sources of given SQL do not start at the committed offsets.
  case offsetsNotInSQL
  /// The job has completed no checkpoint, so that the consumer group has committed nothing.
  case noCommittedOffsets
  /// The job has read this partition, and the consumer group has no committed offset of it.
  case offsetNotCommitted(topic: String, partition: Int)
  /// The version was never left with a savepoint.
  case noSavepointOfVersion(Int)
  /// A version is given together with this argument.
  case versionBesideArguments(String)
  /// Topic and table of the deployment are not known, so that its SQL cannot be generated.
  case pipelineUnknown
  /// The deployment target has too few resources left for the changed job.
  case quotaExceeded(QuotaShortage)

  /// The stable name that programs compare.
  var code: String {
    switch self {
    case .drift, .draftEdited, .notRecorded: "drift"
    case .incompatibleState: "incompatible_state"
    case .planChanged: "plan_changed"
    case .restartNeeded: "restart_needed"
    case .unknownVersion: "unknown_version"
    case .noEarlierVersion: "unknown_version"
    case .offsetsNotInSQL, .noCommittedOffsets, .offsetNotCommitted: "no_committed_offsets"
    case .noSavepointOfVersion: "no_savepoint"
    case .versionBesideArguments: "invalid_arguments"
    case .pipelineUnknown: "pipeline_unknown"
    case .quotaExceeded: "quota_exceeded"
    }
  }

  /// Whether the same call may succeed later without a change.
  var isRetryable: Bool { if case .quotaExceeded(let shortage) = self { shortage.isTemporary } else { false } }

  /// What can be done now.
  var remedy: any Remedy {
    switch self {
    case .drift, .draftEdited, .notRecorded: UpdateRemedy.acceptDrift
    case .incompatibleState(_, let version): version.map(UpdateRemedy.useStateOfVersion) ?? UpdateRemedy.leaveState
    case .planChanged: UpdateRemedy.planAgain
    case .restartNeeded: OperationRemedy.allowRestart
    case .unknownVersion(_, let available): UpdateRemedy.chooseVersion(available)
    case .noEarlierVersion: UpdateRemedy.listVersions
    case .offsetsNotInSQL: UpdateRemedy.setStartupMode
    case .noCommittedOffsets, .offsetNotCommitted: UpdateRemedy.awaitCheckpoint
    case .noSavepointOfVersion: UpdateRemedy.keepState
    case .versionBesideArguments: UpdateRemedy.separate
    case .pipelineUnknown: UpdateRemedy.describePipeline
    case .quotaExceeded: UpdateRemedy.fitQuota
    }
  }
}

/// What can be done about a refused update.
enum UpdateRemedy: Remedy {
  /// Record what the deployment has as a version.
  case acceptDrift
  /// Start without state.
  case leaveState
  /// Start from the savepoint with which the version was left.
  case useStateOfVersion(Int)
  /// Look at the plan once more.
  case planAgain
  /// Choose one of these versions.
  case chooseVersion([Int])
  /// Look at the versions.
  case listVersions
  /// Let the sources start at the committed offsets.
  case setStartupMode
  /// Wait for a checkpoint.
  case awaitCheckpoint
  /// Return to the version with the current state.
  case keepState
  /// Return to the version first, change it then.
  case separate
  /// Name the topic and the table, or give the SQL.
  case describePipeline
  /// Need fewer resources, or get more.
  case fitQuota
}
