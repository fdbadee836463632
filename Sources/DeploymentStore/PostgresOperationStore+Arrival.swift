public import Deployments
public import JSONCoding
import Postgres

extension PostgresOperationStore {
  /// How messages are found in the tables that the SQL of a row in `flink_sql_record` writes; nil if it is not known.
  /// - Throws: ``StoreError``.
  public func arrivalKeys(_ sqlRecordID: Int) async throws(StoreError) -> JSON? {
    let found = try await rows(
      """
      select r.arrival from flink_sql_record r where r.id = $3 and exists (
        select from aliyun_flink_jobs j where j.sql_record_id = r.id and j.workspace_id = $1 and j.namespace = $2)
      """, [workspace, namespace, PostgresValue(sqlRecordID)])
    do throws(PostgresError) {
      return try found.first?.string("arrival").flatMap { try? JSON.parse($0) }
    } catch { throw StoreError(error) }
  }
}
