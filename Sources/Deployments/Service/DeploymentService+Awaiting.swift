extension DeploymentService {
  /// The operation that was begun with this task ID, and its latest snapshot; nil when there is none.
  /// - Throws: ``OperationFailure``.
  public func awaitedOperation(
    _ taskID: String
  ) async throws(OperationFailure) -> (awaited: AwaitedOperation, snapshot: OperationSnapshot)? {
    do throws(StoreError) {
      guard let awaited = try await store.awaitedOperation(taskID) else { return nil }
      let operation = awaited.operation
      if operation.state.phase != .done { try await takeOver(onJob: operation.aliyunJobID) }
      let live = liveSnapshot(onJob: operation.aliyunJobID)
      return (awaited, live.flatMap { $0.operation.id == operation.id ? $0 : nil } ?? OperationSnapshot(operation))
    } catch { throw OperationFailure(error) }
  }

  /// Cancels the operation that was begun with this task ID: a deploy is rolled back; other operations continue.
  /// - Throws: ``OperationFailure``.
  public func cancelAwaitedOperation(_ taskID: String) async throws(OperationFailure) {
    do throws(StoreError) {
      guard let awaited = try await store.awaitedOperation(taskID) else { return }
      try await store.cancelAwaitedOperation(taskID)
      cancel(awaited.operation)
    } catch { throw OperationFailure(error) }
  }
}
