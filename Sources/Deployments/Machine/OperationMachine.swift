import AliyunFlink
import JSONCoding

/// Decides what an operation does next.
///
/// Pure: no clock, no network, no store. Its caller passes responses and durations, and carries out its actions.
public struct OperationMachine: Sendable {
  /// What the driver must do next.
  public enum Action: Sendable, Equatable {
    /// Write the state and these entries, then call ``OperationMachine/recorded()``.
    case record([JournalEntry])
    /// Call Alibaba Cloud, then pass the answer to ``OperationMachine/handle(_:requestID:took:)``.
    case perform(RemoteCall)
    /// Judge the health of the job, then pass the report to ``OperationMachine/observed(_:took:)``.
    case observe(jobID: String, deploymentID: String)
    /// Wait this long, then call ``OperationMachine/waited()``.
    case wait(Duration)
    /// Nothing: the operation is over.
    case finish
  }

  /// The limits of waiting.
  public struct Limits: Sendable {
    /// The wait before the first poll.
    public var pollFloor: Duration
    /// The interval between two polls in the first minutes of a step.
    public var pollInterval: Duration
    /// The longest interval between two polls.
    public var pollCeiling: Duration
    /// The longest duration of one step.
    public var stepTimeout: Duration
    /// How long the machine looks for an effect whose response was lost before it repeats the call.
    var settling: Duration { pollCeiling }

    /// The wait before a poll: short in the first minutes of a step, and longer the longer the step takes.
    /// - Parameters:
    ///   - number: The number of the poll, from 1.
    ///   - elapsed: The duration of the step so far.
    func pause(beforePoll number: Int, _ elapsed: Duration) -> Duration {
      if number == 1 { return pollFloor }
      let share = max(1, elapsed / .seconds(120))
      if share > 1 { return min(pollInterval * share, pollCeiling) }
      // At multiples of the interval since the step began, whatever the calls take.
      let untilNext = pollInterval * ((elapsed / pollInterval).rounded(.down) + 1) - elapsed
      return untilNext < pollFloor / 4 ? untilNext + pollInterval : untilNext
    }

    /// Limits.
    public init(
      pollFloor: Duration = .milliseconds(250), pollInterval: Duration = .milliseconds(500),
      pollCeiling: Duration = .seconds(5), stepTimeout: Duration = .seconds(300)
    ) {
      self.pollFloor = min(pollFloor, pollCeiling)
      self.pollInterval = min(pollInterval, pollCeiling)
      self.pollCeiling = pollCeiling
      self.stepTimeout = stepTimeout
    }
  }

  /// The label that names the operation on a draft; deployments inherit it from their draft.
  public static let label = "flink-deploy/operation"
  /// The largest number of attempts of one effect.
  static let maximumTries = 3
  /// The largest number of attempts of one step of a rollback before it pauses.
  static let maximumUndoTries = 6

  /// The goal.
  public let request: OperationRequest
  /// The value of ``label`` on the resources of this operation.
  public let marker: String
  /// All that is known; stored after each step.
  public internal(set) var state: OperationState
  /// The limits of waiting.
  let limits: Limits
  /// The state that the store has.
  private var stored: OperationState?
  /// The outcomes of effects that the journal lacks.
  private var outcomes: [JournalEntry] = []
  /// The polls of the current step; a new process begins at zero.
  var polls = 0
  /// The duration of the current step so far.
  var elapsed = Duration.zero
  /// The wait before the next call.
  var pause: Duration?
  /// How long an effect whose response was lost may still appear.
  private var settling = Duration.zero
  /// The document that ``Phase/updateDeployment`` sends; a new process reads it again.
  var document: JSONObject?
  /// Whether the deployment was read as wanted since a job was last stopped or started; a new process reads it again.
  var isFresh = false
  /// The reason that the failed job gives.
  var startFailure: String?
  /// The interval of checkpoints, while the machine waits for messages to arrive; nil if it is not known.
  var checkpointInterval: Duration?
  /// The time of the last answer, in milliseconds since 1970; the driver sets it.
  public var now = 0
  /// What the readings have shown so far; a new process begins with none.
  var flow = FlowWatch()

  /// A new operation.
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

