import AliyunFlink
public import Logging
import Synchronization

/// All that can be done with deployments; the one thing behind the MCP tools and the CLI commands.
///
/// Operations are driven by ``run()``, not by who asked for them: when a caller's patience ends, the work goes on.
public final class DeploymentService: Sendable {
  /// More operations than this wait for a place, journaled, before they are begun.
  public static let mostAtOnce = 1000

  private final class Accepted: Sendable {
    let operation: StoredOperation
    let monitor: OperationMonitor
    let isResumed: Bool

    init(_ operation: StoredOperation, _ monitor: OperationMonitor, isResumed: Bool) {
      (self.operation, self.monitor, self.isResumed) = (operation, monitor, isResumed)
    }
  }

  let cloud: any Cloud
  let store: any OperationStore
  let clock: any Clock<Duration>
  let limits: OperationMachine.Limits
  let logger: Logger
  private let lease: Duration
  private let refusals = RefusalBuffer()
  private let takesOver: Bool
  private let isReadOnly: Bool
  private let live = Mutex<[Int: OperationMonitor]>([:])
  private let accepted: AsyncStream<Accepted>
  private let accept: AsyncStream<Accepted>.Continuation

  /// A service; nothing is connected before the first call.
  /// - Parameters:
  ///   - lease: How long an operation stays with a process that does not renew; renewed each third of it.
  ///   - isReadOnly: Whether nothing is to be driven, so that what was left stays as it is.
  ///   - takesOver: Whether ``run()`` goes on with what processes have left that are gone.
  public init(
    cloud: any Cloud, store: any OperationStore, clock: any Clock<Duration> = ContinuousClock(),
    limits: OperationMachine.Limits, lease: Duration = .seconds(15), takesOver: Bool = false,
    isReadOnly: Bool = false, logger: Logger
  ) {
    self.cloud = cloud
    self.store = store
    self.clock = clock
    self.limits = limits
    self.lease = lease
    self.takesOver = takesOver
    self.isReadOnly = isReadOnly
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

  /// Tells the database what is still to be told at the end: leases to give up, refusals to write.
  ///
  /// Best effort and not for long, since who ended this process waits: what is not released expires.
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
    // A server that is told to end has little time; a command has as much as it takes.
    let patience: Duration = takesOver ? .milliseconds(250) : .seconds(5)
    let timer = Task { [clock] in
      try? await clock.sleep(for: patience)
      work.cancel()
    }
    await work.value
    timer.cancel()
  }

