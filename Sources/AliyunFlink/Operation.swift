import JSONCoding

/// One operation of the API `ververica` 2022-07-18: how it goes over the wire, and how its answer is read.
public struct Operation<Output: Sendable>: Sendable {
  /// What repeating it may do.
  enum Safety: Sendable {
    /// Nothing: it reads, or sets what is to be.
    case repeatable
    /// A second thing.
    case once
  }

  enum Segment: Sendable, ExpressibleByStringLiteral {
    case literal(String)
    case parameter(String)
    case namespace
    init(stringLiteral value: String) { self = .literal(value) }
  }

  /// The operation's name in the API.
  public let name: String
  let method: String
  let path: [Segment]
  var query: [(name: String, value: String)] = []
  var body: JSON?
  let safety: Safety
  let decode: @Sendable (JSON) throws(DecodingFailure) -> Output
}

/// Where a job takes its state from (`DeploymentRestoreStrategy`).
public enum RestoreStrategy: Sendable, Equatable {
  /// The latest savepoint or checkpoint.
  case latestState
  /// The latest savepoint.
  case latestSavepoint
  /// One savepoint.
  case savepoint(id: String)
  /// No state.
  case none

  var json: JSON {
    switch self {
    case .latestState: ["kind": "LATEST_STATE"]
    case .latestSavepoint: ["kind": "LATEST_SAVEPOINT"]
    case .savepoint(let id): ["kind": "FROM_SAVEPOINT", "savepointId": .string(id)]
    case .none: ["kind": "NONE"]
    }
  }
}

/// What happens to a job's state when it is stopped (`StopJobRequestBody`).
public enum StopStrategy: String, Sendable, CaseIterable {
  case withSavepoint = "STOP_WITH_SAVEPOINT"
  case withDrain = "STOP_WITH_DRAIN"
  case immediately = "NONE"
}
