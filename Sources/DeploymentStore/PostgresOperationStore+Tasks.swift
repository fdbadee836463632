public import Deployments
import Postgres

extension PostgresOperationStore {
  /// The operation that was begun with this task ID.
  /// - Throws: ``StoreError``.
  public func awaitedOperation(_ taskID: String) async throws(StoreError) -> AwaitedOperation? {
    let found = try await rows(
      """
      select \(PostgresOperationStore.utc("o.create_time")) as created_at,
        \(PostgresOperationStore.utc("o.update_time")) as changed_at, o.task_cancelled_at is not null as is_cancelled,
        \(PostgresOperationStore.operationColumns) \(PostgresOperationStore.operationTables)
      where o.workspace_id = $1 and o.namespace = $2 and o.task_id = $3
      """, [workspace, namespace, PostgresValue(taskID)])
    guard let row = found.first else { return nil }
    let operation = try operation(row)
    do throws(PostgresError) {
      return AwaitedOperation(
        operation: operation, createdAt: try row.requiredString("created_at"),
        updatedAt: try row.requiredString("changed_at"), isCancelled: try row.bool("is_cancelled"))
    } catch { throw StoreError(error) }
  }

  /// Records that a client has cancelled the operation with this task ID.
  /// - Throws: ``StoreError``.
  public func cancelAwaitedOperation(_ taskID: String) async throws(StoreError) {
    _ = try await rows(
      """
      update flink_operations set task_cancelled_at = coalesce(task_cancelled_at, now())
      where workspace_id = $1 and namespace = $2 and task_id = $3
      """, [workspace, namespace, PostgresValue(taskID)])
  }
}
