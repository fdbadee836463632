/// Called with the progress of an action: steps done, all steps, and what is being done.
public typealias ProgressHandler = @Sendable (_ done: Double, _ total: Double, _ message: String) -> Void

/// The client that made a request, and its cancellation state.
public struct Caller: Sendable {
  /// The name and version of the client.
  let client: String?
  /// Whether the client has cancelled the request; if the task is cancelled without that, the process is ending.
  let hasCancelled: @Sendable () -> Bool
  /// Whether a cancelled call waits for the end of the rollback.
  let awaitsRollback: Bool
  /// Called with the progress.
  let onProgress: ProgressHandler

  /// A caller.
  /// - Parameters:
  ///   - client: The name and version of the client.
  ///   - hasCancelled: Whether the client has cancelled the request.
  ///   - awaitsRollback: Whether a cancelled call waits for the end of the rollback.
  ///   - onProgress: Called with the progress.
  public init(
    client: String?, hasCancelled: @escaping @Sendable () -> Bool, awaitsRollback: Bool = false,
    onProgress: @escaping ProgressHandler
  ) {
    self.client = client
    self.hasCancelled = hasCancelled
    self.awaitsRollback = awaitsRollback
    self.onProgress = onProgress
  }
}
