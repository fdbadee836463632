/// A version of the platform's engine, such as `vvr-8.0.11-flink-1.17`.
public struct EngineVersion: Sendable, Hashable, Comparable {
  /// Engines that share the names of connector options and the way in which JSON is read.
  public enum Family: String, Sendable, CaseIterable {
    /// Flink 1.17.
    case vvr8 = "VVR 8"
    /// Flink 1.20.
    case vvr11 = "VVR 11"
  }

  /// The numbers of the version: major, minor, patch.
  public let numbers: [Int]

  /// A version by its numbers.
  /// - Parameters:
  ///   - major: 8 in `vvr-8.0.11-flink-1.17`.
  ///   - minor: 0 in that.
  ///   - patch: 11 in that.
  public init(_ major: Int, _ minor: Int, _ patch: Int = 0) { numbers = [major, minor, patch] }

  /// Parses `vvr-MAJOR.MINOR[.PATCH]...`; the prefix may be missing.
  /// - Returns: nil for a name that says no version.
  public init?(parsing name: String) {
    var rest = name.lowercased()[...]
    if rest.hasPrefix("vvr-") { rest = rest.dropFirst(4) }
    let parts = rest.prefix { $0 == "." || $0.isASCII && $0.isNumber }.split(separator: ".").compactMap { Int($0) }
    guard (2...4).contains(parts.count) else { return nil }
    self.init(parts[0], parts[1], parts.count > 2 ? parts[2] : 0)
  }

  /// The version that SQL is written for when none is known: the oldest one whose option names all engines of its family have.
  public static let assumed = EngineVersion(8, 0, 11)

  /// Which options it knows.
  public var family: Family { numbers[0] >= 11 ? .vvr11 : .vvr8 }

  /// Whether an instant arrives in a `timestamptz` as it was sent.
  ///
  /// VVR 8 shifts it by the zone of the JVM unless an option says otherwise, which exists from 8.0.6.
  public var writesInstants: Bool { family == .vvr11 || self >= EngineVersion(8, 0, 6) }

  /// By their numbers.
  public static func < (left: EngineVersion, right: EngineVersion) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }
}
