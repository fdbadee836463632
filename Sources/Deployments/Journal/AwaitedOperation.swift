/// An operation that a client awaits beyond the call that began it, in whatever process.
public struct AwaitedOperation: Sendable {
  /// The operation.
  public var operation: StoredOperation
  /// The time of creation, ISO 8601, UTC.
  public var createdAt: String
  /// The time of the last change, ISO 8601, UTC.
  public var updatedAt: String
  /// Whether the client has cancelled it.
  public var isCancelled: Bool

  /// An awaited operation.
  public init(operation: StoredOperation, createdAt: String, updatedAt: String, isCancelled: Bool) {
    self.operation = operation
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.isCancelled = isCancelled
  }
}
