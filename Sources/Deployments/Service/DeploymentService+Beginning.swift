import AliyunFlink
import Synchronization

extension DeploymentService {
  /// The existing operation for the same request; nil when there is none, or when its deployment was deleted by hand, so
  /// that it can be created again.
  /// - Throws: ``OperationFailure`` of code `conflict` when one with other arguments exists.
  public func findExisting(
    kind: String, subject: String, idempotencyKey: String?, digest: String
  ) async throws(OperationFailure) -> StoredOperation? {
    let found: StoredOperation
    do throws(StoreError) {
      guard let operation = try await store.find(kind: kind, subject: subject, idempotencyKey: idempotencyKey) else {
        return nil
      }
      found = operation
      if found.state.phase == .done, found.state.failure == nil, let id = found.state.facts.deploymentID,
        await isGone(deploymentID: id)
      {
        try await store.forget(found)
        return nil
      }
    } catch { throw OperationFailure(error) }
    if found.digest == digest { return found }
    throw DeploymentService.conflict(with: found, kind, subject, idempotencyKey)
  }

  private func isGone(deploymentID: String) async -> Bool {
    if case .failed(let error) = await cloud.perform(.readDeployment(deploymentID)) { error.isNotFound } else { false }
  }

  /// Journals an operation and begins to drive it, or joins the existing one.
  /// - Throws: ``OperationFailure``.
  public func begin(_ new: NewOperation) async throws(OperationFailure) -> StoredOperation {
    let begun: (operation: StoredOperation, isNew: Bool)
    do throws(StoreError) { begun = try await store.begin(new) } catch { throw OperationFailure(error) }
    if begun.isNew {
      drive(begun.operation, isResumed: false)
    } else if begun.operation.digest != new.digest {
      throw DeploymentService.conflict(with: begun.operation, new.request.kind, new.subject, new.idempotencyKey)
    }
    return begun.operation
  }

  /// What an existing operation has in common with a request of a kind: the key, where it was used before, else the name.
  ///
  /// A request for a deployment that exists has no name that could be another one.
  private static func conflict(
    with existing: StoredOperation, _ kind: String, _ subject: String, _ key: String?
  ) -> OperationFailure {
    if kind != "deploy" {
      return OperationFailure(.conflict(.inProgress(kind: existing.request.kind, subject: subject)))
    }
    if let key, existing.idempotencyKey == key { return OperationFailure(.conflict(.idempotencyKey(key))) }
    return OperationFailure(.conflict(.deployment(name: subject)))
  }

  /// Cancels a running operation: a deploy is rolled back; other operations continue.
  public func cancel(_ operation: StoredOperation) {
    live.withLock { $0[operation.id] }?.requestCancel()
  }
}
