import AliyunFlink
import Deployments
import JSONCoding
import Testing

/// Runs a machine against scripted answers; no clock, no network.
struct MachineRun {
  var machine: OperationMachine
  private(set) var calls: [RemoteCall] = []

  init(_ request: OperationRequest) { machine = OperationMachine(request, marker: "m", limits: .init()) }

  init(resuming state: OperationState, of request: OperationRequest) {
    machine = OperationMachine(resuming: state, of: request, marker: "m", limits: .init())
  }

  /// Steps until the machine ends or `answer` gives nil.
  mutating func run(_ answer: (RemoteCall) -> RemoteAnswer?) {
    for _ in 0..<2000 {
      switch machine.next() {
      case .finish: return
      case .wait: machine.waited()
      case .record: machine.recorded()
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

  @Test("ends when every call fails, and undoes nothing when nothing was made")
  func failsEarly() {
    var run = MachineRun(Self.deploy)
    run.run { _ in .failed(MachineTests.error) }
    #expect(run.machine.state.phase == .done)
    #expect(run.machine.state.failure?.isRolledBack == nil)
    #expect(run.calls == [.listEngines])
  }

  @Test("ends, and does not loop, when an answer is of another kind than the question")
  func wrongKind() {
    var run = MachineRun(.deploy(DeployRequest(name: "n", sql: "INSERT", engineVersion: "e", target: "q")))
    run.run { call in
      switch call {
      case .listEngines: .targets([])  // the wrong kind: an end that must not loop
      default: nil
      }
    }
    #expect(run.machine.state.failure?.code == "internal")
  }

  @Test("keeps its state through JSON, in every phase", arguments: Phase.allCases)
  func persistence(_ phase: Phase) {
    let json: JSON = [
      "phase": .string(phase.rawValue), "facts": ["draft_id": "d", "may_have_draft": true], "tries": 2,
    ]
    let state = OperationState(json: json)
    #expect(state?.phase == phase)
    #expect(state.flatMap { OperationState(json: $0.json) } == state)
  }

  @Test(
    "keeps requests through JSON",
    arguments: [
      deploy, .start(deploymentID: "d", restore: .savepoint(id: "s")), .start(deploymentID: "d", restore: .none),
      .stop(jobID: nil, deploymentID: "d", strategy: .withDrain),
    ])
  func requests(_ request: OperationRequest) { #expect(OperationRequest(json: request.json) == request) }

  /// An error as the client makes them.
  static let error: FlinkAPIError = {
    // Made by decoding nothing: the type has no public initialiser, as only the client may make one.
    var found: FlinkAPIError?
    do throws(FlinkAPIError) { _ = try DefaultCredentialsChain(environment: [:]).credentials() } catch { found = error }
    return found ?? { preconditionFailure("the chain finds no key in an empty environment") }()
  }()
}
