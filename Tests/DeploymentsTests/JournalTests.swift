import AliyunFlink
import HTTPTransport
import JSONCoding
import JobHealth
import Testing

@testable import Deployments

@Suite("The form of the journal")
struct JournalTests {
  private static let broken = FlinkAPIError(.transport, code: "", cause: .transport(.cancelled))
  private static let platform = PlatformProblem(
    FlinkAPIError(.gateway, code: "Forbidden.RAM", cause: .missingMember(path: "a.b", status: 200)))

  /// A failure in which every stored property differs from its default.
  private static let failure: OperationFailure = {
    var failure = OperationFailure(.platform(platform), requestID: "r")
    failure.isRolledBack = false
    failure.leftovers = UnfinishedRollback(
      reason: .platform(platform), jobID: "j", deploymentID: "de", draftID: "dr")
    return failure
  }()

  /// A state in which every stored property differs from its default.
  private static let full: OperationState = {
    var state = OperationState(phase: .undoDeleteDraft)
    state.failure = failure
    state.tries = 2
    state.isCancelled = true
    state.facts.engineVersion = "e"
    state.facts.target = "q"
    state.facts.mayHaveDraft = true
    state.facts.draftID = "dr"
    state.facts.ticketID = "t"
    state.facts.deploymentID = "de"
    state.facts.deploymentName = "n"
    state.facts.jobID = "j"
    state.facts.jobState = .cancelling
    state.facts.mayHaveTicket = true
    state.facts.isTicketOver = true
    state.facts.mayHaveJob = true
    state.facts.mayHaveStopped = true
    state.facts.earlierJobIDs = ["i"]
    state.facts.savepointID = "s"
    state.facts.isAdopted = true
    state.facts.verdict = .flowing
    state.update.isReturning = true
    state.update.stoppedAt = 1
    return state
  }()

  /// The stored properties that are the same in both values.
  private func unchanged(_ one: Any, _ other: Any) -> [String] {
    zip(Mirror(reflecting: one).children, Mirror(reflecting: other).children).compactMap { one, other in
      "\(one.value)" == "\(other.value)" ? one.label : nil
    }
  }

  @Test("keeps every fact in the journal")
  func everyFact() {
    let empty = OperationState(phase: .listEngines)
    // A new property fails here until the state above sets it.
    #expect(unchanged(Self.full, empty) == [])
    #expect(unchanged(Self.full.facts, empty.facts) == [])
    #expect(unchanged(Self.failure, OperationFailure(.noEngine)) == [])
    // And here until the journal keeps it.
    #expect(OperationState(json: Self.full.json) == Self.full)
  }

  @Test("keeps every phase", arguments: Phase.allCases)
  func phases(_ phase: Phase) {
    let state = OperationState(phase: phase)
    #expect(OperationState(json: state.json) == state)
  }

  @Test(
    "keeps requests",
    arguments: [
      .deploy(DeployRequest(name: "n", sql: "INSERT")),
      .start(deploymentID: "d", restore: .savepoint(id: "s"), goal: .flowing),
      .start(deploymentID: "d", restore: .none, goal: .running),
      .stop(jobID: nil, deploymentID: "d", strategy: .withDrain),
    ] as [OperationRequest])
  func requests(_ request: OperationRequest) { #expect(OperationRequest(json: request.json) == request) }

  @Test(
    "keeps problems with their codes",
    arguments: [
      (.invalidSQL(reason: "r"), "invalid_sql", false),
      (.unknownEngineVersion("e", available: ["f"]), "unknown_engine_version", false),
      (.noEngine, "no_engine", false),
      (.unknownDeploymentTarget("q", available: []), "unknown_deployment_target", false),
      (.noDeploymentTarget, "no_deployment_target", false),
      (.nameTaken(name: "n", by: .draft, id: "dr"), "name_taken", false),
      (.deployFailed(reason: "r"), "deploy_failed", false),
      (.jobCancelled(jobID: "j", deploymentID: "de"), "job_cancelled", false),
      (.jobFailed(jobID: "j", reason: nil, log: "l"), "job_failed", false),
      (.notInNamespace(.deployment("de")), "990301", false),
      (.noJob(deploymentID: "de"), "no_job", false),
      (.savepointFailed(jobID: "j", reason: "r"), "savepoint_failed", true),
      (.cancelled, "cancelled", true),
      (.stepTimeout(.awaitStopped, seconds: 9, waitingFor: .job(id: "j", state: .running)), "step_timeout", true),
      (.stepTimeout(.awaitTicket, seconds: 9, waitingFor: .draft), "step_timeout", true),
      (.unexpectedAnswer(.findJob), "internal", false),
      (.serverEnding, "server_ending", true),
      (.conflict(.inProgress(kind: "stop", subject: "j")), "conflict", true),
      (.conflict(.deployment(name: "n")), "conflict", false),
      (.conflict(.idempotencyKey("k")), "conflict", false),
      (.notFound(.aliyunJob(7)), "not_found", false),
      (.platform(platform), "Forbidden.RAM", false),
      (.platform(PlatformProblem(broken)), "transport", true),
      (.store(StoreError(.unavailable, .said("down", sqlState: nil))), "database_unavailable", true),
      (.store(StoreError(.leaseLost, .ownedByAnotherProcess)), "lease_lost", false),
      (.recorded(code: "c", message: "m", remedy: "r", isRetryable: true), "c", true),
    ] as [(OperationProblem, String, Bool)])
  func problems(_ problem: OperationProblem, _ code: String, _ isRetryable: Bool) {
    #expect(problem.code == code)
    #expect(problem.isRetryable == isRetryable)
    #expect(OperationFailure(json: OperationFailure(problem).json) == OperationFailure(problem))
  }

  @Test("reads the failure and the unfinished rollback of an earlier release")
  func earlierRelease() {
    let state = OperationState(json: [
      "phase": "undoFindJob", "undo_problem": "Left in the cloud: job j",
      "failure": [
        "code": "job_failed", "message": "Job j did not start", "retryable": true, "request_id": "r",
        "rolled_back": false, "remedy": "Correct it",
      ],
    ])
    #expect(
      state?.failure?.problem
        == .recorded(code: "job_failed", message: "Job j did not start", remedy: "Correct it", isRetryable: true))
    #expect(state?.failure?.requestID == "r")
    #expect(state?.failure?.isRolledBack == false)
    #expect(state?.failure?.leftovers == UnfinishedRollback(reason: .recorded("Left in the cloud: job j")))
  }

  @Test("reads the code of a problem that only a later release knows")
  func laterRelease() {
    let failure = OperationFailure(json: ["problem": ["unheardOf": ["x": 1]], "code": "new_code", "retryable": true])
    #expect(failure?.code == "new_code")
    #expect(failure?.isRetryable == true)
  }
}
