public import Deployments
import Postgres

extension PostgresOperationStore {
  /// Renews the leases of the running operations that this process owns.
  /// - Returns: The IDs of the operations that it owns.
  /// - Throws: ``StoreError``.
  public func renewLeases(_ ids: [Int]) async throws(StoreError) -> [Int] {
    let list = "{\(ids.map(String.init).joined(separator: ","))}"
    let renewed = try await rows(
      """
      update flink_operations set lease_expires_at = now() + $2::interval
      where owner = $1 and outcome is null and id = any ($3::bigint[]) returning id
      """, [owner, lease, PostgresValue(list)])
    do throws(PostgresError) { return try renewed.map { row throws(PostgresError) in try row.requiredInt("id") } } catch
    {
      throw StoreError(error)
    }
  }

  /// The number of operations in progress, here and in all processes.
  /// - Throws: ``StoreError``.
  public func load() async throws(StoreError) -> OperationLoad {
    let found = try await rows(
      """
      select count(distinct owner) filter (where owner <> $3) as others, count(*) filter (where owner = $3) as own,
        count(*) as total
      from flink_operations
      where workspace_id = $1 and namespace = $2 and outcome is null and lease_expires_at > now()
      """, [workspace, namespace, owner])
    do throws(PostgresError) {
      guard let row = found.first else { return OperationLoad() }
      return OperationLoad(
        processes: try row.requiredInt("others") + 1, own: try row.requiredInt("own"),
        total: try row.requiredInt("total"))
    } catch { throw StoreError(error) }
  }

  /// Releases the leases of this process.
  /// - Throws: ``StoreError``.
  public func releaseLeases() async throws(StoreError) {
    _ = try await rows(
      "update flink_operations set lease_expires_at = now() where owner = $1 and outcome is null", [owner])
  }

  /// Takes over running operations of other processes whose lease has expired: all of them, or only those on one row.
  ///
  /// Its own operations stay with it: what drives them waits for the database, and renews their leases.
  /// - Throws: ``StoreError``.
  public func takeOverExpired(onJob id: Int? = nil) async throws(StoreError) -> [StoredOperation] {
    let found = try await rows(
      """
      with taken as (
        update flink_operations set owner = $1, fence = fence + 1, lease_expires_at = now() + $2::interval
        where id in (
          select id from flink_operations
          where workspace_id = $3 and namespace = $4 and outcome is null and lease_expires_at <= now()
            and owner <> $1 and ($5::bigint is null or aliyun_job_id = $5)
          order by id limit 100 for update skip locked)
        returning *)
      select \(PostgresOperationStore.operationColumns)
      from taken o join aliyun_flink_jobs j on j.id = o.aliyun_job_id order by o.id
      """, [owner, lease, workspace, namespace, PostgresValue(id)])
    return try found.map { row throws(StoreError) in try operation(row) }
  }

  /// The number of operations in progress, in all processes.
  /// - Throws: ``StoreError``.
  public func runningCount() async throws(StoreError) -> Int {
    let found = try await rows(
      "select count(*) as n from flink_operations where workspace_id = $1 and namespace = $2 and outcome is null",
      [workspace, namespace])
    do throws(PostgresError) { return try found.first?.requiredInt("n") ?? 0 } catch { throw StoreError(error) }
  }
}
