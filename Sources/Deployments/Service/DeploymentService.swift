public import Logging
import Synchronization

/// The operations on deployments and jobs, for the MCP tools and for the CLI commands.
///
/// ``run()`` drives operations, not their callers: if a caller stops waiting, the operation continues.
public final class DeploymentService: Sendable {
  /// The largest number of operations that run at the same time; further ones wait, journaled.
  public static let mostAtOnce = 1000

  private final class Accepted: Sendable {
    let operation: StoredOperation
    let monitor: OperationMonitor
    let isResumed: Bool

    init(_ operation: StoredOperation, _ monitor: OperationMonitor, isResumed: Bool) {
      (self.operation, self.monitor, self.isResumed) = (operation, monitor, isResumed)
    }
  }

  /// Alibaba Cloud.
  let cloud: any Cloud
  /// The journal.
  let store: any OperationStore & BatchStore
  /// The clock of all waits.
  let clock: any Clock<Duration>
  /// The limits of waiting.
  let limits: OperationMachine.Limits
  /// The log.
  let logger: Logger
  /// How long an operation stays with a process that does not renew.
  let lease: Duration
  /// Whether ``run()`` takes over operations of processes that have ended.
  let takesOver: Bool
  /// Whether no operation is driven.
  let isReadOnly: Bool
  /// Reads the ends of the topics that an SQL script reads.
  let topicEnds: @Sendable (_ sql: String) async -> TopicEndsReading
  /// The text for people that the job record keeps of a failure.
  let describe: @Sendable (JobFailure) -> String
  /// The states of deployments for callers that wait for a change.
  let statusOverview: SharedOverview
  /// Lets readings of health begin.
  let readingTurns: Admission
  /// Lets reports ask Alibaba Cloud.
  let reportTurns: Admission
  /// The refusals that are not audited yet.
  let refusals = RefusalBuffer()
  /// The operations that this process drives, by their IDs.
  let live = Mutex<[Int: OperationMonitor]>([:])
  private let accepted: AsyncStream<Accepted>
  private let accept: AsyncStream<Accepted>.Continuation

  /// A service; nothing is connected before the first call.
  /// - Parameters:
  ///   - lease: How long an operation stays with a process that does not renew; renewed each third of it.
  ///   - takesOver: Whether ``run()`` takes over operations of processes that have ended.
  ///   - isReadOnly: Whether no operation is driven, so that unfinished ones stay as they are.
  ///   - topicEnds: Reads the ends of the topics that an SQL script reads.
  ///   - describe: The text for people that the job record keeps of a failure.
  public init(
    cloud: any Cloud, store: any OperationStore & BatchStore, clock: any Clock<Duration> = ContinuousClock(),
    limits: OperationMachine.Limits, lease: Duration = .seconds(15), takesOver: Bool = false,
    isReadOnly: Bool = false,
    topicEnds: @escaping @Sendable (_ sql: String) async -> TopicEndsReading = { _ in .init() },
    describe: @escaping @Sendable (JobFailure) -> String, logger: Logger
  ) {
    self.cloud = cloud
    self.store = store
    self.clock = clock
    self.limits = limits
    self.lease = lease
    self.takesOver = takesOver
    self.isReadOnly = isReadOnly
    self.topicEnds = topicEnds
    self.describe = describe
    statusOverview = SharedOverview(cloud, .ofNamespace, clock: clock)
    readingTurns = Admission(places: JobObserver.mostAtOnce, clock: clock)
    reportTurns = Admission(places: DeploymentService.mostReports, clock: clock)
    self.logger = logger
    (accepted, accept) = AsyncStream.makeStream()
  }

  /// Drives operations until the task is cancelled, and then leaves them, journaled, to the next process.
  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.keepLeases() }
      group.addTask { await self.refusals.run(pause: .seconds(1), clock: self.clock) { await self.write($0) } }
      await driveAccepted()
      group.cancelAll()
    }
    await leave()
  }

  /// Completes the writes of a process that ends: leases to release, refusals to audit.
  ///
  /// Best effort and for a short time, since the process has been asked to end. Leases that remain expire.
  public func leave() async {
    let isDriving = !live.withLock { $0.isEmpty }
    let unwritten = refusals.take()
    if !isDriving && unwritten.isEmpty { return }
    // Tasks of their own, since this one is cancelled.
    let work = Task { [store, logger] in
      do throws(StoreError) {
        if isDriving { try await store.releaseLeases() }
        if !unwritten.isEmpty { try await store.audit(unwritten) }
      } catch {
        logger.notice("Leases or refusals were not written at the end", metadata: ["error": "\(error)"])
      }
    }
    // A server that must end has little time; a command takes as long as it needs.
    let patience: Duration = takesOver ? .milliseconds(250) : .seconds(5)
    let timer = Task { [clock] in
      try? await clock.sleep(for: patience)
      work.cancel()
    }
    await work.value
    timer.cancel()
  }

  /// Hands an operation of this process over to ``run()``.
  func drive(_ operation: StoredOperation, isResumed: Bool) {
    let monitor = OperationMonitor(OperationSnapshot(operation), leaseEnd: .now + lease)
    live.withLock { $0[operation.id] = monitor }
    accept.yield(Accepted(operation, monitor, isResumed: isResumed))
  }

  private func driveAccepted() async {
    let driver = OperationDriver(
      cloud: SharedReads(cloud, clock: clock), store: store, clock: clock, limits: limits, lease: lease,
      describe: describe, observer: observer, logger: logger)
    await withTaskGroup(of: Void.self) { group in
      var count = 0
      for await accepted in accepted {
        if count == DeploymentService.mostAtOnce {
          await group.next()
          count -= 1
        }
        group.addTask { await self.drive(accepted, driver) }
        count += 1
      }
      group.cancelAll()
    }
  }

  /// Forgets an operation that is over here, unless it has come back from another process meanwhile.
  private func forget(_ accepted: Accepted) {
    live.withLock { live in
      if live[accepted.operation.id] === accepted.monitor { live[accepted.operation.id] = nil }
    }
  }

  private func drive(_ accepted: Accepted, _ driver: OperationDriver) async {
    await driver.drive(accepted.operation, accepted.monitor, isResumed: accepted.isResumed)
    if !Task.isCancelled { forget(accepted) }
    accepted.monitor.close()
  }
}
