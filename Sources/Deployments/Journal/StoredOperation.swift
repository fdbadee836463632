public import JSONCoding

/// An operation in the store, at one of its steps.
///
/// A class, since many tasks hold the same one while they wait.
public final class StoredOperation: Sendable {
  /// The operation's own ID.
  public let id: Int
  /// The row of the operation in `aliyun_flink_jobs`.
  public let aliyunJobID: Int
  /// The row in `flink_sql_record`.
  public let sqlRecordID: Int?
  /// The goal.
  public let request: OperationRequest
  /// The label value of the resources that the operation creates in Alibaba Cloud.
  public let marker: String
  /// The digest of the caller's arguments.
  public let digest: String
  /// The caller's key; nil for none.
  public let idempotencyKey: String?
  /// The state at this step.
  public let state: OperationState
  /// The notes for the caller, in a form that only the caller reads; strings in rows of earlier releases.
  public let notes: [JSON]
  /// The number of owners so far; a write with a smaller one is rejected.
  public let fence: Int

  /// An operation.
  public init(
    id: Int, aliyunJobID: Int, sqlRecordID: Int?, request: OperationRequest, marker: String, digest: String,
    idempotencyKey: String? = nil, state: OperationState, notes: [JSON], fence: Int
  ) {
    self.id = id
    self.aliyunJobID = aliyunJobID
    self.sqlRecordID = sqlRecordID
    self.request = request
    self.marker = marker
    self.digest = digest
    self.idempotencyKey = idempotencyKey
    self.state = state
    self.notes = notes
    self.fence = fence
  }

  /// The same operation in `state`.
  func reaching(_ state: OperationState) -> StoredOperation {
    StoredOperation(
      id: id, aliyunJobID: aliyunJobID, sqlRecordID: sqlRecordID, request: request, marker: marker, digest: digest,
      idempotencyKey: idempotencyKey, state: state, notes: notes, fence: fence)
  }
}
