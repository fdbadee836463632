public import JSONCoding

/// What runs the jobs of the emulated platform: a real Flink.
///
/// Jobs have the IDs of the platform, without hyphens, as 32 hexadecimal digits.
public protocol JobEngine: Sendable {
  /// The versions that the platform offers with this engine, the default first.
  var engineVersions: [String] { get }

  /// Checks a script with the planner and the connectors.
  /// - Returns: What is wrong; nil if the script is valid.
  /// - Throws: ``EngineFailure`` if the engine cannot be asked.
  func problem(in sql: String) async throws(EngineFailure) -> SQLError?

  /// Starts a job.
  /// - Throws: ``EngineFailure`` if Flink refuses it.
  func submit(_ submission: JobSubmission) async throws(EngineFailure)

  /// The jobs of these IDs that the engine knows.
  /// - Throws: ``EngineFailure`` if the engine cannot be asked.
  func jobs(_ ids: Set<String>) async throws(EngineFailure) -> [String: ObservedJob]

  /// The newest completed checkpoint of a job, also of one that has ended.
  func latestCheckpoint(of jobID: String) async -> Checkpoint?

  /// Stops a job with a savepoint.
  /// - Parameter drains: Whether all windows and timers fire first.
  /// - Returns: Where the savepoint is.
  /// - Throws: ``EngineFailure`` if the savepoint fails; the job goes on.
  func stop(_ jobID: String, drains: Bool) async throws(EngineFailure) -> String

  /// Ends a job at once.
  /// - Throws: ``EngineFailure`` if the engine cannot be asked.
  func cancel(_ jobID: String) async throws(EngineFailure)

  /// Takes a savepoint of a job that goes on.
  /// - Returns: Where the savepoint is.
  /// - Throws: ``EngineFailure`` if the savepoint fails.
  func savepoint(of jobID: String) async throws(EngineFailure) -> String

  /// Removes the files of a savepoint.
  func deleteSavepoint(at location: String) async

  /// Changes the parallelism of a job that runs.
  /// - Throws: ``EngineFailure`` if the engine cannot do it.
  func rescale(_ jobID: String, to parallelism: Int) async throws(EngineFailure)

  /// The newest lines that Flink logged of a job, oldest first; none of a job that the engine does not know.
  func log(of jobID: String) async -> [String]

  /// What Flink's REST API answers to GET `path`.
  /// - Throws: ``EngineFailure`` if the engine cannot be asked, or answers with an error.
  func read(_ path: String) async throws(EngineFailure) -> JSON
}

/// Why the engine did not do what it was asked for.
public struct EngineFailure: Error, Sendable {
  /// The cause in Flink's words.
  public let message: String

  /// A failure with this cause.
  public init(_ message: String) { self.message = message }
}

/// What Flink's planner or a connector finds wrong in a script.
public struct SQLError: Sendable, Equatable {
  /// The message.
  public var message: String
  /// The first line, from 1; nil if Flink does not tell.
  public var line: Int?
  /// The first column, from 1.
  public var column: Int?
  /// The last line, from 1.
  public var endLine: Int?
  /// The last column, from 1.
  public var endColumn: Int?

  /// An error at a place.
  public init(_ message: String, line: Int? = nil, column: Int? = nil, endLine: Int? = nil, endColumn: Int? = nil) {
    self.message = message
    self.line = line
    self.column = column
    self.endLine = endLine
    self.endColumn = endColumn
  }

  /// The error as `ValidationErrorDetails`: the numbers are strings.
  var details: JSON {
    func text(_ number: Int?) -> JSON { .string("\(number ?? 1)") }
    return [
      "message": .string(message), "lineNumber": text(line), "columnNumber": text(column),
      "endLineNumber": text(endLine ?? line), "endColumnNumber": text(endColumn ?? column),
    ]
  }
}

/// A job to start.
public struct JobSubmission: Sendable {
  /// The ID, 32 hexadecimal digits.
  public var jobID: String
  /// The name.
  public var name: String
  /// The script, with all variables replaced.
  public var sql: String
  /// The Flink options.
  public var configuration: [String: String]
  /// The savepoint or checkpoint to start from; nil for none.
  public var restoresFrom: String?

  /// A job that starts without state.
  public init(jobID: String, name: String, sql: String, configuration: [String: String]) {
    self.jobID = jobID
    self.name = name
    self.sql = sql
    self.configuration = configuration
  }
}

/// A job as Flink shows it.
public struct ObservedJob: Sendable, Equatable {
  /// Flink's own state, such as `RUNNING` or `RESTARTING`.
  public var state: String
  /// How often the job was restarted.
  public var restarts: Int
  /// The newest failure with its stack trace; nil for none.
  public var exception: String?
  /// Whether all tasks run or have finished.
  ///
  /// Before that, Flink cannot take a savepoint.
  public var areTasksRunning: Bool

  /// A job.
  public init(state: String, restarts: Int = 0, exception: String? = nil, areTasksRunning: Bool = true) {
    self.state = state
    self.restarts = restarts
    self.exception = exception
    self.areTasksRunning = areTasksRunning
  }
}

/// A completed checkpoint.
public struct Checkpoint: Sendable, Equatable {
  /// Where it is.
  public var location: String
  /// When it was triggered, in epoch milliseconds.
  public var triggeredAt: Int

  /// A checkpoint.
  public init(location: String, triggeredAt: Int) {
    self.location = location
    self.triggeredAt = triggeredAt
  }
}
