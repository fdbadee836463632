import Deployments
import JSONCoding
import JSONRPC
import ModelContextProtocol

/// The batches of the journal, as tasks.
struct BatchTasks {
  private static let pause = Duration.milliseconds(500)

  let application: Application

  private var voice: Voice { application.voice }

  /// The state of a task; nil for an ID that is not that of a batch.
  /// - Throws: -32603 if it cannot be read.
  func task(_ id: String) async throws(RPCError) -> TaskState? {
    guard let batch = try await find(id) else { return nil }
    let isFailed = batch.items.contains { $0.stage.isFailure }
    let status: TaskState.Status =
      batch.isCancelled ? .cancelled : !batch.isOver ? .working : isFailed ? .failed : .completed
    let message = BatchText.progress(of: batch.items, names: batch.names(application), voice)
    return TaskState(
      id: id, status: status, message: message.text(voice), createdAt: batch.createdAt, updatedAt: batch.updatedAt,
      ttl: nil)
  }

  /// The result of a task, after its end; nil for an ID that is not that of a batch.
  /// - Throws: -32603 if it cannot be read, or if the waiting was cancelled.
  func result(of id: String) async throws(RPCError) -> ToolResult? {
    guard var batch = try await find(id) else { return nil }
    while !batch.isOver {
      do { try await Task.sleep(for: Self.pause) } catch {
        throw .internalError("The task is still in progress. Call tasks/get.")
      }
      batch = try await find(id) ?? batch
    }
    let arguments: BatchArguments
    do throws(Failure) {
      arguments = try BatchDraft(batch.arguments.object ?? [:], secrets: application.settings.secrets).arguments()
    } catch { throw RPCError(error, voice) }
    let result = BatchResult(arguments: arguments, voice: voice).result(
      batch.items, isOver: true, known: [:], taskID: id)
    return ToolResult(result, voice)
  }

  /// Cancels the waiting for a batch, if the ID is that of one; the batch goes on.
  /// - Throws: -32603 if the cancellation cannot be stored.
  func cancel(_ id: String) async throws(RPCError) {
    let store = try store()
    do throws(StoreError) { try await store.cancelBatch(taskID: id) } catch {
      throw RPCError(Failure(OperationFailure(error)), voice)
    }
  }

  private func find(_ id: String) async throws(RPCError) -> StoredBatch? {
    let store = try store()
    do throws(StoreError) { return try await store.batch(taskID: id) } catch {
      throw RPCError(Failure(OperationFailure(error)), voice)
    }
  }

  private func store() throws(RPCError) -> any BatchStore {
    do throws(Failure) { return try application.deployments().batches } catch { throw RPCError(error, voice) }
  }
}
