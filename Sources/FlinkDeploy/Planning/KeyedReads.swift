import Deployments

/// Reads that concurrent callers with one key share.
actor KeyedReads<Key: Hashable & Sendable, Value: Sendable, Failure: Error> {
  private struct Entry {
    let read = SharedRead<Result<Value, Failure>>()
    var askers = 0
  }

  private let isCancellation: @Sendable (Failure) -> Bool
  /// The reads that callers wait for.
  private var entries: [Key: Entry] = [:]

  /// - Parameter isCancellation: Whether a read failed because the task that carried it out was cancelled.
  init(isCancellation: @escaping @Sendable (Failure) -> Bool) { self.isCancellation = isCancellation }

  /// The value of a read of `key` that begins after this call.
  /// - Parameter read: The read, for all callers.
  /// - Throws: What `read` throws.
  func value(of key: Key, _ read: @Sendable () async throws(Failure) -> Value) async throws(Failure) -> Value {
    var entry = entries[key] ?? Entry()
    entry.askers += 1
    entries[key] = entry
    defer { leave(key) }
    while true {
      let result = await entry.read.value { _ in await Result(read) }
      // The cancellation of another call does not end this one.
      if case .failure(let error) = result, isCancellation(error), !Task.isCancelled { continue }
      return try result.get()
    }
  }

  private func leave(_ key: Key) {
    guard let askers = entries[key]?.askers else { return }
    entries[key]?.askers = askers - 1
    if askers == 1 { entries[key] = nil }
  }
}

extension Result {
  /// The value or the error of `body`.
  init(_ body: () async throws(Failure) -> Success) async {
    do throws(Failure) { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
