public import AliyunFlink
import JSONCoding

/// Decides what an operation does next.
///
/// Pure: no clock, no network, no store; it is told what came back and how long things took, and says what to do.
public struct OperationMachine: Sendable {
  /// What the shell is to do.
  public enum Action: Sendable, Equatable {
    /// Write the state and these entries, and report with ``OperationMachine/recorded()``.
    case record([JournalEntry])
    /// Call the cloud and report with ``OperationMachine/handle(_:took:)``.
    case perform(RemoteCall)
    /// Let this much time pass, then ask again.
    case wait(Duration)
    /// Nothing: it is over.
    case finish
  }

  /// Limits of patience.
  public struct Limits: Sendable {
    /// First interval between two polls.
    public var pollFloor: Duration
    /// Longest interval between two polls.
    public var pollCeiling: Duration
    /// How long one step may take.
    public var stepTimeout: Duration
    /// For how long an effect whose answer was lost is looked for before it is repeated.
    var settling: Duration { pollCeiling }

    /// Limits.
    public init(
      pollFloor: Duration = .milliseconds(200), pollCeiling: Duration = .seconds(5),
      stepTimeout: Duration = .seconds(300)
    ) {
      self.pollFloor = min(pollFloor, pollCeiling)
      self.pollCeiling = pollCeiling
      self.stepTimeout = stepTimeout
    }
  }

  /// The label that marks a draft or deployment as made by one operation; deployments inherit it from their draft.
  public static let label = "flink-deploy/operation"
  static let maximumTries = 3
  static let maximumUndoTries = 6

  /// What is to be brought about.
  public let request: OperationRequest
  /// The value of ``label`` on what this operation makes.
  public let marker: String
  /// What is known; stored after each step.
  public internal(set) var state: OperationState
  let limits: Limits
  /// The state as the store has it.
  private var stored: OperationState?
  /// What effects came to that the journal does not know yet.
  private var outcomes: [JournalEntry] = []
  /// Patience in the present phase; starts anew in a new process.
  var polls = 0
  var elapsed = Duration.zero
  var pause: Duration?
  /// For how long an effect whose answer was lost may still show up.
  private var settling = Duration.zero
  /// What ``Phase/updateDeployment`` sends; read again by a new process.
  var document: JSONObject?
  var startFailure: String?

  /// An operation at its beginning.
  public init(_ request: OperationRequest, marker: String, limits: Limits) {
    self.init(
      request, marker: marker, state: OperationState(phase: OperationMachine.firstPhase(of: request)), limits: limits)
    if case .deploy(let deploy) = request {
      state.facts.engineVersion = deploy.engineVersion
      state.facts.target = deploy.target
      state.facts.deploymentName = deploy.name
    }
    stored = self.state
  }

  /// An operation as another process left it: what may or may not have taken effect is looked for first.
  public init(resuming state: OperationState, of request: OperationRequest, marker: String, limits: Limits) {
    self.init(request, marker: marker, state: state, limits: limits)
    stored = state
    self.state.phase = state.phase.resumption
    // Whether an effect had broken off is told by what was being done about it.
    if state.phase.isEffect || state.tries > 0 || state.phase == .undoFindDraft { settling = limits.settling }
    // A rollback that did not get through begins anew.
    self.state.undoProblem = nil
    if state.phase.isUndo { self.state.tries = 0 }
  }

  private init(_ request: OperationRequest, marker: String, state: OperationState, limits: Limits) {
    self.request = request
    self.marker = marker
    self.state = state
    self.limits = limits
  }

  private static func firstPhase(of request: OperationRequest) -> Phase {
    switch request {
    case .deploy: .listEngines
    case .start: .findJob
    case .stop: .findJobToStop
    }
  }

  /// What to do now.
  ///
  /// Asking twice gives the same.
  public func next() -> Action {
    if mustRecord { return .record(entries) }
    if let pause { return .wait(pause) }
    guard state.phase != .done else { return .finish }
    return .perform(call)
  }

  /// An effect's intent is written before it and its outcome after it, ids and states as soon as they are known; mere
  /// reading is not written.
  private var mustRecord: Bool {
    guard outcomes.isEmpty, let stored, state != stored else { return !outcomes.isEmpty }
    return state.phase.isEffect || state.phase == .done || state.failure != stored.failure
      || state.facts.draftID != stored.facts.draftID || state.facts.ticketID != stored.facts.ticketID
      || state.facts.deploymentID != stored.facts.deploymentID || state.facts.jobID != stored.facts.jobID
      || state.status(of: request) != stored.status(of: request)
  }

  private var entries: [JournalEntry] {
    if state.phase.isEffect { return outcomes + [JournalEntry(.intent, state.phase)] }
    return outcomes.isEmpty ? [JournalEntry(.outcome, state.phase, error: state.failure?.code)] : outcomes
  }

  /// The store has the state and the entries that ``next()`` gave.
  public mutating func recorded() {
    stored = state
    outcomes = []
  }

  /// The wait that ``next()`` asked for is over.
  public mutating func waited() {
    elapsed += pause ?? .zero
    pause = nil
  }

  /// The caller takes the operation back: a deploy is undone, others are only no longer waited for.
  public mutating func cancel() {
    guard case .deploy = request, !state.phase.isUndo, state.phase != .done, !state.isCancelled else { return }
    state.isCancelled = true
    pause = nil
    // In an effect the outcome is awaited first: undoing must know what there is to undo.
    if !state.phase.isEffect { undo(OperationMachine.cancellation) }
  }

  static let cancellation = OperationFailure(
    code: "cancelled", message: "The call was cancelled by the client", isRetryable: true,
    remedy: "Call generate_and_deploy again when the deployment is wanted after all")