  /// An operation that another process left: the machine first looks for effects that may have taken place.
  public init(resuming state: OperationState, of request: OperationRequest, marker: String, limits: Limits) {
    self.init(request, marker: marker, state: state, limits: limits)
    stored = state
    self.state.phase = state.phase.resumption
    // These show that a request may have broken off.
    let mayArrive = state.phase == .undoFindDraft || state.update.isReturning
    if state.phase.isEffect || state.tries > 0 || mayArrive { settling = limits.settling }
    // An unfinished rollback begins again.
    self.state.failure?.leftovers = nil
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
    case .update: .noteJob
    case .stop: .findJobToStop
    }
  }

  /// The next action.
  ///
  /// Two calls in a row return the same action.
  public func next() -> Action {
    if mustRecord { return .record(entries) }
    if let pause { return .wait(pause) }
    guard state.phase != .done else { return .finish }
    if state.phase == .judgeFlow {
      return .observe(jobID: state.facts.jobID ?? "", deploymentID: state.facts.deploymentID ?? "")
    }
    return .perform(call)
  }

  /// Whether the state must be written now.
  ///
  /// The intent of an effect is written before it and its outcome after it, IDs and states as soon as they are known.
  /// Mere reads are not written.
  private var mustRecord: Bool {
    guard outcomes.isEmpty, let stored, state != stored else { return !outcomes.isEmpty }
    return state.phase.isEffect || state.phase == .done
      || state.failure?.withoutLeftovers != stored.failure?.withoutLeftovers
      || state.facts.draftID != stored.facts.draftID || state.facts.ticketID != stored.facts.ticketID
      || state.facts.deploymentID != stored.facts.deploymentID || state.facts.jobID != stored.facts.jobID
      || state.facts.savepointID != stored.facts.savepointID || state.update != stored.update
      || state.status(of: request) != stored.status(of: request)
  }

  private var entries: [JournalEntry] {
    if state.phase.isEffect { return outcomes + [JournalEntry(.intent, state.phase)] }
    return outcomes.isEmpty ? [JournalEntry(.outcome, state.phase, error: state.failure?.code)] : outcomes
  }

  /// Confirms that the store has the state and the entries of ``next()``.
  public mutating func recorded() {
    stored = state
    outcomes = []
  }

  /// Confirms that the wait of ``next()`` is over.
  public mutating func waited() {
    elapsed += pause ?? .zero
    pause = nil
  }

  /// Cancels the operation: a deploy is rolled back; other operations continue.
  ///
  /// A deploy that has succeeded is rolled back as well, as long as the store does not have its result.
  public mutating func cancel() {
    guard case .deploy = request, !state.phase.isUndo, !state.isCancelled, stored?.phase != .done,
      state.phase != .done || state.failure == nil
    else { return }
    state.isCancelled = true
    pause = nil
    // During an effect its outcome comes first: a rollback must know what to delete.
    if !state.phase.isEffect { undo(OperationMachine.cancellation) }
  }

  /// The failure of a cancelled deploy.
  static let cancellation = OperationFailure(.cancelled)

  /// Processes the answer to the call of ``next()``.
  /// - Parameters:
  ///   - requestID: The request ID of Alibaba Cloud, for the journal.
  ///   - took: The duration of the call.
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
      case .start(let deploymentID, _, _): handleStart(answer, deploymentID: deploymentID)
      case .update: handleUpdate(answer)
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

  /// Moves to `phase`, and notes which effect may take place from now on.
  mutating func move(to phase: Phase) {
    if phase == .createDraft { state.facts.mayHaveDraft = true }
    if phase == .deployDraft { state.facts.mayHaveTicket = true }
    if phase == .startJob { state.facts.mayHaveJob = true }
    if phase == .stopJob { state.facts.mayHaveStopped = true }
    if phase == .stopReplaced || phase == .startUpdated { isFresh = false }
    if case .update = request, phase.isEffect { noteEffect(phase) }
    state.phase = phase
  }

  /// Repeats the call after a while; a step that takes too long fails.
  mutating func poll(_ reason: WaitReason) {
    guard elapsed < limits.stepTimeout else {
      let seconds = Int(limits.stepTimeout.components.seconds)
      return fail(.stepTimeout(state.phase, seconds: seconds, waitingFor: reason))
    }
    polls += 1
    pause = limits.pause(beforePoll: polls, elapsed)
  }

  /// Repeats the call at once, since a list that many operations share was waited for.
  mutating func pollAgain(_ reason: WaitReason) {
    poll(reason)
    if state.phase != .done { pause = nil }
  }

  /// Looks in a moment whether an effect took place, and repeats it at most twice if it did not.
  mutating func look(at phase: Phase, after error: FlinkAPIError) {
    state.tries += 1
    settling = error.effect == .unknown ? limits.settling : .zero
    guard state.tries < OperationMachine.maximumTries else { return fail(error) }
    move(to: phase)
    pause = limits.pollFloor * (1 << state.tries)
  }

  /// Whether to look again for a resource that was not found, since a request that broke off may still arrive.
  ///
  /// Repeating the request too early would create a second resource, and giving up too early would leave an orphan.
  mutating func looksAgain() -> Bool {
    guard settling > .zero else { return false }
    let next = min(settling, limits.settling / 4)
    settling -= next
    pause = next
    return true
  }

  /// Ends with an error of the API, after the rollback of a deploy.
  mutating func fail(_ error: FlinkAPIError) { fail(OperationFailure(error)) }

  /// Ends with `problem`, after the rollback of a deploy.
  mutating func fail(_ problem: OperationProblem) { fail(OperationFailure(problem)) }

  /// Ends with `failure`, after the rollback of a deploy.
  mutating func fail(_ failure: OperationFailure) {
    switch request {
    case .deploy: return undo(failure)
    case .update: return failUpdate(failure)
    case .start, .stop: break
    }
    state.failure = failure
    move(to: .done)
  }

  /// Fails because of an answer of another type than the call's, which a correct ``Cloud`` never gives.
  mutating func failUnexpected() { fail(.unexpectedAnswer(state.phase)) }
}
