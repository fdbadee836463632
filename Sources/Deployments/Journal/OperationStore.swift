public import JSONCoding

/// The journal of operations, with the job records and the audit.
///
/// Each call is one transaction; no transaction is open across a remote call.
public protocol OperationStore: Sendable {
  /// Journals a new operation that this process owns, unless one for the same request exists.
  /// - Returns: The new operation, or the existing one: running under the same subject, or with the same key.
  /// - Throws: ``StoreError``.
  func begin(_ operation: NewOperation) async throws(StoreError) -> (operation: StoredOperation, isNew: Bool)

  /// The operation for a request of this kind: by key if given, else the latest one on the subject that runs or has
  /// succeeded.
  func find(kind: String, subject: String, idempotencyKey: String?) async throws(StoreError) -> StoredOperation?

  /// Excludes a finished operation from ``find(kind:subject:idempotencyKey:)``, since its deployment was deleted by hand.
  func forget(_ operation: StoredOperation) async throws(StoreError)

  /// The number of operations in progress, in all processes.
  func runningCount() async throws(StoreError) -> Int

  /// Writes the state of an operation, with its lines in the journal and in the audit; renews the lease.
  /// - Parameter failureText: The failure of the operation as a text for people, for the job record.
  /// - Throws: ``StoreError`` of code `leaseLost` when another process has taken it over.
  func record(
    _ operation: StoredOperation, _ entries: [JournalEntry], failureText: String?
  ) async throws(StoreError)

  /// Renews the leases of the running operations that this process owns.
  /// - Returns: The IDs of the operations that it owns.
  func renewLeases(_ ids: [Int]) async throws(StoreError) -> [Int]

  /// Takes over running operations of other processes whose lease has expired: all of them, or only those on one row.
  func takeOverExpired(onJob id: Int?) async throws(StoreError) -> [StoredOperation]

  /// The number of operations in progress, here and in all processes.
  func load() async throws(StoreError) -> OperationLoad

  /// Releases the leases of this process, so that the next one does not wait for them to expire.
  func releaseLeases() async throws(StoreError)

  /// The row that `selector` names, the latest if there are several.
  func job(_ selector: JobSelector) async throws(StoreError) -> JobRecord?

  /// The running operation on a row, else the latest one.
  func operation(onJob id: Int) async throws(StoreError) -> StoredOperation?

  /// Rows, newest first: the rows before row `id`, or from the newest on.
  func jobs(before id: Int?, limit: Int) async throws(StoreError) -> [JobRecord]

  /// The newest row of each deployment with its newest readings, newest first: those before row `id`, or from the
  /// newest on.
  func listedJobs(before id: Int?, limit: Int) async throws(StoreError) -> [ListedJob]

  /// The operation that was begun with this task ID.
  func awaitedOperation(_ taskID: String) async throws(StoreError) -> AwaitedOperation?

  /// Records that a client has cancelled the operation with this task ID.
  func cancelAwaitedOperation(_ taskID: String) async throws(StoreError)

  /// The SQL script of a row in `flink_sql_record`.
  func sql(_ id: Int) async throws(StoreError) -> String?

  /// The topic and the tables of a row in `flink_sql_record`.
  func source(_ sqlRecordID: Int) async throws(StoreError) -> (topic: String?, table: String?)?

  /// How messages are found in the tables that the SQL of a row in `flink_sql_record` writes; nil if it is not known.
  func arrivalKeys(_ sqlRecordID: Int) async throws(StoreError) -> JSON?

  /// The versions of a deployment, newest first.
  func versions(ofDeployment deploymentID: String, limit: Int) async throws(StoreError) -> [DeploymentVersion]

  /// Records what a deployment was found to have, without an update.
  func record(
    _ found: FoundVersions, ofDeployment deploymentID: String, client: String?
  ) async throws(StoreError)

  /// How long the last stop and the last start of a deployment's jobs took.
  func durations(ofDeployment deploymentID: String) async throws(StoreError) -> JobDurations

  /// Writes calls that were refused before they began an operation.
  func audit(_ refusals: [Refusal]) async throws(StoreError)

  /// The effects, failures and refusals of a row and of the other rows of its deployment, oldest first.
  func history(ofJob id: Int) async throws(StoreError) -> [AuditEntry]

  /// Readings of a job, newest first: the verdicts of a week, and the readings of the last quarter of an hour.
  func health(ofJob jobID: String) async throws(StoreError) -> [StoredHealth]

  /// The readings of the deployment's jobs before this one, of the last half hour, newest first.
  func healthBefore(job jobID: String, ofDeployment deploymentID: String) async throws(StoreError) -> [StoredHealth]

  /// Keeps a reading for a week.
  func keep(_ health: StoredHealth, ofJob jobID: String, deploymentID: String) async throws(StoreError)

  /// Writes the current status of a job.
  func observe(_ id: Int, jobID: String?, status: OperationStatus, errorMessage: String?) async throws(StoreError)
}
