import Logging

extension DeploymentService {
  /// Audits a call that was refused before it began an operation; returns at once.
  public func note(_ refusal: Refusal) { refusals.add(refusal) }

  /// Writes `refusals` into the audit.
  func write(_ refusals: [Refusal]) async {
    do throws(StoreError) { try await store.audit(refusals) } catch {
      // Tried again with the next ones, or when this process ends.
      self.refusals.putBack(refusals)
      if Task.isCancelled { return }
      logger.warning("Refusals were not audited", metadata: ["count": "\(refusals.count)", "error": "\(error)"])
    }
  }

  /// The effects, failures and refusals of a recorded job, oldest first.
  /// - Throws: ``OperationFailure`` of code `not_found` when the store has no such job.
  public func history(_ selector: JobSelector) async throws(OperationFailure) -> [AuditEntry] {
    do throws(StoreError) {
      if let record = try await store.job(selector) { return try await store.history(ofJob: record.id) }
    } catch { throw OperationFailure(error) }
    throw OperationFailure(.notFound(selector))
  }
}
