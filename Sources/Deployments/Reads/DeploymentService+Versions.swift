public import AliyunFlink

/// A deployment with the draft that holds its SQL, as they are in Alibaba Cloud.
public struct DeploymentReading: Sendable {
  /// The deployment.
  public let deployment: Deployment
  /// Its draft; nil if there is none.
  public let draft: DeploymentDraft?

  /// What the deployment has.
  public var spec: DeploymentSpec { DeploymentSpec(document: deployment.document) }
}

extension DeploymentService {
  /// The versions of a deployment, newest first.
  /// - Throws: ``OperationFailure``.
  public func versions(
    ofDeployment deploymentID: String, limit: Int = 100
  ) async throws(OperationFailure) -> [DeploymentVersion] {
    do throws(StoreError) { return try await store.versions(ofDeployment: deploymentID, limit: limit) } catch {
      throw OperationFailure(error)
    }
  }

  /// Records what a deployment was found to have, without an update.
  /// - Throws: ``OperationFailure``.
  public func record(
    _ found: FoundVersions, ofDeployment deploymentID: String, client: String?
  ) async throws(OperationFailure) {
    if found.isEmpty { return }
    do throws(StoreError) {
      try await store.record(found, ofDeployment: deploymentID, client: client)
    } catch { throw OperationFailure(error) }
  }

  /// The deployment and its draft.
  /// - Throws: ``OperationFailure`` of code `not_found` when Alibaba Cloud does not have the deployment.
  public func read(deploymentID: String) async throws(OperationFailure) -> DeploymentReading {
    let deployment: Deployment
    switch await cloud.perform(.readDeployment(deploymentID)) {
    case .deployment(let found): deployment = found
    case .failed(let error) where error.isNotFound: throw OperationFailure(.notFound(.deployment(deploymentID)))
    case .failed(let error): throw OperationFailure(error)
    default: throw OperationFailure(.unexpectedAnswer(.readUpdated))
    }
    guard let draftID = deployment.draftID else { return DeploymentReading(deployment: deployment, draft: nil) }
    switch await cloud.perform(.readDraft(draftID)) {
    case .draft(let draft): return DeploymentReading(deployment: deployment, draft: draft)
    case .failed(let error) where error.isNotFound: return DeploymentReading(deployment: deployment, draft: nil)
    case .failed(let error): throw OperationFailure(error)
    default: throw OperationFailure(.unexpectedAnswer(.readUpdatedDraft))
    }
  }

  /// The operation that was requested with this idempotency key before; nil for none.
  /// - Throws: ``OperationFailure`` of code `conflict` when it had other arguments.
  public func requested(
    kind: String, subject: String, idempotencyKey: String, digest: String
  ) async throws(OperationFailure) -> StoredOperation? {
    let found: StoredOperation?
    do throws(StoreError) {
      found = try await store.find(kind: kind, subject: subject, idempotencyKey: idempotencyKey)
    } catch { throw OperationFailure(error) }
    guard let found, found.idempotencyKey == idempotencyKey else { return nil }
    if found.digest != digest { throw OperationFailure(.conflict(.idempotencyKey(idempotencyKey))) }
    return found
  }

  /// Whether the last thing that was done to a deployment is an update by the same request, which has succeeded.
  /// - Throws: ``OperationFailure``.
  public func hasJustUpdated(_ deploymentID: String, digest: String) async throws(OperationFailure) -> Bool {
    do throws(StoreError) {
      guard let record = try await store.job(.deployment(deploymentID)),
        let last = try await store.operation(onJob: record.id), case .update = last.request
      else { return false }
      return last.state.phase == .done && last.state.failure == nil && last.digest == digest
    } catch { throw OperationFailure(error) }
  }

  /// The operation of this kind that is in progress on a subject, here or in another process; nil for none.
  /// - Throws: ``OperationFailure``.
  public func running(kind: String, subject: String) async throws(OperationFailure) -> StoredOperation? {
    do throws(StoreError) {
      let found = try await store.find(kind: kind, subject: subject, idempotencyKey: nil)
      return found?.state.phase == .done ? nil : found
    } catch { throw OperationFailure(error) }
  }
}
