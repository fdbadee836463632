import Deployments

/// Goes on with batches of processes that have ended.
struct BatchRecovery {
  let application: Application
  let caller: Caller

  /// Takes over the batches whose lease has expired, and carries them out.
  /// - Parameter deadline: When it stops at the latest; what is left stays journaled.
  /// - Returns: The number of batches that are still under way, in all processes.
  /// - Throws: ``OperationFailure`` if the store cannot be read.
  func run(until deadline: ContinuousClock.Instant) async throws(OperationFailure) -> Int {
    guard let store = try? application.deployments().batches else { return 0 }
    do throws(StoreError) {
      for batch in try await store.takeOverExpiredBatches(only: nil) { await carryOut(batch, until: deadline) }
      return try await store.runningBatchCount()
    } catch { throw OperationFailure(error) }
  }

  private func carryOut(_ batch: StoredBatch, until deadline: ContinuousClock.Instant) async {
    let monitor = BatchMonitor(batch.items, names: batch.names(application))
    let (snapshots, end) = monitor.snapshots()
    // Both end with this scope.
    async let _: Void = BatchDriver(application: application).drive(batch, monitor)
    async let _: Void = {
      try? await Task.sleep(until: deadline, clock: .continuous)
      end.finish()
    }()
    for await snapshot in snapshots {
      if let message = snapshot.message {
        caller.onProgress(snapshot.done, Double(snapshot.items.count), message.text(application.voice))
      }
      if snapshot.isOver { break }
    }
  }
}
