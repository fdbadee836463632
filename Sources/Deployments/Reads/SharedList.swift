public import AliyunFlink
import Synchronization

/// A list that many calls compare something with: read once for those that ask at the same time, and remembered for
/// seconds.
///
/// What a remembered list has may be believed. What it lacks may have been created since, so a call that misses
/// something asks for a fresh list.
public final class SharedList<Element: Sendable>: Sendable {
  /// The list, or why it could not be read.
  public struct Listing: Sendable {
    /// The elements.
    public let elements: Result<[Element], FlinkAPIError>
    /// When the list was requested.
    fileprivate let requested: ContinuousClock.Instant
    /// When it arrived.
    fileprivate let received: ContinuousClock.Instant
  }

  private let lifetime: Duration
  private let reads = SharedRead<Listing>()
  private let latest = Mutex<Listing?>(nil)

  /// A list that was not read yet.
  /// - Parameter lifetime: How long a list is remembered.
  public init(lifetime: Duration = .seconds(10)) { self.lifetime = lifetime }

  /// The elements, if a remembered list has them.
  public var recent: [Element]? {
    latest.withLock { $0 }.flatMap { remembers($0) ? try? $0.elements.get() : nil }
  }

  /// The list for a call; a failure is shared with the calls that waited for it, and not remembered.
  /// - Parameters:
  ///   - begin: When the call began.
  ///   - isFresh: Whether the list must have been requested since.
  ///   - read: Requests the list.
  public func listing(
    since begin: ContinuousClock.Instant, isFresh: Bool = false,
    _ read: @Sendable () async throws(FlinkAPIError) -> [Element]
  ) async -> Listing {
    while true {
      if let known = known(begin, isFresh) { return known }
      let listing = await reads.value { _ in
        // Another call may have read it while this one waited.
        if let known = known(begin, isFresh) { return known }
        return await request(read)
      }
      // The cancellation of another call does not end this one.
      if serves(listing, begin, isFresh) || Task.isCancelled { return listing }
    }
  }

  private func request(_ read: () async throws(FlinkAPIError) -> [Element]) async -> Listing {
    let requested = ContinuousClock.now
    let elements: Result<[Element], FlinkAPIError>
    do throws(FlinkAPIError) { elements = .success(try await read()) } catch { elements = .failure(error) }
    let listing = Listing(elements: elements, requested: requested, received: .now)
    latest.withLock { $0 = listing }
    return listing
  }

  private func known(_ begin: ContinuousClock.Instant, _ isFresh: Bool) -> Listing? {
    latest.withLock { $0 }.flatMap { serves($0, begin, isFresh) ? $0 : nil }
  }

  private func serves(_ listing: Listing, _ begin: ContinuousClock.Instant, _ isFresh: Bool) -> Bool {
    switch listing.elements {
    // A list that took longer than its lifetime serves the calls that waited for it.
    case .success: listing.requested >= begin || !isFresh && remembers(listing)
    case .failure(let error): listing.received >= begin && !error.isCancellation
    }
  }

  private func remembers(_ listing: Listing) -> Bool { ContinuousClock.now - listing.requested <= lifetime }
}
