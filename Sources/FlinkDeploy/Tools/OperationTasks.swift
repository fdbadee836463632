import Deployments
import JSONRPC
import ModelContextProtocol

/// The operations of the journal, as tasks.
struct OperationTasks: TaskProvider {
  let application: Application

  private var voice: Voice { application.voice }
  private var batches: BatchTasks { BatchTasks(application: application) }

  func task(_ id: String) async throws(RPCError) -> TaskState? {
    guard let task = try await find(id) else { return try await batches.task(id) }
    let status: TaskState.Status =
      switch task.snapshot.outcome {
      case _ where task.awaited.isCancelled: .cancelled
      case .inProgress: .working
      case .succeeded: .completed
      case .failed: .failed
      }
    // Never expires, because the journal is kept.
    return TaskState(
      id: id, status: status, message: task.snapshot.report.text(voice), createdAt: task.awaited.createdAt,
      updatedAt: task.awaited.updatedAt, ttl: nil)
  }

  func result(of id: String) async throws(RPCError) -> ToolResult {
    guard let task = try await find(id) else {
      if let result = try await batches.result(of: id) { return result }
      throw .invalidParams("Unknown task")
    }
    if task.snapshot.outcome != .inProgress { return ToolResult(ActionResult(task.snapshot), voice) }
    let service = try service()
    let last = await service.wait(
      for: task.awaited.operation, timeout: .seconds(7 * 86_400), onProgress: { _ in })
    if last.outcome == .inProgress { throw .internalError("The task is still in progress. Call tasks/get.") }
    return ToolResult(ActionResult(last), voice)
  }

  func cancel(_ id: String) async throws(RPCError) {
    let service = try service()
    do throws(OperationFailure) { try await service.cancelAwaitedOperation(id) } catch {
      throw RPCError(Failure(error), voice)
    }
    try await batches.cancel(id)
  }

  private func find(_ id: String) async throws(RPCError) -> OperationTask? {
    let service = try service()
    do throws(OperationFailure) { return try await service.task(id) } catch {
      throw RPCError(Failure(error), voice)
    }
  }

  private func service() throws(RPCError) -> DeploymentService {
    do throws(Failure) { return try application.deployments() } catch { throw RPCError(error, voice) }
  }
}
