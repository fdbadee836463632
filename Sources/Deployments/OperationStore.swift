public import JSONCoding

/// An operation that is to begin.
public struct NewOperation: Sendable {
  /// What it is to bring about.
  public var request: OperationRequest
  /// Marks what the operation makes in the cloud.
  public var marker: String
  /// Digest of the caller's arguments: the same request has the same.
  public var digest: String
  /// What at most one running operation of a kind may be about: the deployment's name or id, or the job's id.
  public var subject: String
  /// The caller's own key.
  public var idempotencyKey: String?
  /// Topic and table, for a deploy.
  public var source: (topic: String, table: String)?
  /// What the caller was warned of.
  public var warnings: [String]
  /// Name and version of the client.
  public var client: String?
  /// The caller's arguments, redacted.
  public var arguments: JSON

  /// An operation.
  /// - Parameter arguments: As they came; ``RedactedArguments`` says what is kept.
  public init(
    request: OperationRequest, marker: String, digest: String, subject: String, idempotencyKey: String? = nil,
    source: (topic: String, table: String)? = nil, warnings: [String] = [], client: String? = nil,
    arguments: JSONObject = [:]
  ) {
    self.request = request
    self.marker = marker
    self.digest = digest
    self.subject = subject
    self.idempotencyKey = idempotencyKey
    self.source = source
    self.warnings = warnings
    self.client = client.map(RedactedArguments.storable)
    self.arguments = RedactedArguments.json(arguments)
  }
}

/// An operation as the store has it, at one step of its way.
///
/// A class, since many tasks hold the same one while they wait.
public final class StoredOperation: Sendable {
  /// The operation's own id.
  public let id: Int
  /// The row in `aliyun_flink_jobs` that it is about.
  public let aliyunJobID: Int
  /// The row in `flink_sql_record`.
  public let sqlRecordID: Int?
  /// What it is to bring about.
  public let request: OperationRequest
  /// Marks what it makes in the cloud.
  public let marker: String
  /// Digest of the caller's arguments.
  public let digest: String
  /// How far it is.
  public let state: OperationState
  /// What the caller was warned of.
  public let warnings: [String]
  /// Rises with each take-over; a write with an older one is refused.
  public let fence: Int

  /// An operation.
  public init(
    id: Int, aliyunJobID: Int, sqlRecordID: Int?, request: OperationRequest, marker: String, digest: String,
    state: OperationState, warnings: [String], fence: Int
  ) {
    self.id = id
    self.aliyunJobID = aliyunJobID
    self.sqlRecordID = sqlRecordID
    self.request = request
    self.marker = marker
    self.digest = digest
    self.state = state
    self.warnings = warnings
    self.fence = fence
  }

  /// The same operation, as far as `state`.
  func reaching(_ state: OperationState) -> StoredOperation {
    StoredOperation(
      id: id, aliyunJobID: aliyunJobID, sqlRecordID: sqlRecordID, request: request, marker: marker, digest: digest,
      state: state, warnings: warnings, fence: fence)
  }
}

/// A row of `aliyun_flink_jobs`.
public struct JobRecord: Sendable, Equatable {
  /// The row's id, `aliyun_job_id` in results.
  public var id: Int
  /// The row in `flink_sql_record`.
  public var sqlRecordID: Int?
  /// The platform's id of the deployment, nil until it gave one.
  public var deploymentID: String?
  /// The platform's id of the job, likewise.
  public var jobID: String?
  /// Name of the deployment.
  public var deploymentName: String?
  /// What the store knows.
  public var status: OperationStatus
  /// Why it failed.
  public var errorMessage: String?
  /// ISO 8601, UTC.
  public var updatedAt: String

  /// A row.
  public init(
    id: Int, sqlRecordID: Int?, deploymentID: String?, jobID: String?, deploymentName: String?, status: OperationStatus,
    errorMessage: String?, updatedAt: String
  ) {
    self.id = id
    self.sqlRecordID = sqlRecordID
    self.deploymentID = deploymentID
    self.jobID = jobID
    self.deploymentName = deploymentName
    self.status = status
    self.errorMessage = errorMessage
    self.updatedAt = updatedAt
  }
}

/// What a journal entry is about.
public enum JournalEvent: String, Sendable {
  /// An effect is about to be tried.
  case intent
  /// What became known of it.
  case outcome
}

/// A line of the journal.
public struct JournalEntry: Sendable, Equatable {
  /// What it is about.
  public var event: JournalEvent
  /// The step.
  public var phase: Phase
  /// The platform's id of the request, of an outcome.
  public var requestID: String?
  /// Code of the error that it came to; nil when it did not.
  public var error: String?

