import JSONCoding
public import JSONRPC

/// Work that outlives the request that began it (2025-11-25 "Tasks"; later the extension of that name).
public struct TaskState: Sendable, Equatable {
  /// Where it is.
  public enum Status: String, Sendable {
    case working
    case completed
    case failed
    case cancelled

    /// Whether it stays so.
    public var isTerminal: Bool { self != .working }
  }

  /// Nobody can guess it.
  public var id: String
  /// Where it is.
  public var status: Status
  /// In a sentence.
  public var message: String
  /// ISO 8601, UTC.
  public var createdAt: String
  /// ISO 8601, UTC.
  public var updatedAt: String
  /// How long it is kept, in milliseconds; nil for ever.
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

  /// The task as a core task, or as one of the extension, which names its durations otherwise and counts a tool's own
  /// failure as completed.
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

/// Where tasks are kept.
public protocol TaskProvider: Sendable {
  /// How a task is; nil when there is none of this id.
  /// - Throws: -32603 when it cannot be told.
  func task(_ id: String) async throws(RPCError) -> TaskState?

  /// What the call that began it would have answered, once it is over; waits for that.
  /// - Throws: -32603 when it cannot be told, or when the waiting was cancelled.
  func result(of id: String) async throws(RPCError) -> ToolResult

  /// Takes a task back.
  /// - Throws: -32603 when that cannot be written.
  func cancel(_ id: String) async throws(RPCError)
}