  /// Takes in what the cloud said to the call that ``next()`` asked for.
  /// - Parameters:
  ///   - requestID: The platform's id of the request, for the journal.
  ///   - took: How long the call took.
  public mutating func handle(_ answer: RemoteAnswer, requestID: String? = nil, took: Duration) {
    elapsed += took
    let before = state.phase
    if before.isEffect {
      let code: String? = if case .failed(let error) = answer { OperationFailure(error).code } else { nil }
      outcomes.append(JournalEntry(.outcome, before, requestID: requestID, error: code))
    }
    if state.phase.isUndo {
      handleUndo(answer)
    } else {
      switch request {
      case .deploy(let deploy): handleDeploy(answer, deploy)
      case .start(let deploymentID, _): handleStart(answer, deploymentID: deploymentID)
      case .stop(_, _, let strategy): handleStop(answer, strategy)
      }
    }
    if state.isCancelled, !state.phase.isUndo, !state.phase.isEffect, state.phase != .done, state.failure == nil {
      undo(OperationMachine.cancellation)
    }
    if state.phase.step != before.step {
      polls = 0
      elapsed = .zero
    }
  }

  // MARK: Moves

  mutating func move(to phase: Phase) {
    if phase == .createDraft { state.facts.mayHaveDraft = true }
    if phase == .deployDraft { state.facts.mayHaveTicket = true }
    if phase == .startJob { state.facts.mayHaveJob = true }
    if phase == .stopJob { state.facts.mayHaveStopped = true }
    state.phase = phase
  }

  /// Asks the same again later; a step that takes too long fails.
  mutating func poll(_ what: String) {
    guard elapsed < limits.stepTimeout else {
      return fail(
        OperationFailure(
          code: "step_timeout",
          message: "\(state.phase.title) took longer than \(limits.stepTimeout.components.seconds) s: \(what)",
          isRetryable: true,
          remedy: "Look at the job in the console; raise FLINK_DEPLOY_STEP_TIMEOUT if the platform is only slow"))
    }
    polls += 1
    var interval = limits.pollFloor
    for _ in 1..<min(polls, 20) where interval < limits.pollCeiling { interval = interval * 3 / 2 }
    pause = min(interval, limits.pollCeiling)
  }

  /// After an effect that may or may not have taken place: look, in a moment, and repeat it at most twice.
  mutating func look(at phase: Phase, after error: FlinkAPIError) {
    state.tries += 1
    settling = error.effect == .unknown ? limits.settling : .zero
    guard state.tries < OperationMachine.maximumTries else { return fail(error) }
    move(to: phase)
    pause = limits.pollFloor * (1 << state.tries)
  }

  /// What was looked for is not there: whether to look again, since a request that broke off may still be on its way.
  ///
  /// Only then it is repeated, or taken for never made: what shows up behind our back would be a second thing, or an
  /// orphan.
  mutating func looksAgain() -> Bool {
    guard settling > .zero else { return false }
    let next = min(settling, limits.settling / 4)
    settling -= next
    pause = next
    return true
  }

  mutating func fail(_ error: FlinkAPIError) { fail(OperationFailure(error)) }

  /// Ends with `failure`, after undoing what a deploy has made.
  mutating func fail(_ failure: OperationFailure) {
    if case .deploy = request { return undo(failure) }
    state.failure = failure
    move(to: .done)
  }

  /// An answer of another kind than the call's: cannot happen over a correct ``Cloud``.
  mutating func failUnexpected() {
    fail(
      OperationFailure(
        code: "internal", message: "\(state.phase.title): the answer was of another kind than the question",
        remedy: "Report this as a defect of flink-deploy"))
  }
}

extension OperationFailure {
  /// What a person is told of an error of the API.
  public init(_ error: FlinkAPIError) {
    let remedy =
      switch error.kind {
      case .credentials: "Set ALIYUN_ACCESS_KEY_ID and ALIYUN_ACCESS_KEY_SECRET"
      case .transport: "Check ALIYUN_ENDPOINT or ALIYUN_REGION, the network and the proxy settings, then call again"
      case .throttled: "Call again later; the platform limits requests for each account"
      case .decoding: "Check that ALIYUN_ENDPOINT is the API's address and not a proxy's, then call again"
      case .business: "Correct what the platform objects to, then call again"
      case .gateway: OperationFailure.remedy(forGatewayCode: error.code)
      }
    self.init(
      code: error.code.isEmpty ? error.kind.rawValue : error.code,
      message: "\(error.operation ?? "The API"): \(error.message)",
      isRetryable: error.isRetryable, requestID: error.requestID, remedy: remedy)
  }

  private static func remedy(forGatewayCode code: String) -> String {
    switch code {
    case "SignatureDoesNotMatch", "IncompleteSignature": "Check ALIYUN_ACCESS_KEY_SECRET"
    case _ where code.hasPrefix("InvalidAccessKeyId"): "Check ALIYUN_ACCESS_KEY_ID"
    case _ where code.hasPrefix("InvalidSecurityToken"): "Renew the temporary key and ALIYUN_SECURITY_TOKEN"
    case _ where code.hasPrefix("InvalidTimeStamp"): "Set this machine's clock"
    case _ where code.hasPrefix("Forbidden") || code.hasPrefix("NoPermission"):
      "Give the RAM user the permission, and make it a member of the namespace (ALIYUN_FLINK_NAMESPACE)"
    case _ where code.hasPrefix("InvalidWorkspace"): "Check ALIYUN_FLINK_WORKSPACE_ID"
    default: "Call again later; give the request id to the platform's support if it stays so"
    }
  }
}
