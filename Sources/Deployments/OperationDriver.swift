import Logging

/// The shell around ``OperationMachine``: calls the cloud, writes the journal, lets time pass, tells who waits.
struct OperationDriver: Sendable {
  let cloud: any Cloud
  let store: any OperationStore
  let clock: any Clock<Duration>
  let limits: OperationMachine.Limits
  let logger: Logger

  /// Drives `operation` until it is over, this task is cancelled, or another process has taken it over.
  ///
  /// A cancelled task leaves the operation as journaled: the next process goes on from there.
  func drive(_ operation: StoredOperation, _ monitor: OperationMonitor, isResumed: Bool) async {
    var operation = operation
    var machine =
      isResumed
      ? OperationMachine(
        resuming: operation.state, of: operation.request, marker: operation.marker, limits: limits)
      : OperationMachine(operation.request, marker: operation.marker, limits: limits)
    var recorded = operation.state
    while !Task.isCancelled {
      if monitor.isCancelRequested { machine.cancel() }
      operation.state = machine.state
      // Written first, told then: who hears of an end may end this process.
      if OperationDriver.mustRecord(machine.state, after: recorded, operation.request) {
        guard await record(operation, machine.state.phase.isEffect ? .intent : .outcome) else { return }
        recorded = machine.state
      }
      monitor.publish(OperationSnapshot(operation, polls: machine.polls))
      switch machine.next() {
      case .finish: return
      case .wait(let duration):
        await monitor.sleep(duration, clock: clock)
        machine.waited()
      case .perform(let call):
        let start = ContinuousClock.now
        let answer = await cloud.perform(call)
        // An answer to a call that was cut off by our own end says nothing about the operation.
        if Task.isCancelled { return }
        machine.handle(answer, took: ContinuousClock.now - start)
      }
    }
  }

  /// An effect's intent is written before it, ids and states as soon as they are known; mere reading is not written.
  private static func mustRecord(
    _ state: OperationState, after recorded: OperationState, _ request: OperationRequest
  ) -> Bool {
    guard state != recorded else { return false }
    return state.phase.isEffect || state.phase == .done || state.failure != recorded.failure
      || state.facts.draftID != recorded.facts.draftID || state.facts.ticketID != recorded.facts.ticketID
      || state.facts.deploymentID != recorded.facts.deploymentID || state.facts.jobID != recorded.facts.jobID
      || state.status(of: request) != recorded.status(of: request)
  }

  /// Writes until the database takes it: without the journal nothing is tried.
  ///
  /// False when this process must stop.
  private func record(_ operation: StoredOperation, _ event: JournalEvent) async -> Bool {
    var delay = Duration.milliseconds(200)
    while !Task.isCancelled {
      do throws(StoreError) {
        try await store.record(operation, event, requestID: operation.state.failure?.requestID)
        return true
      } catch {
        if error.code == .leaseLost {
          logger.notice("Another process has taken the operation over", metadata: ["operation": "\(operation.id)"])
          return false
        }
        if Task.isCancelled { return false }
        logger.warning("The journal cannot be written", metadata: ["error": "\(error)"])
        try? await clock.sleep(for: delay)
        delay = min(delay * 2, .seconds(5))
      }
    }
    return false
  }
}
