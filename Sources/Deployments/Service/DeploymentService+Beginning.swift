import AliyunFlink
import Synchronization

extension DeploymentService {
  /// The existing operation for the same request; nil when there is none, or when its deployment was deleted by hand, so
  /// that it can be created again.
  /// - Throws: ``OperationFailure`` of code `conflict` when one with other arguments exists.
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

  /// Journals an operation and begins to drive it, or joins the existing one.
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
    if kind != "deploy" { return OperationFailure(.conflict(.inProgress(kind: kind, subject: subject))) }
    let conflict = key.map(RequestConflict.idempotencyKey) ?? .deployment(name: subject)
    return OperationFailure(.conflict(conflict))
  }

  /// Cancels a running operation: a deploy is rolled back; other operations continue.
  public func cancel(_ operation: StoredOperation) {
    live.withLock { $0[operation.id] }?.requestCancel()
  }
}
