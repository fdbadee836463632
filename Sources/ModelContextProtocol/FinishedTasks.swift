import FoundationEssentials
import Synchronization

/// Results of calls that the client requested as tasks and that ended at once, so that no operation is journaled.
///
/// The latest hundred are kept while the process runs.
final class FinishedTasks: Sendable {
  private static let capacity = 100
  private static let lifetimeInMilliseconds = 600_000

  private let kept = Mutex<[(state: TaskState, result: ToolResult)]>([])

  /// Keeps a result, and returns the task that has it.
  func keep(_ result: ToolResult, _ wording: Server.Wording) -> TaskState {
    let now = Date.now.formatted(.iso8601)
    let state = TaskState(
      id: "done-\(UUID().uuidString.lowercased())", status: result.isError ? .failed : .completed,
      message: result.isError ? wording.taskRefused : wording.taskDone, createdAt: now, updatedAt: now,
      ttl: FinishedTasks.lifetimeInMilliseconds)
    kept.withLock { kept in
      kept.append((state, result))
      if kept.count > FinishedTasks.capacity { kept.removeFirst() }
    }
    return state
  }

  /// The task with this ID and its result; nil if it is not kept.
  func task(_ id: String) -> (state: TaskState, result: ToolResult)? {
    kept.withLock { $0.first { $0.state.id == id } }
  }
}
