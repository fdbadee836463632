import class Foundation.Thread

/// A thread that runs one blocking function; what the function uses must stay until its end.
public struct OwnThread: Sendable {
  private let ended: AsyncStream<Never>

  /// Starts the thread.
  public init(_ body: @escaping @Sendable () -> Void) {
    let (ended, end) = AsyncStream.makeStream(of: Never.self)
    self.ended = ended
    Thread.detachNewThread {
      body()
      end.finish()
    }
  }

  /// Returns when the function has returned, even if the task is cancelled.
  public func end() async {
    // A task of its own does not inherit the cancellation of a test that has run out of time.
    await Task { for await _ in ended {} }.value
  }
}
