/// What an operation waits for once it has started a job.
public enum JobGoal: String, Sendable, Codable, CaseIterable {
  /// The job runs.
  case running = "RUNNING"
  /// Messages arrive in the table.
  case flowing = "FLOWING"
}
