import AliyunFlink
import Deployments
import Synchronization
import TestSupport
import Testing

@Suite("A shared list", .endsIfStuck)
struct SharedListTests {
  /// A source of lists that counts how often it was read.
  private final class Source: Sendable {
    private let state = Mutex((reads: 0, result: Result<[String], FlinkAPIError>.success(["a"])))

    var reads: Int { state.withLock { $0.reads } }

    func answer(_ result: Result<[String], FlinkAPIError>) { state.withLock { $0.result = result } }

    func read() throws(FlinkAPIError) -> [String] {
      let result = state.withLock { state in
        state.reads += 1
        return state.result
      }
      return try result.get()
    }
  }

  private static let denied = FlinkAPIError(.gateway, code: "Forbidden.RAM", cause: .said("no"))
  private static let cancelled = FlinkAPIError(.transport, code: "Cancelled", cause: .cancelled)

  private let list = SharedList<String>()
  private let source = Source()

  private func elements(since begin: ContinuousClock.Instant = .now, isFresh: Bool = false) async -> [String]? {
    let listing = await list.listing(since: begin, isFresh: isFresh) { () async throws(FlinkAPIError) in
      try source.read()
    }
    return try? listing.elements.get()
  }

  @Test("is remembered for calls that come later")
  func remembered() async {
    #expect(list.recent == nil)
    #expect(await elements() == ["a"])
    source.answer(.success(["b"]))
    #expect(await elements() == ["a"])
    #expect(list.recent == ["a"])
    #expect(source.reads == 1)
  }

  @Test("is forgotten after its lifetime")
  func forgotten() async {
    let list = SharedList<String>(lifetime: .zero)
    for _ in 0..<2 {
      _ = await list.listing(since: .now) { () async throws(FlinkAPIError) in try source.read() }
      #expect(list.recent == nil)
    }
    #expect(source.reads == 2)
  }

  @Test("is read again for a call that wants it fresh, once for all that began before")
  func fresh() async {
    #expect(await elements() == ["a"])
    source.answer(.success(["b"]))
    let begin = ContinuousClock.now
    #expect(await elements(since: begin, isFresh: true) == ["b"])
    #expect(await elements(since: begin, isFresh: true) == ["b"])
    #expect(source.reads == 2)
    #expect(await elements() == ["b"])
  }

  @Test("that cannot be read is not remembered, and not the list before it either")
  func failed() async {
    #expect(await elements() == ["a"])
    source.answer(.failure(Self.denied))
    let begin = ContinuousClock.now
    #expect(await elements(since: begin, isFresh: true) == nil)
    #expect(list.recent == nil)
    // Calls that began before share the failure; the next one tries again.
    #expect(await elements(since: begin) == nil)
    #expect(source.reads == 2)
    source.answer(.success(["b"]))
    #expect(await elements() == ["b"])
    #expect(source.reads == 3)
  }

  @Test("is read once for calls that come while it is read")
  func shared() async {
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    await withTaskGroup(of: [String]?.self) { group in
      group.addTask {
        let listing = await list.listing(since: .now) { () async throws(FlinkAPIError) in
          start.finish()
          for await _ in released {}
          return try source.read()
        }
        return try? listing.elements.get()
      }
      for await _ in started {}
      for _ in 0..<49 { group.addTask { await elements() } }
      release.finish()
      for await elements in group { #expect(elements == ["a"]) }
    }
    #expect(source.reads == 1)
  }

  @Test("is read by another call if the one that reads it is cancelled")
  func cancellation() async {
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let first = Task {
      await list.listing(since: .now) { () async throws(FlinkAPIError) in
        start.finish()
        // Ends at the cancellation, or when the stream is finished.
        for await _ in released {}
        throw Self.cancelled
      }
    }
    for await _ in started {}
    async let second = elements()
    first.cancel()
    release.finish()
    #expect(await second == ["a"])
    await #expect(throws: FlinkAPIError.self) { try await first.value.elements.get() }
    #expect(source.reads == 1)
  }
}
