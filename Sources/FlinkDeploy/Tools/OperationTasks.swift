import Deployments
import JSONRPC
import ModelContextProtocol

/// Operations of the journal, as tasks.
struct OperationTasks: TaskProvider {
  let application: Application

  func task(_ id: String) async throws(RPCError) -> TaskState? {
    guard let (task, snapshot) = try await find(id) else { return nil }
    let status: TaskState.Status =
      switch snapshot.outcome {
      case _ where task.isCancelled: .cancelled
      case .inProgress: .working
      case .succeeded: .completed
      case .failed: .failed
      }
    // Never expires: the journal is kept.
    return TaskState(
      id: id, status: status, message: snapshot.message, createdAt: task.createdAt, updatedAt: task.updatedAt, ttl: nil)
  }

  func result(of id: String) async throws(RPCError) -> ToolResult {
    guard let (task, snapshot) = try await find(id) else { throw .invalidParams("There is no such task") }
    if snapshot.outcome != .inProgress { return ToolResult(ActionResult(snapshot)) }
    let service = try service()
    let last = await service.wait(for: task.operation, timeout: .seconds(7 * 86_400), onProgress: { _ in })
    if last.outcome == .inProgress {
      throw .internalError("The waiting for the task has ended, the task has not; ask again with tasks/get")
    }
    return ToolResult(ActionResult(last))
  }

  func cancel(_ id: String) async throws(RPCError) {
    let service = try service()
    do throws(OperationFailure) { try await service.cancelTask(id) } catch { throw OperationTasks.error(error) }
  }

  private func find(_ id: String) async throws(RPCError) -> (OperationTask, OperationSnapshot)? {
    let service = try service()
    do throws(OperationFailure) { return try await service.task(id) } catch { throw OperationTasks.error(error) }
  }

  private func service() throws(RPCError) -> DeploymentService {
    do throws(OperationFailure) { return try application.deployments() } catch { throw OperationTasks.error(error) }
  }

  private static func error(_ failure: OperationFailure) -> RPCError {
    .internalError("\(failure.message). \(failure.remedy)")
  }
}
