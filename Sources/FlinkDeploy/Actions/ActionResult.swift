import Deployments
public import JSONCoding

/// The result of a tool call or a command, as values; ``document(_:)`` makes the JSON object of it.
public struct ActionResult: Sendable {
  /// The members of every result; a test compares them with the tools' schemas.
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

  /// The outcome of a call.
  enum Outcome: String {
    case succeeded
    case inProgress = "in_progress"
    case failed
  }

  /// Further members, in the language of a voice.
  typealias Members = @Sendable (Voice) -> [(String, JSON)]

  /// The outcome.
  let outcome: Outcome
  /// The status, and the IDs as far as they are known.
  private(set) var identity: Identity
  /// The notes, in the order in which they are shown.
  private(set) var notes: [ResultNote]
  /// What to do next; nil for nothing.
  let nextStep: NextStep?
  /// Why the call failed; nil if it did not fail.
  let failure: Failure?
  /// The ID of the operation's task, for clients that wait for the task; nil without an operation.
  private(set) var taskID: String?
  private var members: [Members] = []

  /// A result.
  /// - Parameters:
  ///   - outcome: The outcome.
  ///   - identity: The status, and the IDs as far as they are known.
  ///   - notes: The notes, in the order in which they are shown.
  ///   - nextStep: What to do next; nil for nothing.
  ///   - failure: Why the call failed; nil if it did not fail.
  ///   - taskID: The ID of the operation's task; nil without an operation.
  init(
    _ outcome: Outcome, _ identity: Identity = Identity(), notes: [ResultNote] = [], nextStep: NextStep? = nil,
    failure: Failure? = nil, taskID: String? = nil
  ) {
    self.outcome = outcome
    self.identity = identity
    self.notes = notes
    self.nextStep = nextStep
    self.failure = failure
    self.taskID = taskID
  }

  /// The result of a call that failed before an operation began.
  init(_ failure: Failure, deploymentName: String? = nil) {
    self.init(.failed, Identity(deploymentName: deploymentName), failure: failure)
  }

  /// Whether the call failed.
  public var isError: Bool { failure != nil }

  /// The code of the failure if the call failed before an operation began; nil otherwise.
  var refusal: String? { taskID == nil ? failure?.code : nil }

  /// Adds a note.
  mutating func add(_ note: ResultNote) { notes.append(note) }

  /// Adds a member that only this kind of result has.
  mutating func add(_ name: String, _ value: JSON) { members.append { _ in [(name, value)] } }

  /// Adds a member whose text depends on the language.
  mutating func add(_ name: String, _ value: @escaping @Sendable (Voice) -> JSON) {
    members.append { [(name, value($0))] }
  }

  /// Adds members whose texts depend on the language.
  mutating func add(_ members: @escaping Members) { self.members.append(members) }

  /// Fills in the IDs that the caller passed, as far as the result has no others.
  mutating func echo(_ arguments: JSONObject) { identity.fill(from: arguments) }

  /// Shows the SQL that the record of the job has now.
  mutating func show(sqlRecordID: Int?) { identity.sqlRecordID = sqlRecordID ?? identity.sqlRecordID }

  /// Fills in what the record of the job says of its deployment, as far as the result says nothing of it.
  mutating func fill(from record: JobRecord) {
    identity.deploymentID = identity.deploymentID ?? record.deploymentID
    identity.deploymentName = identity.deploymentName ?? record.deploymentName
    identity.sqlRecordID = identity.sqlRecordID ?? record.sqlRecordID
  }

  /// The JSON object in the language of `voice`, for its reader.
  public func document(_ voice: Voice) -> JSONObject {
    let common: [(Key, JSON)] = [
      (.outcome, .string(outcome.rawValue)), (.success, .bool(outcome == .succeeded)),
      (.status, .optional(identity.status?.rawValue)), (.deploymentID, .optional(identity.deploymentID)),
      (.jobID, .optional(identity.jobID)), (.aliyunJobID, .optional(identity.aliyunJobID)),
      (.sqlRecordID, .optional(identity.sqlRecordID)), (.deploymentName, .optional(identity.deploymentName)),
      (.warnings, .array(notes.map { $0.json(voice) })), (.nextStep, .optional(nextStep?.text(voice))),
    ]
    var document = JSONObject(common.map { ($0.0.rawValue, $0.1) })
    if let failure { document["error"] = failure.json(voice) }
    for (name, value) in members.flatMap({ $0(voice) }) { document[name] = value }
    return document
  }

  /// The exit code of the command line: 0 done, 1 failed, 75 still in progress.
  public var exitCode: Int32 {
    switch outcome {
    case .succeeded: 0
    case .inProgress: 75
    case .failed: 1
    }
  }
}
