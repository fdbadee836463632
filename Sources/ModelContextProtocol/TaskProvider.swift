import JSONCoding
public import JSONRPC

/// The state of a task: work that continues after its request has ended (2025-11-25; later an extension).
public struct TaskState: Sendable, Equatable {
  /// The status of a task.
  public enum Status: String, Sendable {
    case working
    case completed
    case failed
    case cancelled

    /// Whether the task has ended.
    public var isTerminal: Bool { self != .working }
  }

  /// The ID, which cannot be guessed.
  public var id: String
  /// The status.
  public var status: Status
  /// The status in a sentence, for the user.
  public var message: String
  /// The time of the request in ISO 8601, UTC.
  public var createdAt: String
  /// The time of the last change in ISO 8601, UTC.
  public var updatedAt: String
  /// How long the task is kept, in milliseconds; nil for no limit.
  public var ttl: Int?

  /// A task.
  public init(id: String, status: Status, message: String, createdAt: String, updatedAt: String, ttl: Int?) {
    self.id = id
    self.status = status
    self.message = message
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.ttl = ttl
  }

  private static let pollInterval = 2000

  /// The task as the revision returns it.
  ///
  /// The extension has other names for the durations, and reports a failed tool call as completed.
  func json(for revision: Revision) -> JSONObject {
    let isCore = revision.hasCoreTasks
    let shown = !isCore && status == .failed ? Status.completed : status
    return [
      "taskId": .string(id), "status": .string(shown.rawValue), "statusMessage": .string(message),
      "createdAt": .string(createdAt), "lastUpdatedAt": .string(updatedAt), isCore ? "ttl" : "ttlMs": .optional(ttl),
      isCore ? "pollInterval" : "pollIntervalMs": .int(TaskState.pollInterval),
    ]
  }
}

/// A store of tasks.
public protocol TaskProvider: Sendable {
  /// The state of a task; nil for an unknown ID.
  /// - Throws: -32603 if it cannot be read.
  func task(_ id: String) async throws(RPCError) -> TaskState?

  /// The result of the task's call; waits for its end.
  /// - Throws: -32603 if it cannot be read, or if the waiting was cancelled.
  func result(of id: String) async throws(RPCError) -> ToolResult

  /// Cancels a task.
  /// - Throws: -32603 if the cancellation cannot be stored.
  func cancel(_ id: String) async throws(RPCError)
}
