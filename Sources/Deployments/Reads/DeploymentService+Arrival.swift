public import JSONCoding

extension DeploymentService {
  /// How messages are found in the tables of a row in `flink_sql_record`; nil if it is not known.
  /// - Throws: ``OperationFailure``.
  public func arrivalKeys(_ sqlRecordID: Int) async throws(OperationFailure) -> JSON? {
    do throws(StoreError) { return try await store.arrivalKeys(sqlRecordID) } catch { throw OperationFailure(error) }
  }
}
