import AliyunFlink
import Deployments
import JSONCoding
import Testing

/// Runs a machine against scripted answers; no clock, no network.
struct MachineRun {
  var machine: OperationMachine
  private(set) var calls: [RemoteCall] = []

  init(_ request: OperationRequest) { machine = OperationMachine(request, marker: "m", limits: .init()) }

  /// Steps until the machine ends or `answer` gives nil.
  mutating func run(_ answer: (RemoteCall) -> RemoteAnswer?) {
    for _ in 0..<2000 {
      switch machine.next() {
      case .finish: return
      case .wait: machine.waited()
      case .record: machine.recorded()
      case .observe: return
      case .perform(let call):
        calls.append(call)
        guard let reply = answer(call) else { return }
        machine.handle(reply, took: .milliseconds(10))
      }
    }
    Issue.record("The machine does not end: \(machine.state.phase)")
  }
}

@Suite("The operation machine")
struct MachineTests {
  private static let deploy = OperationRequest.deploy(DeployRequest(name: "n", sql: "INSERT"))
  private static let error = FlinkAPIError(.business, code: "990000", cause: .noReasonGiven)

  @Test("ends when every call fails, and undoes nothing when nothing was made")
  func failsEarly() {
    var run = MachineRun(Self.deploy)
    run.run { _ in .failed(Self.error) }
    #expect(run.machine.state.phase == .done)
    #expect(run.machine.state.failure == OperationFailure(Self.error))
    #expect(run.machine.state.failure?.isRolledBack == nil)
    #expect(run.calls == [.listEngines])
  }

  @Test("ends, and does not loop, when an answer is of another kind than the question")
  func wrongKind() {
    var run = MachineRun(.deploy(DeployRequest(name: "n", sql: "INSERT", engineVersion: "e", target: "q")))
    run.run { call in call == .listEngines ? .targets([]) : nil }
    #expect(run.machine.state.failure?.problem == .unexpectedAnswer(.listEngines))
    #expect(run.machine.state.failure?.code == "internal")
  }

  @Test("fails a step that takes too long, and names the state that it waited for")
  func stepTimeout() {
    var run = MachineRun(.stop(jobID: "j", deploymentID: nil, strategy: .immediately))
    let job = Answers.job(.cancelling)
    run.run { _ in job }
    #expect(
      run.machine.state.failure?.problem
        == .stepTimeout(.awaitStopped, seconds: 300, waitingFor: .job(id: "j", state: .cancelling)))
  }

  @Test("names the resources that a rollback cannot delete, and keeps trying")
  func unfinishedRollback() {
    var run = MachineRun(.deploy(DeployRequest(name: "n", sql: "INSERT", engineVersion: "e", target: "q")))
    var calls = 0
    run.run { call in
      calls += 1
      return switch call {
      case .listEngines: Answers.engines
      case .listTargets: .targets(["q"])
      case .findDraft: .draft(nil)
      case .findDeployments: .deployments([])
      case .validate: Answers.validation(isValid: true)
      case .createDraft: Answers.draft(deploymentID: nil, marker: "m")
      default: calls > 60 ? nil : .failed(Self.error)
      }
    }
    let failure = run.machine.state.failure
    #expect(failure?.isRolledBack == false)
    #expect(failure?.leftovers?.draftID == "dr")
    #expect(failure?.leftovers?.reason == .platform(PlatformProblem(Self.error)))
    #expect(run.machine.state.phase != .done)
  }
}
