/// The treatment of a job's state when the job stops (`StopJobRequestBody`).
public enum StopStrategy: String, Sendable, CaseIterable {
  /// Takes a savepoint first.
  case withSavepoint = "STOP_WITH_SAVEPOINT"
  /// Emits all pending windows, then takes a savepoint; the job should not be resumed from it.
  case withDrain = "STOP_WITH_DRAIN"
  /// Takes no savepoint.
  case immediately = "NONE"
}
