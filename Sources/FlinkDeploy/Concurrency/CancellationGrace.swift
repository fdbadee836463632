/// Runs `body` to its end, even if the calling task is cancelled; from then on for `grace` at most.
/// - Parameters:
///   - grace: How long `body` can go on after the cancellation.
///   - body: The work; it runs in a task of its own.
func withCancellationGrace<Value: Sendable, Failure: Error>(
  _ grace: Duration, _ body: @escaping @Sendable () async throws(Failure) -> Value
) async throws(Failure) -> Value {
  let work = Task<Result<Value, Failure>, Never> {
    do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
  }
  let (cancellation, cancel) = AsyncStream<Never>.makeStream()
  let timer = Task {
    for await _ in cancellation {}
    // Fails at once if the work has ended.
    try? await Task.sleep(for: grace)
    work.cancel()
  }
  let result = await withTaskCancellationHandler {
    await work.value
  } onCancel: {
    cancel.finish()
  }
  timer.cancel()
  await timer.value
  return try result.get()
}
