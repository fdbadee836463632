import AliyunFlink
import Deployments
import Testing

@Suite("A cancellation")
struct CancellationTests {
  private static let deploy = OperationRequest.deploy(
    DeployRequest(name: "n", sql: "S", engineVersion: "e", target: "q", starts: false))

  /// The answers to a deploy until it waits for its ticket.
  private static func untilTicket(_ call: RemoteCall) -> RemoteAnswer? {
    switch call {
    case .listEngines: Answers.engines
    case .listTargets: .targets(["q"])
    case .findDraft: .draft(nil)
    case .findDeployments: .deployments([])
    case .validate: Answers.validation(isValid: true)
    case .createDraft: Answers.draft(deploymentID: nil, marker: "m")
    case .deployDraft: .ticket(id: "t")
    default: nil
    }
  }

  /// A deploy whose last answer has come, and whose result the store does not have yet.
  private func succeeded() -> MachineRun {
    var run = MachineRun(Self.deploy)
    run.run(Self.untilTicket)
    run.machine.handle(Answers.ticket("FINISHED", deploymentID: "de"), took: .zero)
    return run
  }

  @Test("wins over a success that is not recorded yet")
  func beforeRecord() {
    var run = succeeded()
    #expect(run.machine.state.phase == .done)
    run.machine.cancel()
    run.run { call in
      switch call {
      case .listJobs: .jobs([])
      case .readDraft: Answers.draft(deploymentID: nil, marker: "m")
      case .deleteDeployment, .deleteDraft: .done
      default: nil
      }
    }
    #expect(run.calls.suffix(2) == [.deleteDeployment("de"), .deleteDraft("dr")])
    #expect(run.machine.state.failure?.code == "cancelled")
    #expect(run.machine.state.failure?.isRolledBack == true)
  }

  @Test("stops the job if it arrives while the last GetJob is under way")
  func duringLastRead() {
    var run = MachineRun(
      .deploy(DeployRequest(name: "n", sql: "S", engineVersion: "e", target: "q", starts: true)))
    run.run { call in
      switch call {
      case .readTicket: Answers.ticket("FINISHED", deploymentID: "de")
      case .listJobs: .jobs([])
      case .startJob: Answers.job(.starting)
      default: Self.untilTicket(call)
      }
    }
    // The call is under way: its answer comes first, and the driver sees the cancellation after it.
    #expect(run.machine.state.phase == .awaitRunning)
    run.machine.handle(Answers.job(.running), took: .milliseconds(10))
    #expect(run.machine.state.phase == .done)
    run.machine.cancel()
    var isStopped = false
    run.run { call in
      switch call {
      case .listJobs: return Answers.jobs([isStopped ? .cancelled : .running])
      case .stopJob:
        isStopped = true
        return Answers.job(.cancelling)
      case .readJob: return Answers.job(.cancelled)
      case .readDraft: return Answers.draft(deploymentID: nil, marker: "m")
      case .deleteDeployment, .deleteDraft: return .done
      default: return nil
      }
    }
    #expect(isStopped)
    #expect(run.calls.suffix(2) == [.deleteDeployment("de"), .deleteDraft("dr")])
    #expect(run.machine.state.failure?.code == "cancelled")
    #expect(run.machine.state.failure?.isRolledBack == true)
  }

  @Test("comes too late once the success is recorded")
  func afterRecord() {
    var run = succeeded()
    run.run { _ in nil }
    run.machine.cancel()
    #expect(run.machine.next() == .finish)
    #expect(run.machine.state.failure == nil)
  }
}
