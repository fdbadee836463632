import Deployments
import Hashing

/// An operation as a task of the Model Context Protocol.
struct OperationTask: Sendable {
  /// The ID of the task.
  let id: String
  /// The operation, with the times and the cancellation of the task.
  let awaited: AwaitedOperation
  /// The progress of the operation.
  let snapshot: OperationSnapshot

  /// The ID of the task for the operation with this marker.
  ///
  /// It differs from the marker, which is visible in Alibaba Cloud as a label, and cannot be guessed.
  static func id(ofMarker marker: String) -> String { String(SHA256.hex("task \(marker)").prefix(32)) }
}

extension DeploymentService {
  /// The task with this ID; nil when there is none.
  /// - Throws: ``OperationFailure``.
  func task(_ id: String) async throws(OperationFailure) -> OperationTask? {
    guard let (awaited, snapshot) = try await awaitedOperation(id) else { return nil }
    return OperationTask(id: id, awaited: awaited, snapshot: snapshot)
  }
}
