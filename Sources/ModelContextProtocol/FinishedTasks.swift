import FoundationEssentials
import Synchronization

/// Results of calls that were asked for as tasks but were over at once, so that nothing of them is journaled.
///
/// The latest hundred, as long as the process lives.
final class FinishedTasks: Sendable {
  private static let capacity = 100
  private static let lifetimeInMilliseconds = 600_000

  private let kept = Mutex<[(state: TaskState, result: ToolResult)]>([])

  /// Makes a task of a result.
  func keep(_ result: ToolResult) -> TaskState {
    let now = Date.now.formatted(.iso8601)
    let state = TaskState(
      id: "done-\(UUID().uuidString.lowercased())", status: result.isError ? .failed : .completed,
      message: result.isError ? "The call was turned down; its result says why" : "Done", createdAt: now,
      updatedAt: now, ttl: FinishedTasks.lifetimeInMilliseconds)
    kept.withLock { kept in
      kept.append((state, result))
      if kept.count > FinishedTasks.capacity { kept.removeFirst() }
    }
    return state
  }

  func task(_ id: String) -> (state: TaskState, result: ToolResult)? {
    kept.withLock { $0.first { $0.state.id == id } }
  }
}
