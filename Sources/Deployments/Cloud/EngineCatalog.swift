public import AliyunFlink
import Synchronization

/// The engine versions of Alibaba Cloud, remembered for a minute: they change only with a release of the platform.
public final class EngineCatalog: Sendable {
  private struct Entry {
    let engines: EngineVersions
    let end: ContinuousClock.Instant
  }

  private static let lifetime = Duration.seconds(60)

  private let entry = Mutex<Entry?>(nil)

  /// A catalog that knows nothing yet.
  public init() {}

  /// The engine versions as they were at most a minute ago; nil if they are not known.
  public var recent: EngineVersions? {
    entry.withLock { entry in entry.flatMap { $0.end > .now ? $0.engines : nil } }
  }

  /// Records what Alibaba Cloud has.
  public func remember(_ engines: EngineVersions) {
    entry.withLock { $0 = Entry(engines: engines, end: .now + EngineCatalog.lifetime) }
  }
}
