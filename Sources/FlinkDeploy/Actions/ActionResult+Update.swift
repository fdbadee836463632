import Deployments
import JSONCoding
import PipelineChanges

extension ActionResult {
  /// Adds the versions of the deployment, newest first.
  mutating func add(_ versions: [DeploymentVersion]) {
    let current = versions.first { $0.status == .current }
    add(GetJobStatus.ResultKey.version.rawValue, .optional(current?.number))
    add(GetJobStatus.ResultKey.versions.rawValue) { voice in .array(versions.map { $0.json(voice) }) }
  }

  /// Adds what only results of updates have.
  /// - Parameter versions: The newest versions of the deployment, newest first.
  mutating func addUpdate(_ operation: StoredOperation, versions: [DeploymentVersion]) {
    guard case .update(let update) = operation.request else { return }
    let current = versions.first { $0.status == .current }
    if let reason = operation.state.update.hotProblem, !operation.state.update.isReturning {
      add(.update(.hotUpdateRefused(reason: reason)))
    }
    if operation.state.update.isHot { add(.update(.mayRepeatMessages)) }
    let isDone = operation.state.phase == .done && operation.state.failure == nil
    let previous = isDone ? versions.first { $0.status == .previous } : current
    addUpdate(
      version: current?.number, previous: previous?.number, operation.state, update.record.compatibility,
      changes: update.record.changes)
  }

  /// Adds what only results of updates have.
  /// - Parameters:
  ///   - version: The version in force.
  ///   - previous: The version before the update.
  ///   - state: The state of the operation; nil if none was needed.
  ///   - compatibility: Whether the state fits, as the version records it.
  ///   - changes: What changed, as the version records it.
  mutating func addUpdate(
    version: Int?, previous: Int?, _ state: OperationState?, _ compatibility: JSON, changes: [JSON]
  ) {
    add("version", .optional(version))
    add("previous_version", .optional(previous))
    add("savepoint_id", .optional(state?.facts.savepointID))
    add("outage_seconds", state?.update.outageSeconds.map { .number(JSONNumber($0)) } ?? .null)
    let compatibility = compatibility.decoded(as: Compatibility.self)
    add("compatibility") { voice in compatibility.map { Compatibility.shown($0, voice) } ?? .null }
    add("changes", .array(changes))
  }
}