  private func driveAccepted() async {
    let driver = OperationDriver(
      cloud: SharedReads(cloud), store: store, clock: clock, limits: limits, lease: lease, logger: logger)
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

  private func drive(_ accepted: Accepted, _ driver: OperationDriver) async {
    await driver.drive(accepted.operation, accepted.monitor, isResumed: accepted.isResumed)
    if !Task.isCancelled { live.withLock { _ = $0.removeValue(forKey: accepted.operation.id) } }
    accepted.monitor.close()
  }

  /// Renews the leases of what is driven here, and takes up what others have left, until the task is cancelled.
  private func keepLeases() async {
    var nextTakeOver = ContinuousClock.now
    var nextRenewal = ContinuousClock.now
    while !Task.isCancelled {
      do throws(StoreError) {
        if takesOver, nextTakeOver <= .now {
          nextTakeOver = .now + lease / 3
          try await takeOver(onJob: nil)
        }
        let monitors = live.withLock { $0 }
        if !monitors.isEmpty {
          cloud.keep(toShare: try await store.load().share)
        }
        if !monitors.isEmpty, nextRenewal <= .now {
          nextRenewal = .now + lease / 3
          let begin = ContinuousClock.now
          for id in try await store.renewLeases(Array(monitors.keys)) { monitors[id]?.renewed(until: begin + lease) }
        }
      } catch {
        logger.info("Leases were not renewed", metadata: ["error": "\(error)"])
      }
      // Idle it asks the database nothing in between.
      try? await clock.sleep(for: min(lease / 3, .milliseconds(250)))
    }
  }

  /// Has a call audited that was turned down before there was an operation; returns at once.
  public func note(_ refusal: Refusal) { refusals.add(refusal) }

  private func write(_ refusals: [Refusal]) async {
    do throws(StoreError) { try await store.audit(refusals) } catch {
      // Tried once more with the next ones, or when this process ends.
      self.refusals.putBack(refusals)
      if Task.isCancelled { return }
      logger.warning("Refusals were not audited", metadata: ["count": "\(refusals.count)", "error": "\(error)"])
    }
  }

  /// Every effect, failure and refusal about a job of the store, oldest first.
  /// - Throws: ``OperationFailure`` of code `not_found` when the store has no such job.
  public func history(_ selector: JobSelector) async throws(OperationFailure) -> [AuditEntry] {
    do throws(StoreError) {
      if let record = try await store.job(selector) { return try await store.history(ofJob: record.id) }
    } catch { throw OperationFailure(error) }
    throw DeploymentService.notFound(selector)
  }

  /// Goes on with operations whose process is gone: all of them, or those on one row.
  @discardableResult
  func takeOver(onJob id: Int?) async throws(StoreError) -> [StoredOperation] {
    if isReadOnly { return [] }
    let operations = try await store.takeOverExpired(onJob: id)
    for operation in operations {
      logger.notice("Goes on with an operation that was left", metadata: ["operation": "\(operation.id)"])
      drive(operation, isResumed: true)
    }
    return operations
  }

  // MARK: Beginning and waiting

  /// The operation that would answer the same request, journaled or running; nil when there is none, or when what it
  /// had made has been deleted by hand since, so that it may be made again.
  /// - Throws: ``OperationFailure`` of code `conflict` when one is there that was asked for with other arguments.
  public func existing(
    kind: String, subject: String, idempotencyKey: String?, digest: String
  ) async throws(OperationFailure) -> StoredOperation? {
    do throws(StoreError) {
      guard let found = try await store.find(kind: kind, subject: subject, idempotencyKey: idempotencyKey) else {
        return nil
      }
      if found.state.phase == .done, found.state.failure == nil, let id = found.state.facts.deploymentID,
        await isGone(deploymentID: id)
      {
        try await store.forget(found)
        return nil
      }
      if found.digest == digest { return found }
    } catch { throw OperationFailure(error) }
    throw DeploymentService.conflict(kind, subject, idempotencyKey)
  }

  private func isGone(deploymentID: String) async -> Bool {
    if case .failed(let error) = await cloud.perform(.readDeployment(deploymentID)) { error.isNotFound } else { false }
  }

  /// How many operations are under way, in whatever process.
  /// - Throws: ``OperationFailure``.
  public func runningCount() async throws(OperationFailure) -> Int {
    do throws(StoreError) { return try await store.runningCount() } catch { throw OperationFailure(error) }
  }

  /// Journals an operation and begins to drive it, or joins the one that is there.
  /// - Throws: ``OperationFailure``.
  public func begin(_ new: NewOperation) async throws(OperationFailure) -> StoredOperation {
    let begun: (operation: StoredOperation, isNew: Bool)
    do throws(StoreError) { begun = try await store.begin(new) } catch { throw OperationFailure(error) }
    if begun.isNew {
      drive(begun.operation, isResumed: false)
    } else if begun.operation.digest != new.digest {
      throw DeploymentService.conflict(new.request.kind, new.subject, new.idempotencyKey)
    }
    return begun.operation
  }

  private static func conflict(_ kind: String, _ subject: String, _ key: String?) -> OperationFailure {
    if kind != "deploy" {
      return OperationFailure(
        code: "conflict", message: "A \(kind) of '\(subject)' is under way that was asked for with other arguments",
        isRetryable: true, remedy: "Wait for it with get_job_status, then call again if it is still needed")
    }
    return OperationFailure(
      code: "conflict",
      message: key.map { "The idempotency_key '\($0)' was used with other arguments" }
        ?? "A deploy of '\(subject)' is running or done that was asked for with other arguments",
      remedy: key == nil
        ? "Repeat the first call's arguments to get its result, or pass another name for a second deployment"
        : "Pass the first call's arguments to get its result, or another idempotency_key")
  }

  private func drive(_ operation: StoredOperation, isResumed: Bool) {
    let monitor = OperationMonitor(OperationSnapshot(operation), leaseEnd: .now + lease)
    live.withLock { $0[operation.id] = monitor }
    accept.yield(Accepted(operation, monitor, isResumed: isResumed))
  }

  /// Waits until `operation` is over, at most for `timeout`.
  /// - Parameter onProgress: Called with each snapshot on the way.
  /// - Returns: The last snapshot; still in progress when the time ran out or this task was cancelled.
  public func wait(
    for operation: StoredOperation, timeout: Duration, onProgress: @escaping @Sendable (OperationSnapshot) -> Void
  ) async -> OperationSnapshot {
    let id = operation.id
    let deadline = ContinuousClock.now + timeout
    guard let monitor = live.withLock({ $0[id] }) else {
      return await waitElsewhere(for: operation, timeout: timeout, onProgress)
    }
    await follow(monitor, for: timeout, onProgress)
    let left = deadline - ContinuousClock.now
    guard monitor.isClosed, monitor.latest.outcome == .inProgress, left > .zero, !Task.isCancelled else {
      return monitor.latest
    }
    return await waitElsewhere(for: operation, timeout: left, onProgress)
  }

  /// Tells of each snapshot until the operation is over, the time has passed, or this task is cancelled.
  private func follow(
    _ monitor: OperationMonitor, for timeout: Duration, _ onProgress: @Sendable (OperationSnapshot) -> Void
  ) async {
    let (snapshots, end) = monitor.snapshots()
    // Ends with this scope.
    async let _: Void = {
      try? await clock.sleep(for: timeout)
      end.finish()
    }()
    for await snapshot in snapshots {
      onProgress(snapshot)
      if snapshot.outcome != .inProgress { break }
    }
  }

  /// Waits for an operation that another process drives, by looking into the store.
  private func waitElsewhere(
    for operation: StoredOperation, timeout: Duration, _ onProgress: @escaping @Sendable (OperationSnapshot) -> Void
  ) async -> OperationSnapshot {
    let deadline = ContinuousClock.now + timeout
    var latest = OperationSnapshot(operation)
    var interval = limits.pollFloor
    while latest.outcome == .inProgress, ContinuousClock.now < deadline, !Task.isCancelled {
      try? await clock.sleep(for: min(interval, deadline - ContinuousClock.now))
      interval = min(interval * 2, .seconds(1))
      do throws(StoreError) {
        if try await takeOver(onJob: operation.aliyunJobID).contains(where: { $0.id == operation.id }) {
          return await wait(for: operation, timeout: deadline - ContinuousClock.now, onProgress: onProgress)
        }
        guard let found = try await store.operation(onJob: operation.aliyunJobID), found.id == operation.id else {
          break
        }
        latest = OperationSnapshot(found)
        onProgress(latest)
      } catch {
        logger.debug("The operation cannot be read", metadata: ["error": "\(error)"])
      }
    }
    return latest
  }

  /// Takes a running deploy back: what it has made is removed.
  ///
  /// Others go on.
  public func cancel(_ operation: StoredOperation) {
    live.withLock { $0[operation.id] }?.requestCancel()
  }

  /// Takes over what processes have left that are gone, and drives it.
  /// - Returns: The operations taken over.
  /// - Throws: ``OperationFailure``.
  public func recover() async throws(OperationFailure) -> [StoredOperation] {
    do throws(StoreError) { return try await takeOver(onJob: nil) } catch { throw OperationFailure(error) }
  }

  /// The latest snapshot of an operation on a row that this process drives.
  func liveSnapshot(onJob id: Int) -> OperationSnapshot? {
    live.withLock { $0.values.first { $0.latest.operation.aliyunJobID == id } }?.latest
  }
}
