/// What an experienced operator would say of a job.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// Messages are read, and a checkpoint completed after them.
  case flowing = "FLOWING"
  /// There is nothing to read, and the job is ready.
  case idle = "IDLE"
  /// Messages arrive faster than they are read, or a large backlog waits.
  case lagging = "LAGGING"
  /// Rows get through, but the sink works at its limit while messages wait.
  case backpressured = "BACKPRESSURED"
  /// Nothing gets through.
  case notWriting = "NOT_WRITING"
  /// The job fails and restarts, over and over.
  case crashLoop = "CRASH_LOOP"
  /// The job does not run yet.
  case starting = "STARTING"
  /// The job has ended or is being stopped.
  case notRunning = "NOT_RUNNING"
  /// The evidence is missing or contradicts itself; never called healthy.
  case unknown = "UNKNOWN"
}
