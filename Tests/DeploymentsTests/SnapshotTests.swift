import AliyunFlink
import Testing

@testable import Deployments

@Suite("The snapshot of an operation")
struct SnapshotTests {
  private func snapshot(_ phase: Phase, _ change: (inout OperationState) -> Void = { _ in }) -> OperationSnapshot {
    var state = OperationState(phase: phase)
    change(&state)
    return OperationSnapshot(
      StoredOperation(
        id: 1, aliyunJobID: 1, sqlRecordID: nil, request: .start(deploymentID: "de", restore: .none, goal: .running),
        marker: "m",
        digest: "d", state: state, notes: [], fence: 1))
  }

  @Test("reports the step, and the state of a job that is waited for")
  func steps() {
    #expect(snapshot(.findJob).report == .step(.findJob, nil))
    #expect(snapshot(.awaitRunning) { $0.facts.jobState = .starting }.report == .step(.awaitRunning, .starting))
  }

  @Test("reports the status at the end, or the failure")
  func ends() {
    #expect(snapshot(.done) { $0.facts.jobState = .running }.report == .status(.running))
    let failure = OperationFailure(.cancelled)
    #expect(snapshot(.done) { $0.failure = failure }.report == .failed(failure))
  }

  @Test("reports a rollback that makes no progress as failed, though it continues")
  func unfinishedRollback() {
    var failure = OperationFailure(.cancelled)
    failure.leftovers = UnfinishedRollback(reason: .unexpectedAnswer, draftID: "dr")
    let snapshot = snapshot(.undoReadDraft) { $0.failure = failure }
    #expect(snapshot.outcome == .failed(failure))
    #expect(snapshot.report == .failed(failure))
  }
}
