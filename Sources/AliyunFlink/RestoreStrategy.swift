import JSONCoding

/// The source of a job's initial state (`DeploymentRestoreStrategy`).
public enum RestoreStrategy: Sendable, Equatable {
  /// The latest savepoint or checkpoint.
  case latestState
  /// The latest savepoint.
  case latestSavepoint
  /// The savepoint with this ID.
  case savepoint(id: String)
  /// No state.
  case none

  /// The strategy in a request.
  var json: JSON {
    switch self {
    case .latestState: ["kind": "LATEST_STATE"]
    case .latestSavepoint: ["kind": "LATEST_SAVEPOINT"]
    case .savepoint(let id): ["kind": "FROM_SAVEPOINT", "savepointId": .string(id)]
    case .none: ["kind": "NONE"]
    }
  }
}
