public import JSONCoding

/// A batch to begin.
public struct NewBatch: Sendable {
  /// Equal calls have equal digests.
  public var digest: String
  /// The arguments, complete enough for another process to go on.
  public var arguments: JSON
  /// The names of the deployments, in the order of the call.
  public var names: [String]
  /// Name and version of the client.
  public var client: String?
  /// The ID by which a client can await the batch later.
  public var taskID: String

  /// A batch.
  public init(digest: String, arguments: JSON, names: [String], client: String?, taskID: String) {
    self.digest = digest
    self.arguments = arguments
    self.names = names
    self.client = client
    self.taskID = taskID
  }
}

/// A batch in the store.
public struct StoredBatch: Sendable {
  /// An item of a batch.
  public struct Item: Sendable, Equatable {
    /// Where it stands.
    public var stage: BatchItem.Stage
    /// What the batch does to the deployment.
    public var effect: BatchItem.Effect
    /// Its result, in a form that only the caller reads; null as long as it has none.
    public var result: JSON

    /// An item.
    public init(stage: BatchItem.Stage = .waiting, effect: BatchItem.Effect = .none, result: JSON = .null) {
      self.stage = stage
      self.effect = effect
      self.result = result
    }
  }

  /// The ID.
  public let id: Int
  /// The arguments.
  public let arguments: JSON
  /// Name and version of the client that began it.
  public let client: String?
  /// The ID by which a client can await it.
  public let taskID: String
  /// The number of owners so far; a write with a smaller one is rejected.
  public let fence: Int
  /// Whether nothing is left to do.
  public let isOver: Bool
  /// Whether a client has cancelled the waiting as a task.
  public let isCancelled: Bool
  /// The time of creation, ISO 8601, UTC.
  public let createdAt: String
  /// The time of the last change, ISO 8601, UTC.
  public let updatedAt: String
  /// The items, in the order of the call.
  public var items: [Item]

  /// A batch.
  public init(
    id: Int, arguments: JSON, client: String?, taskID: String, fence: Int, isOver: Bool, isCancelled: Bool,
    createdAt: String, updatedAt: String, items: [Item]
  ) {
    self.id = id
    self.arguments = arguments
    self.client = client
    self.taskID = taskID
    self.fence = fence
    self.isOver = isOver
    self.isCancelled = isCancelled
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.items = items
  }
}

/// The journal of batches; their items are operations with journals of their own.
public protocol BatchStore: Sendable {
  /// Journals a batch that this process owns, unless the same one is under way.
  /// - Returns: The batch, and whether it is new.
  func begin(_ batch: NewBatch) async throws(StoreError) -> (batch: StoredBatch, isNew: Bool)

  /// The batch with this digest that is under way; nil for none.
  func runningBatch(digest: String) async throws(StoreError) -> StoredBatch?

  /// The batch; nil when there is none.
  func batch(_ id: Int) async throws(StoreError) -> StoredBatch?

  /// The batch that was begun with this task ID; nil when there is none.
  func batch(taskID: String) async throws(StoreError) -> StoredBatch?

  /// Records that a client has cancelled the batch with this task ID: it waits no longer.
  func cancelBatch(taskID: String) async throws(StoreError)

  /// Writes items of a batch, and renews its lease.
  /// - Parameters:
  ///   - items: The items by their places.
  ///   - isOver: Whether nothing is left to do.
  /// - Throws: ``StoreError`` of code `leaseLost` when another process has taken it over.
  func record(_ batch: StoredBatch, _ items: [Int: StoredBatch.Item], isOver: Bool) async throws(StoreError)

  /// Ends the lease of a batch of this process, so that the next process does not wait for it.
  func release(_ batch: StoredBatch) async throws(StoreError)

  /// Takes over batches of other processes whose lease has expired: all of them, or only this one.
  func takeOverExpiredBatches(only id: Int?) async throws(StoreError) -> [StoredBatch]

  /// The number of batches under way, in all processes.
  func runningBatchCount() async throws(StoreError) -> Int

  /// What is recorded of the deployments with these names; those without a deploy are missing.
  func knownPipelines(_ names: [String]) async throws(StoreError) -> [KnownPipeline]

  /// Opens a deploy that has succeeded once more, for this process to roll it back; nil if it was opened already.
  func reopen(_ operation: StoredOperation) async throws(StoreError) -> StoredOperation?
}

/// What the store has of a pipeline with a name.
public struct KnownPipeline: Sendable, Equatable {
  /// The name of the deployment.
  public var name: String
  /// The digest of the deploy's arguments.
  public var digest: String
  /// Whether the deploy is under way.
  public var isDeploying: Bool
  /// The row of the deploy.
  public var deployRecordID: Int
  /// The deployment; nil as long as there is none.
  public var deploymentID: String?
  /// The newest row of the deployment.
  public var aliyunJobID: Int?
  /// The newest job.
  public var jobID: String?
  /// The status of the newest row.
  public var status: OperationStatus?
  /// The SQL of the newest row.
  public var sqlRecordID: Int?
  /// The version in force; nil for deployments of earlier releases.
  public var version: Int?
  /// The arguments of the version in force, in a form that only the caller reads.
  public var arguments: JSONObject

  /// What the store has.
  public init(
    name: String, digest: String, isDeploying: Bool, deployRecordID: Int, deploymentID: String?, aliyunJobID: Int?,
    jobID: String?, status: OperationStatus?, sqlRecordID: Int?, version: Int?, arguments: JSONObject
  ) {
    self.name = name
    self.digest = digest
    self.isDeploying = isDeploying
    self.deployRecordID = deployRecordID
    self.deploymentID = deploymentID
    self.aliyunJobID = aliyunJobID
    self.jobID = jobID
    self.status = status
    self.sqlRecordID = sqlRecordID
    self.version = version
    self.arguments = arguments
  }
}
