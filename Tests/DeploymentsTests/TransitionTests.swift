import AliyunFlink
import JSONCoding
import Testing

@testable import Deployments

/// One step of the machine: in a phase, an answer leads to the next phase and its call.
struct Transition: Sendable, CustomTestStringConvertible {
  private static let deploy = OperationRequest.deploy(
    DeployRequest(name: "n", sql: "S", engineVersion: "e", target: "q"))
  private static let start = OperationRequest.start(deploymentID: "de", restore: .latestState, goal: .running)
  private static let stop = OperationRequest.stop(jobID: nil, deploymentID: "de", strategy: .withSavepoint)

  let testDescription: String
  let request: OperationRequest
  let phase: Phase
  let facts: @Sendable (inout OperationState.Facts) -> Void
  let answer: RemoteAnswer
  let next: Phase
  /// The call of the next phase; nil at the end.
  let call: RemoteCall?
  /// The code of the failure that the answer causes.
  let code: String?

  private init(
    _ name: String, of request: OperationRequest = Transition.deploy, _ phase: Phase, _ answer: RemoteAnswer,
    to next: Phase, _ call: RemoteCall?, code: String? = nil,
    facts: @escaping @Sendable (inout OperationState.Facts) -> Void = { _ in }
  ) {
    testDescription = name
    (self.request, self.phase, self.answer, self.next) = (request, phase, answer, next)
    (self.call, self.code, self.facts) = (call, code, facts)
  }

  static let deploying: [Transition] = [
    Transition("a requested engine version", .listEngines, Answers.engines, to: .listTargets, .listTargets),
    Transition(
      "an unknown engine version", .listEngines, Answers.engines, to: .done, nil, code: "unknown_engine_version",
      facts: { $0.engineVersion = "old" }),
    Transition(
      "an unknown deployment target", .listTargets, .targets(["p"]), to: .done, nil, code: "unknown_deployment_target"),
    Transition("a free name among drafts", .findDraft, .draft(nil), to: .findDeployment, .findDeployments(name: "n")),
    Transition(
      "the draft of another origin", .findDraft, Answers.draft(deploymentID: nil, marker: "x"), to: .done, nil,
      code: "name_taken"),
    Transition(
      "a free name", .findDeployment, .deployments([]), to: .validate,
      .validate(sql: "S", engineVersion: "e", flinkConf: [:])),
    Transition(
      "rejected SQL", .validate, Answers.validation(isValid: false), to: .done, nil, code: "invalid_sql"),
    Transition(
      "valid SQL", .validate, Answers.validation(isValid: true), to: .createDraft,
      .createDraft(
        name: "n", sql: "S", dependencies: [], engineVersion: "e", labels: [OperationMachine.label: "m"])),
    Transition("a lost response to createDraft", .createDraft, Answers.lost, to: .findDraft, .findDraft(name: "n")),
    Transition(
      "a new draft", .createDraft, Answers.draft(deploymentID: nil, marker: "m"), to: .deployDraft,
      .deployDraft("dr", target: "q")),
    Transition(
      "a lost response to deployDraft", .deployDraft, Answers.lost, to: .readDraft, .readDraft("dr"),
      facts: { $0.draftID = "dr" }),
    Transition(
      "a ticket", .deployDraft, .ticket(id: "t"), to: .awaitTicket,
      .readTicket("t", draftID: "dr", marker: "m", mayBeShared: true), facts: { $0.draftID = "dr" }),
    Transition(
      "a deployed draft", .awaitTicket, Answers.ticket("FINISHED", deploymentID: "de"), to: .startJob,
      .startJob(deploymentID: "de", restore: .none), facts: { $0.draftID = "dr" }),
    Transition(
      "a failed deploy", .awaitTicket, Answers.ticket("FAILED"), to: .undoReadDraft, .readDraft("dr"),
      code: "deploy_failed", facts: { $0.draftID = "dr" }),
  ]

