import Logging

/// Carries out the actions of an ``OperationMachine``: API calls, writes to the journal, waits, reports.
struct OperationDriver: Sendable {
  /// Alibaba Cloud.
  let cloud: any Cloud
  /// The journal.
  let store: any OperationStore
  /// The clock of all waits.
  let clock: any Clock<Duration>
  /// The limits of waiting.
  let limits: OperationMachine.Limits
  /// How long an operation stays with a process that does not renew.
  let lease: Duration
  /// The text for people that the job record keeps of a failure.
  let describe: @Sendable (JobFailure) -> String
  /// Judges the health of a job that an operation has started.
  let observer: JobObserver
  /// The log.
  let logger: Logger

  /// Drives `operation` until it is over, this task is cancelled, or another process has taken it over.
  ///
  /// A cancelled task leaves the operation as journaled: the next process resumes it.
  func drive(_ operation: StoredOperation, _ monitor: OperationMonitor, isResumed: Bool) async {
    let schedule = Schedule(operation, isResumed: isResumed, limits: limits)
    while !Task.isCancelled, await advance(schedule, monitor) {}
  }

  /// Machine and operation, in one place of the heap: a thousand tasks wait while they hold them.
  private final class Schedule {
    var operation: StoredOperation
    var machine: OperationMachine

    init(_ operation: StoredOperation, isResumed: Bool, limits: OperationMachine.Limits) {
      self.operation = operation
      machine =
        isResumed
        ? OperationMachine(resuming: operation.state, of: operation.request, marker: operation.marker, limits: limits)
        : OperationMachine(operation.request, marker: operation.marker, limits: limits)
    }

    func next(_ monitor: OperationMonitor) -> OperationMachine.Action {
      if monitor.isCancelRequested { machine.cancel() }
      if operation.state != machine.state { operation = operation.reaching(machine.state) }
      let action = machine.next()
      // Written first, reported then: a caller may end this process once it knows the result.
      if case .record = action { return action }
      monitor.publish(OperationSnapshot(operation, polls: machine.polls))
      return action
    }
  }

  /// Takes one step; false when no step is left for this process.
  ///
  /// Each kind of step is a function that is not inlined. A thousand operations wait here, and each would hold the
  /// variables of all kinds.
  private func advance(_ schedule: Schedule, _ monitor: OperationMonitor) async -> Bool {
    switch schedule.next(monitor) {
    case .finish: false
    case .record(let entries): await journal(entries, schedule, monitor)
    case .wait(let duration): await pause(duration, schedule, monitor)
    case .perform(let call): await perform(call, schedule, monitor)
    case .observe(let jobID, let deploymentID): await observe(jobID, deploymentID, schedule)
    }
  }

  @inline(never)
  private func journal(_ entries: [JournalEntry], _ schedule: Schedule, _ monitor: OperationMonitor) async -> Bool {
    guard await record(schedule, entries, monitor) else { return false }
    schedule.machine.recorded()
    return true
  }

  @inline(never)
  private func pause(_ duration: Duration, _ schedule: Schedule, _ monitor: OperationMonitor) async -> Bool {
    await monitor.sleep(duration, clock: clock)
    schedule.machine.waited()
    return true
  }

  @inline(never)
  private func perform(_ call: RemoteCall, _ schedule: Schedule, _ monitor: OperationMonitor) async -> Bool {
    // A process that was suspended after it had written its intent may have lost the operation meanwhile.
    if schedule.machine.state.phase.isEffect, monitor.leaseEnd <= .now {
      guard await record(schedule, [], monitor) else { return false }
    }
    let start = ContinuousClock.now
    let reply = await cloud.reply(to: call)
    // If this process ends, the answer to a call that it broke off says nothing about the operation.
    if Task.isCancelled { return false }
    schedule.machine.now = observer.now()
    schedule.machine.handle(reply.answer, requestID: reply.requestID, took: ContinuousClock.now - start)
    return true
  }

  @inline(never)
  private func observe(_ jobID: String, _ deploymentID: String, _ schedule: Schedule) async -> Bool {
    let start = ContinuousClock.now
    let observation = await observer.observe(
      jobID: jobID, deploymentID: deploymentID, status: OperationStatus.running.rawValue,
      sqlRecordID: schedule.operation.sqlRecordID)
    if Task.isCancelled { return false }
    schedule.machine.observed(observation.report, took: ContinuousClock.now - start)
    return true
  }

  /// Repeats the write until the database accepts it, since no effect is tried without the journal.
  /// - Returns: Whether this process still drives the operation.
  @inline(never)
  private func record(_ schedule: Schedule, _ entries: [JournalEntry], _ monitor: OperationMonitor) async -> Bool {
    var delay = Duration.milliseconds(200)
    while !Task.isCancelled {
      do throws(StoreError) {
        let begin = ContinuousClock.now
        try await store.record(schedule.operation, entries, failureText: failureText(schedule))
        monitor.renewed(until: begin + lease)
        return true
      } catch {
        if error.code == .leaseLost {
          logger.notice(
            "Another process has taken the operation over", metadata: ["operation": "\(schedule.operation.id)"])
          return false
        }
        if Task.isCancelled { return false }
        monitor.pause(error)
        logger.warning("The journal cannot be written", metadata: ["error": "\(error)"])
        try? await clock.sleep(for: delay)
        delay = min(delay * 2, .seconds(5))
      }
    }
    return false
  }

  @inline(never)
  private func failureText(_ schedule: Schedule) -> String? {
    schedule.operation.state.failure.map { describe(.operation($0)) }
  }
}
