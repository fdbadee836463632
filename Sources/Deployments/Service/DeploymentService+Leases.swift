import Logging
import Synchronization

extension DeploymentService {
  /// Renews the leases of this process, and takes over operations of other processes, until the task is cancelled.
  func keepLeases() async {
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
          let share = try await store.load().share
          cloud.keep(toShare: share)
          readingTurns.keep(toShare: share)
        }
        if !monitors.isEmpty, nextRenewal <= .now {
          nextRenewal = .now + lease / 3
          let begin = ContinuousClock.now
          for id in try await store.renewLeases(Array(monitors.keys)) { monitors[id]?.renewed(until: begin + lease) }
        }
      } catch {
        logger.info("Leases were not renewed", metadata: ["error": "\(error)"])
      }
      // Without operations this asks the database nothing in between.
      try? await clock.sleep(for: min(lease / 3, .milliseconds(250)))
    }
  }

  /// Takes over operations whose process has ended, and drives them: all of them, or only the operations on one row.
  @discardableResult
  func takeOver(onJob id: Int?) async throws(StoreError) -> [StoredOperation] {
    if isReadOnly { return [] }
    let operations = try await store.takeOverExpired(onJob: id)
    for operation in operations {
      logger.notice("Resumes an operation of another process", metadata: ["operation": "\(operation.id)"])
      drive(operation, isResumed: true)
    }
    return operations
  }

  /// Takes over operations of processes that have ended, and drives them.
  /// - Returns: The operations taken over.
  /// - Throws: ``OperationFailure``.
  public func recover() async throws(OperationFailure) -> [StoredOperation] {
    do throws(StoreError) { return try await takeOver(onJob: nil) } catch { throw OperationFailure(error) }
  }

  /// The number of operations in progress, in all processes.
  /// - Throws: ``OperationFailure``.
  public func runningCount() async throws(OperationFailure) -> Int {
    do throws(StoreError) { return try await store.runningCount() } catch { throw OperationFailure(error) }
  }
}