  static let starting: [Transition] = [
    Transition(
      "a starting job", of: start, .startJob, Answers.job(.starting), to: .awaitRunning,
      .awaitJob("j", deploymentID: "de", marker: "m", seen: .starting)),
    Transition("a running job", of: start, .awaitRunning, Answers.job(.running), to: .done, nil),
    Transition(
      "a failed job", of: start, .awaitRunning, Answers.job(.failed), to: .readStartLog,
      .readStartLog(deploymentID: "de")),
    Transition(
      "a job that another client stopped", of: start, .awaitRunning, Answers.job(.cancelled), to: .done, nil,
      code: "job_cancelled"),
    Transition(
      "a job that was stopped after it ran", of: start, .watchJob, Answers.job(.cancelled), to: .done, nil),
    Transition(
      "the log of a failed job", .readStartLog, .startLog("E"), to: .undoFindJob, .listJobs(deploymentID: "de"),
      code: "job_failed", facts: { $0.deploymentID = "de" }),
    Transition(
      "a deployment without jobs", of: start, .findJob, .jobs([]), to: .startJob,
      .startJob(deploymentID: "de", restore: .latestState)),
    Transition("an active job", of: start, .findJob, Answers.jobs([.running]), to: .done, nil),
    Transition("an unknown deployment", of: start, .findJob, Answers.notFound, to: .done, nil, code: "990301"),
  ]

  static let stopping: [Transition] = [
    Transition(
      "a running job to stop", of: stop, .findJobToStop, Answers.jobs([.running]), to: .stopJob,
      .stopJob("j", strategy: .withSavepoint)),
    Transition(
      "a deployment without jobs to stop", of: stop, .findJobToStop, .jobs([]), to: .done, nil, code: "no_job"),
    Transition(
      "a stopped job", of: stop, .stopJob, Answers.job(.cancelled), to: .checkSavepoint,
      .listSavepoints(deploymentID: "de")
    ),
    Transition(
      "a failed savepoint", of: stop, .checkSavepoint, Answers.savepoint("FAILED"), to: .done, nil,
      code: "savepoint_failed",
      facts: {
        $0.jobID = "j"
        $0.jobState = .running
      }),
  ]

  static let undoing: [Transition] = [
    Transition(
      "a rollback without a job", .undoFindJob, .jobs([]), to: .undoDeleteDeployment, .deleteDeployment("de"),
      code: "cancelled", facts: { $0.deploymentID = "de" }),
    Transition(
      "a deleted deployment", .undoDeleteDeployment, .done, to: .undoDeleteDraft, .deleteDraft("dr"),
      code: "cancelled", facts: { $0.draftID = "dr" }),
    Transition("a deleted draft", .undoDeleteDraft, .done, to: .done, nil, code: "cancelled"),
    Transition(
      "a ticket in progress", .undoReadDraft, Answers.draft(deploymentID: nil, marker: "m"), to: .undoAwaitTicket,
      .readTicket("t", draftID: "dr", marker: "m", mayBeShared: true), code: "cancelled",
      facts: {
        $0.draftID = "dr"
        $0.ticketID = "t"
      }),
    Transition(
      "a ticket that is over", .undoReadDraft, Answers.draft(deploymentID: nil, marker: "m"), to: .undoDeleteDraft,
      .deleteDraft("dr"), code: "cancelled",
      facts: {
        $0.draftID = "dr"
        $0.ticketID = "t"
        $0.isTicketOver = true
      }),
  ]
}

@Suite("The steps of the operation machine")
struct TransitionTests {
  @Test(
    "lead to the next phase and its call",
    arguments: Transition.deploying + Transition.starting + Transition.stopping + Transition.undoing)
  func step(_ transition: Transition) {
    var machine = OperationMachine(transition.request, marker: "m", limits: .init())
    machine.state.phase = transition.phase
    transition.facts(&machine.state.facts)
    if transition.phase.isUndo { machine.state.failure = OperationFailure(.cancelled) }
    machine.handle(transition.answer, took: .milliseconds(10))
    #expect(machine.state.phase == transition.next)
    #expect(machine.state.failure?.code == transition.code)
    #expect(call(of: &machine) == transition.call)
  }

  /// The next call, after what must be written and waited for before it.
  private func call(of machine: inout OperationMachine) -> RemoteCall? {
    while true {
      switch machine.next() {
      case .finish: return nil
      case .record: machine.recorded()
      case .wait: machine.waited()
      case .perform(let call): return call
      case .observe: return .readJob(machine.state.facts.jobID ?? "")
      }
    }
  }
}
