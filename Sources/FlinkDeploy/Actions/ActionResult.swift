import AliyunFlink
import Deployments
public import JSONCoding

/// What a tool call or a command came to: one JSON object, the same for both faces.
public struct ActionResult: Sendable {
  /// The names in every result; a test holds them against the tools' schemas.
  enum Key: String, CaseIterable {
    case outcome, success, status
    case deploymentID = "deployment_id"
    case jobID = "job_id"
    case aliyunJobID = "aliyun_job_id"
    case sqlRecordID = "sql_record_id"
    case deploymentName = "deployment_name"
    case warnings
    case nextStep = "next_step"
  }

  /// The object.
  public private(set) var document: JSONObject
  /// Whether the call failed.
  public let isError: Bool
  /// The task that the operation is, for clients that await it as one.
  private(set) var taskID: String?
  private let nextStep: NextStep?

  /// Ids of deployment and job, as far as they are known.
  struct Identity {
    var status: OperationStatus?
    var deploymentID: String?
    var jobID: String?
    var aliyunJobID: Int?
    var sqlRecordID: Int?
    var deploymentName: String?
  }

  enum Outcome: String {
    case succeeded
    case inProgress = "in_progress"
    case failed
  }

  init(
    _ outcome: Outcome, _ identity: Identity = Identity(), warnings: [String] = [], nextStep: NextStep? = nil,
    failure: OperationFailure? = nil
  ) {
    let members: [(Key, JSON)] = [
      (.outcome, .string(outcome.rawValue)), (.success, .bool(outcome == .succeeded)),
      (.status, .optional(identity.status?.rawValue)), (.deploymentID, .optional(identity.deploymentID)),
      (.jobID, .optional(identity.jobID)), (.aliyunJobID, .optional(identity.aliyunJobID)),
      (.sqlRecordID, .optional(identity.sqlRecordID)), (.deploymentName, .optional(identity.deploymentName)),
      (.warnings, .array(warnings.map(JSON.string))), (.nextStep, .optional(nextStep?.ofTools)),
    ]
    document = JSONObject(members.map { ($0.0.rawValue, $0.1) })
    if let failure { document["error"] = failure.json }
    isError = failure != nil
    self.nextStep = nextStep
  }

  /// A call that failed before there was an operation.
  init(_ failure: OperationFailure, deploymentName: String? = nil) {
    self.init(.failed, Identity(deploymentName: deploymentName), failure: failure)
  }

  /// How far an operation is.
  init(_ snapshot: OperationSnapshot) {
    let operation = snapshot.operation
    let facts = operation.state.facts
    let identity = Identity(
      status: snapshot.status, deploymentID: facts.deploymentID, jobID: facts.jobID, aliyunJobID: operation.aliyunJobID,
      sqlRecordID: operation.sqlRecordID, deploymentName: facts.deploymentName)
    switch snapshot.outcome {
    case .succeeded:
      self.init(
        .succeeded, identity, warnings: operation.warnings + ActionResult.warnings(snapshot),
        nextStep: ActionResult.nextStep(operation))
    case .failed(let failure): self.init(.failed, identity, warnings: operation.warnings, failure: failure)
    case .inProgress:
      self.init(
        .inProgress, identity, warnings: operation.warnings,
        nextStep: .askForRow(operation.aliyunJobID))
    }
    taskID = OperationTask.id(ofMarker: operation.marker)
  }

  private static func nextStep(_ operation: StoredOperation) -> NextStep? {
    let facts = operation.state.facts
    return switch operation.request {
    case .deploy(let deploy) where deploy.starts: facts.jobID.map(NextStep.lookOrStop)
    case .deploy: facts.deploymentID.map(NextStep.start)
    case .start: facts.jobID.map(NextStep.look)
    // What was drained has closed its windows for good: it is not gone on from.
    case .stop(_, _, .withDrain): nil
    case .stop: facts.deploymentID.map(NextStep.resume)
    }
  }

  private static func warnings(_ snapshot: OperationSnapshot) -> [String] {
    let facts = snapshot.operation.state.facts
    switch snapshot.operation.request {
    case .start where facts.isAdopted:
      return ["Job \(facts.jobID ?? "") was running already; nothing was started"]
    case .stop where facts.isAdopted:
      return ["Job \(facts.jobID ?? "") had ended before (\(snapshot.status.rawValue)); nothing was stopped"]
    case .stop(_, _, let strategy) where strategy != .immediately && facts.savepointID == nil:
      return ["No completed savepoint of this stop was found; start_job will use the latest state there is"]
    default: return []
    }
  }

  /// Adds a sentence to the warnings.
  mutating func warn(_ sentence: String) {
    let warnings = document[Key.warnings.rawValue]?.array ?? []
    add(Key.warnings.rawValue, .array(warnings + [.string(sentence)]))
  }

  /// Says what to do next to a person at a terminal.
  mutating func speakOfCommands() {
    if let nextStep { document[Key.nextStep.rawValue] = .string(nextStep.ofCommands) }
  }

  /// Code of the error when the call was turned down before there was an operation.
  var refusal: String? {
    guard isError, document[Key.aliyunJobID.rawValue]?.int == nil else { return nil }
    return document["error"]?["code"]?.string
  }

  /// Adds a member that only this kind of result has.
  mutating func add(_ key: String, _ value: JSON) { document[key] = value }

  /// Exit code of the command line: 0 done, 1 failed, 75 still in progress.
  public var exitCode: Int32 {
    switch document[Key.outcome.rawValue] {
    case "succeeded": 0
    case "in_progress": 75
    default: 1
    }
  }
}

/// Told how far an action is: steps done, steps in all, what is being done.
public typealias ProgressHandler = @Sendable (_ done: Double, _ total: Double, _ message: String) -> Void

/// Who asked, and how the asker can take it back.
public struct Caller: Sendable {
  /// Name and version of the client, for the journal.
  public var client: String?
  /// Whether the caller took the request back, asked after the waiting task was cancelled.
  public var hasCancelled: @Sendable () -> Bool
  /// Whether the caller wants to see the end of what it took back.
  public var awaitsRollback: Bool
  /// Told how far it is.
  public var onProgress: ProgressHandler

  /// A caller.
  public init(
    client: String?, hasCancelled: @escaping @Sendable () -> Bool, awaitsRollback: Bool = false,
    onProgress: @escaping ProgressHandler
  ) {
    self.client = client
    self.hasCancelled = hasCancelled
    self.awaitsRollback = awaitsRollback
    self.onProgress = onProgress
  }
}
