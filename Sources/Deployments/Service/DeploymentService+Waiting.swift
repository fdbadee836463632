import Logging
import Synchronization

extension DeploymentService {
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
    await follow(monitor, for: timeout) { snapshot in
      onProgress(snapshot)
      return false
    }
    let left = deadline - ContinuousClock.now
    guard monitor.isClosed, monitor.latest.outcome == .inProgress, left > .zero, !Task.isCancelled else {
      return monitor.latest
    }
    return await waitElsewhere(for: operation, timeout: left, onProgress)
  }

  /// Looks at each snapshot until one is enough, the operation is over, the time has passed, or this task is cancelled.
  func follow(
    _ monitor: OperationMonitor, for timeout: Duration, until isEnough: @Sendable (OperationSnapshot) -> Bool
  ) async {
    let (snapshots, end) = monitor.snapshots()
    // Ends with this scope.
    async let _: Void = {
      try? await clock.sleep(for: timeout)
      end.finish()
    }()
    for await snapshot in snapshots {
      if isEnough(snapshot) || snapshot.outcome != .inProgress { break }
    }
  }

  /// Waits for an operation that another process drives, by polling the store.
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

  /// The latest snapshot of an operation on a row, if this process drives it.
  func liveSnapshot(onJob id: Int) -> OperationSnapshot? { liveSnapshot(.aliyunJob(id)) }

  /// The latest snapshot of an operation on what `selector` names, if this process drives it.
  func liveSnapshot(_ selector: JobSelector) -> OperationSnapshot? {
    live.withLock { Array($0.values) }.lazy.map(\.latest).first { $0.operation.isOn(selector) }
  }
}

extension StoredOperation {
  fileprivate func isOn(_ selector: JobSelector) -> Bool {
    switch selector {
    case .aliyunJob(let id): aliyunJobID == id
    case .job(let id): state.facts.jobID == id
    case .deployment(let id): state.facts.deploymentID == id
    case .name(let name): state.facts.deploymentName == name
    }
  }
}
