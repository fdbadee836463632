import Deployments
import JSONCoding
import JobHealth
import Synchronization

/// A store with readings and job records, and without operations: it refuses every other call.
final class ReadingStore: OperationStore, BatchStore {
  private static let refused = StoreError(.refused, .noReasonGiven)

  private let readings: Mutex<[String: [StoredHealth]]>
  private let records: [JobRecord]

  /// A store.
  /// - Parameters:
  ///   - readings: The readings by job, newest first.
  ///   - records: The job records.
  init(_ readings: [String: [StoredHealth]] = [:], records: [JobRecord] = []) {
    self.readings = Mutex(readings)
    self.records = records
  }

  /// The readings of a job, newest first.
  func readings(of jobID: String) -> [StoredHealth] { readings.withLock { $0[jobID] ?? [] } }

  func health(ofJob jobID: String) async throws(StoreError) -> [StoredHealth] { readings(of: jobID) }
  func healthBefore(
    job jobID: String, ofDeployment deploymentID: String
  ) async throws(StoreError) -> [StoredHealth] { [] }
  func keep(_ health: StoredHealth, ofJob jobID: String, deploymentID: String) async throws(StoreError) {
    readings.withLock { $0[jobID, default: []].insert(health, at: 0) }
  }
  func sql(_ id: Int) async throws(StoreError) -> String? { "SQL \(id)" }
  func job(_ selector: JobSelector) async throws(StoreError) -> JobRecord? {
    records.first { .aliyunJob($0.id) == selector }
  }
  func operation(onJob id: Int) async throws(StoreError) -> StoredOperation? { nil }
  func takeOverExpired(onJob id: Int?) async throws(StoreError) -> [StoredOperation] { [] }
  func observe(
    _ id: Int, jobID: String?, status: OperationStatus, errorMessage: String?
  ) async throws(StoreError) {}

  func begin(
    _ operation: NewOperation
  ) async throws(StoreError) -> (operation: StoredOperation, isNew: Bool) { throw Self.refused }
  func find(
    kind: String, subject: String, idempotencyKey: String?
  ) async throws(StoreError) -> StoredOperation? { throw Self.refused }
  func forget(_ operation: StoredOperation) async throws(StoreError) { throw Self.refused }
  func runningCount() async throws(StoreError) -> Int { throw Self.refused }
  func record(
    _ operation: StoredOperation, _ entries: [JournalEntry], failureText: String?
  ) async throws(StoreError) { throw Self.refused }
  func renewLeases(_ ids: [Int]) async throws(StoreError) -> [Int] { throw Self.refused }
  func load() async throws(StoreError) -> OperationLoad { throw Self.refused }
  func releaseLeases() async throws(StoreError) { throw Self.refused }
  func jobs(before id: Int?, limit: Int) async throws(StoreError) -> [JobRecord] { throw Self.refused }
  func listedJobs(before id: Int?, limit: Int) async throws(StoreError) -> [ListedJob] { throw Self.refused }
  func awaitedOperation(_ taskID: String) async throws(StoreError) -> AwaitedOperation? { throw Self.refused }
  func cancelAwaitedOperation(_ taskID: String) async throws(StoreError) { throw Self.refused }
  func source(
    _ sqlRecordID: Int
  ) async throws(StoreError) -> (topic: String?, table: String?)? { throw Self.refused }
  func arrivalKeys(_ sqlRecordID: Int) async throws(StoreError) -> JSON? { throw Self.refused }
  func versions(
    ofDeployment deploymentID: String, limit: Int
  ) async throws(StoreError) -> [DeploymentVersion] { throw Self.refused }
  func record(
    _ found: FoundVersions, ofDeployment deploymentID: String, client: String?
  ) async throws(StoreError) { throw Self.refused }
  func durations(ofDeployment deploymentID: String) async throws(StoreError) -> JobDurations { throw Self.refused }
  func audit(_ refusals: [Refusal]) async throws(StoreError) { throw Self.refused }
  func history(ofJob id: Int) async throws(StoreError) -> [AuditEntry] { throw Self.refused }

  func begin(_ batch: NewBatch) async throws(StoreError) -> (batch: StoredBatch, isNew: Bool) { throw Self.refused }
  func runningBatch(digest: String) async throws(StoreError) -> StoredBatch? { throw Self.refused }
  func batch(_ id: Int) async throws(StoreError) -> StoredBatch? { throw Self.refused }
  func batch(taskID: String) async throws(StoreError) -> StoredBatch? { throw Self.refused }
  func cancelBatch(taskID: String) async throws(StoreError) { throw Self.refused }
  func record(
    _ batch: StoredBatch, _ items: [Int: StoredBatch.Item], isOver: Bool
  ) async throws(StoreError) { throw Self.refused }
  func release(_ batch: StoredBatch) async throws(StoreError) { throw Self.refused }
  func takeOverExpiredBatches(only id: Int?) async throws(StoreError) -> [StoredBatch] { throw Self.refused }
  func runningBatchCount() async throws(StoreError) -> Int { throw Self.refused }
  func knownPipelines(_ names: [String]) async throws(StoreError) -> [KnownPipeline] { throw Self.refused }
  func reopen(_ operation: StoredOperation) async throws(StoreError) -> StoredOperation? { throw Self.refused }
}
