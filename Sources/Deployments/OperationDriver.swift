import Logging

/// The shell around ``OperationMachine``: calls the cloud, writes the journal, lets time pass, tells who waits.
struct OperationDriver: Sendable {
  let cloud: any Cloud
  let store: any OperationStore
  let clock: any Clock<Duration>
  let limits: OperationMachine.Limits
  /// How long an operation stays with a process that does not renew.
  let lease: Duration
  let logger: Logger

  /// Drives `operation` until it is over, this task is cancelled, or another process has taken it over.
  ///
  /// A cancelled task leaves the operation as journaled: the next process goes on from there.
  func drive(_ operation: StoredOperation, _ monitor: OperationMonitor, isResumed: Bool) async {
    let course = Course(operation, isResumed: isResumed, limits: limits)
    while !Task.isCancelled, await advance(course, monitor) {}
  }

  /// Machine and operation, in one place of the heap: a thousand tasks wait while they hold them.
  private final class Course {
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
      // Written first, told then: who hears of an end may end this process.
      if case .record = action { return action }
      monitor.publish(OperationSnapshot(operation, polls: machine.polls))
      return action
    }
  }

  /// Takes one step; false when there is none left to be taken here.
  ///
  /// Each kind of step is a function that is not inlined: a thousand operations wait here, and each would hold the
  /// variables of all of them.
  private func advance(_ course: Course, _ monitor: OperationMonitor) async -> Bool {
    switch course.next(monitor) {
    case .finish: false
    case .record(let entries): await journal(entries, course, monitor)
    case .wait(let duration): await pause(duration, course, monitor)
    case .perform(let call): await perform(call, course, monitor)
    }
  }

  @inline(never)
  private func journal(_ entries: [JournalEntry], _ course: Course, _ monitor: OperationMonitor) async -> Bool {
    guard await record(course, entries, monitor) else { return false }
    course.machine.recorded()
    return true
  }

  @inline(never)
  private func pause(_ duration: Duration, _ course: Course, _ monitor: OperationMonitor) async -> Bool {
    await monitor.sleep(duration, clock: clock)
    course.machine.waited()
    return true
  }

  @inline(never)
  private func perform(_ call: RemoteCall, _ course: Course, _ monitor: OperationMonitor) async -> Bool {
    // A process that was stopped for a while after it had written its intent may have lost the operation meanwhile.
    if course.machine.state.phase.isEffect, monitor.leaseEnd <= .now {
      guard await record(course, [], monitor) else { return false }
    }
    let start = ContinuousClock.now
    let reply = await cloud.reply(to: call)
    // An answer to a call that was cut off by our own end says nothing about the operation.
    if Task.isCancelled { return false }
    course.machine.handle(reply.answer, requestID: reply.requestID, took: ContinuousClock.now - start)
    return true
  }

  /// Writes until the database takes it: without the journal nothing is tried.
  ///
  /// False when this process must stop.
  @inline(never)
  private func record(_ course: Course, _ entries: [JournalEntry], _ monitor: OperationMonitor) async -> Bool {
    var delay = Duration.milliseconds(200)
    while !Task.isCancelled {
      do throws(StoreError) {
        let begin = ContinuousClock.now
        try await store.record(course.operation, entries)
        monitor.renewed(until: begin + lease)
        return true
      } catch {
        if error.code == .leaseLost {
          logger.notice(
            "Another process has taken the operation over", metadata: ["operation": "\(course.operation.id)"])
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
