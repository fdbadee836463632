import AliyunFlink
import Deployments
import Hashing
import JSONCoding
import PipelineChanges

/// What an update would do, and whether it may.
struct UpdatePlan: Sendable {
  /// The deployment.
  let reading: DeploymentReading
  /// The version in force; nil for a deployment without one.
  let base: DeploymentVersion?
  /// Whether the store has that version; that of a deployment of an earlier release is made of what the store knows.
  let isRecorded: Bool
  /// The differences between the recorded version and Alibaba Cloud.
  let drift: [Change]
  /// Whether the draft alone was edited.
  let isDraftEdited: Bool
  /// What the deployment is to have.
  let target: DeploymentSpec
  /// The changes against what the deployment has.
  let changes: [Change]
  /// Whether the state fits.
  let compatibility: Compatibility
  /// How the new job gets its state.
  let restore: UpdateRequest.Restore
  /// How a running job gets the change.
  let way: UpdateRequest.Way
  /// How the new version comes about.
  let record: VersionRecord
  /// What users should know.
  var notes: [ResultNote]
  /// Why the update may not be made; nil if it may.
  var refusal: Failure?
  /// Statements for tables that do not exist or lack columns; nil where nothing is missing.
  var suggestion: TableSuggestion?

  /// What the store has of the deployment's newest job; nil for nothing.
  var job: JobRecord?

  /// The deployment and its newest job.
  var identity: ActionResult.Identity {
    ActionResult.Identity(
      status: job?.status, deploymentID: reading.deployment.id, jobID: job?.jobID, aliyunJobID: job?.id,
      sqlRecordID: job?.sqlRecordID, deploymentName: reading.deployment.name)
  }

  /// What the deployment has.
  var current: DeploymentSpec { reading.spec }

  /// The number of the version in force; a deployment without one gets 1 by the update.
  var baseNumber: Int { base?.number ?? 1 }

  /// Whether the update changes nothing.
  var isUnchanged: Bool { hasNoChanges && restore == .keep }

  /// Whether the deployment already has what is wanted.
  var hasNoChanges: Bool { changes.isEmpty && !isDraftEdited }

  /// Binds a call to this plan: the SQL, the settings, and what the deployment has in Alibaba Cloud.
  var digest: String {
    let bound: JSON = [
      "deployment": .string(reading.deployment.id), "version": .int(base?.number ?? 0), "current": current.json,
      "draft": .optional(reading.draft.map { DeploymentSpec(document: $0.document).sql }), "target": target.json,
      "restore": .string("\(restore)"), "way": .string(way.rawValue),
    ]
    return SHA256.hex(bound.canonicalText)
  }

  /// The difference of the scripts in the unified format; empty for equal ones.
  var sqlDifference: String {
    let new = record.restoredFrom.map { "version \($0)" } ?? "this update"
    return UnifiedDiff(fromSQL: current.sql, toSQL: target.sql, named: ("version \(baseNumber)", new)).text
  }

  /// What the deployment has before it changes, to be recorded so that it can be returned to.
  var found: FoundVersions {
    var found = FoundVersions(base: isRecorded ? base?.number : nil)
    if let base, isRecorded, drift.isEmpty, !isDraftEdited {
      if base.spec != current { found.completed = current }
      return found
    }
    var kept = base?.record ?? VersionRecord()
    kept.restoredFrom = nil
    if let base, !drift.isEmpty {
      let spec = base.spec.completed(by: current, without: drift)
      if isRecorded { found.completed = spec } else { found.added.append(.init(spec, kept)) }
    }
    // SQL that was edited in the console describes the pipeline in place of the arguments.
    if drift.contains(where: { $0.what == "sql" }) { kept.arguments[.sql] = .string(current.sql) }
    kept.changes = drift.map(\.json)
    found.added.append(.init(current, kept))
    return found
  }

  private var isRefusedForDrift: Bool { refusal?.code == UpdateProblem.drift([]).code }

  /// The members that only results of updates have, apart from what is known at their end.
  func members(_ voice: Voice) -> [(String, JSON)] {
    [
      ("compatibility", Compatibility.shown(compatibility, voice)),
      ("changes", .array((isRefusedForDrift ? drift : changes).map(\.json))),
    ]
  }
}

extension Compatibility {
  /// The member `compatibility` of a result.
  static func shown(_ compatibility: Compatibility, _ voice: Voice) -> JSON {
    [
      "verdict": .string(compatibility.verdict.rawValue),
      "reasons": .array(compatibility.reasons.map { .string($0.text(voice)) }),
    ]
  }
}