  /// A line.
  public init(_ event: JournalEvent, _ phase: Phase, requestID: String? = nil, error: String? = nil) {
    self.event = event
    self.phase = phase
    self.requestID = requestID
    self.error = error
  }
}

/// The ids by which a job's row is asked for.
public enum JobSelector: Sendable, Equatable {
  case aliyunJob(Int)
  case job(String)
  case deployment(String)
  /// By the deployment's name.
  case name(String)
}

/// Why the store could not do what was asked.
public struct StoreError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// The database cannot be reached just now, or does not take writes.
    case unavailable = "database_unavailable"
    /// The tables are missing or of an older version.
    case needsUpgrade = "database_needs_upgrade"
    /// No database is configured.
    case notConfigured = "database_not_configured"
    /// Another process has taken the operation over; this one must stop.
    case leaseLost = "lease_lost"
    /// The database refuses a statement: a defect, or missing rights.
    case refused = "database_refused"
  }

  /// The kind.
  public let code: Code
  /// What happened.
  public let message: String

  /// An error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// One line for a person.
  public var description: String { message }
}

extension OperationFailure {
  /// What a person is told of an error of the store.
  public init(_ error: StoreError) {
    let remedy =
      switch error.code {
      case .unavailable: "Start the database or correct DATABASE_URL; nothing was changed in the cloud"
      case .needsUpgrade: "Run 'flink-deploy database upgrade'"
      case .notConfigured: "Set DATABASE_URL to postgresql://user:password@host:port/database"
      case .leaseLost: "Call get_job_status with the aliyun_job_id"
      case .refused: "Give the database user rights on the tables, or run 'flink-deploy database upgrade'"
      }
    self.init(
      code: error.code.rawValue, message: "Database: \(error.message)", isRetryable: error.code == .unavailable,
      remedy: remedy)
  }
}

/// Where operations are journaled.
///
/// One transaction a call; none is held open across a remote call.
public protocol OperationStore: Sendable {
  /// Journals a new operation that this process owns, unless there is one that answers the same request.
  /// - Returns: The new operation, or the one that was there: running under the same subject, or with the same key.
  /// - Throws: ``StoreError``.
  func begin(_ operation: NewOperation) async throws(StoreError) -> (operation: StoredOperation, isNew: Bool)

  /// The operation that would answer a request of this kind: by key if there is one, else the latest about the subject
  /// that runs or has succeeded.
  func find(kind: String, subject: String, idempotencyKey: String?) async throws(StoreError) -> StoredOperation?

  /// Makes a finished operation answer no request any more: what it had made has been deleted by hand.
  func forget(_ operation: StoredOperation) async throws(StoreError)

  /// How many operations are under way, in whatever process.
  func runningCount() async throws(StoreError) -> Int

  /// Writes how far an operation is, with lines in the journal and, of effects and failures, in the audit; renews the
  /// lease.
  /// - Throws: ``StoreError`` of code `leaseLost` when another process has taken it over.
  func record(_ operation: StoredOperation, _ entries: [JournalEntry]) async throws(StoreError)

  /// Renews the leases of running operations, as far as they are this process's; the ids of those that are.
  func renewLeases(_ ids: [Int]) async throws(StoreError) -> [Int]

  /// Takes over running operations whose lease has expired: all of them, or only those on one row.
  func takeOverExpired(onJob id: Int?) async throws(StoreError) -> [StoredOperation]

  /// How much is under way, here and in all processes.
  func load() async throws(StoreError) -> OperationLoad

  /// Gives up the leases of this process, so that the next one need not wait for them to expire.
  func releaseLeases() async throws(StoreError)

  /// The row that `selector` names, the latest if several.
  func job(_ selector: JobSelector) async throws(StoreError) -> JobRecord?

  /// The operation on a row that runs, else the latest one.
  func operation(onJob id: Int) async throws(StoreError) -> StoredOperation?

  /// Rows, newest first: those before row `id`, or from the newest on.
  func jobs(before id: Int?, limit: Int) async throws(StoreError) -> [JobRecord]

  /// The operation that a client awaits as a task.
  func task(_ id: String) async throws(StoreError) -> OperationTask?

  /// Notes that a client has taken a task back.
  func cancelTask(_ id: String) async throws(StoreError)

  /// The script of a row in `flink_sql_record`.
  func sql(_ id: Int) async throws(StoreError) -> String?

  /// Writes what was refused before there was an operation.
  func audit(_ refusals: [Refusal]) async throws(StoreError)

  /// Every effect, failure and refusal about a row and the others of its deployment, oldest first.
  func history(ofJob id: Int) async throws(StoreError) -> [AuditEntry]

  /// Writes what the cloud says of a job now.
  func observe(_ id: Int, jobID: String?, status: OperationStatus, errorMessage: String?) async throws(StoreError)
}
