import Hashing

/// An operation as a client awaits it beyond the call that began it, in whatever process.
public struct OperationTask: Sendable {
  /// Nobody can guess it.
  public var id: String
  /// The operation.
  public var operation: StoredOperation
  /// ISO 8601, UTC.
  public var createdAt: String
  /// ISO 8601, UTC.
  public var updatedAt: String
  /// Whether the client has taken it back.
  public var isCancelled: Bool

  /// A task.
  public init(id: String, operation: StoredOperation, createdAt: String, updatedAt: String, isCancelled: Bool) {
    self.id = id
    self.operation = operation
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.isCancelled = isCancelled
  }

  /// The id of the task that an operation is.
  ///
  /// Made of its marker but not the marker itself, which stands in the cloud as a label for all to see.
  public static func id(ofMarker marker: String) -> String { String(SHA256.hex("task \(marker)").prefix(32)) }
}

extension DeploymentService {
  /// The operation that a client awaits as a task, as it is now; nil when there is none of this id.
  /// - Throws: ``OperationFailure``.
  public func task(_ id: String) async throws(OperationFailure) -> (task: OperationTask, snapshot: OperationSnapshot)? {
    do throws(StoreError) {
      guard let task = try await store.task(id) else { return nil }
      if task.operation.state.phase != .done { try await takeOver(onJob: task.operation.aliyunJobID) }
      let live = liveSnapshot(onJob: task.operation.aliyunJobID)
      return (
        task, live.flatMap { $0.operation.id == task.operation.id ? $0 : nil } ?? OperationSnapshot(task.operation)
      )
    } catch { throw OperationFailure(error) }
  }

  /// Takes a task back: a deploy is undone, of others only the waiting ends.
  /// - Throws: ``OperationFailure``.
  public func cancelTask(_ id: String) async throws(OperationFailure) {
    do throws(StoreError) {
      guard let task = try await store.task(id) else { return }
      try await store.cancelTask(id)
      cancel(task.operation)
    } catch { throw OperationFailure(error) }
  }

  /// The script of a row in `flink_sql_record`; nil when there is none.
  /// - Throws: ``OperationFailure``.
  public func sql(_ id: Int) async throws(OperationFailure) -> String? {
    do throws(StoreError) { return try await store.sql(id) } catch { throw OperationFailure(error) }
  }
}
