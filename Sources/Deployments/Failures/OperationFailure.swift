public import AliyunFlink

/// The failure of an operation, with its consequences.
public struct OperationFailure: Error, Sendable, Equatable {
  /// What happened.
  public var problem: OperationProblem
  /// The request ID of Alibaba Cloud.
  public var requestID: String?
  /// Whether all resources that the operation had created are deleted; nil when it had created none.
  public var isRolledBack: Bool?
  /// The resources that a rollback could not delete so far.
  public var leftovers: UnfinishedRollback?

  /// A failure of an operation that has created nothing.
  public init(_ problem: OperationProblem, requestID: String? = nil) {
    self.problem = problem
    self.requestID = requestID
  }

  /// The failure for an error of the API.
  public init(_ error: FlinkAPIError) {
    self.init(.platform(PlatformProblem(error)), requestID: error.requestID)
  }

  /// The failure for an error of the store.
  public init(_ error: StoreError) { self.init(.store(error)) }

  /// The stable name that programs compare.
  public var code: String { problem.code }

  /// Whether the same call may succeed later without a change.
  public var isRetryable: Bool { problem.isRetryable }

  /// The same failure without the leftovers of its rollback, which change while the rollback continues.
  var withoutLeftovers: OperationFailure {
    var copy = self
    copy.leftovers = nil
    return copy
  }
}
