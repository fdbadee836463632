public import JobHealth

/// Why a job is in trouble: what Flink and Alibaba Cloud name, and what is known about it.
public struct RootCause: Sendable {
  /// The root cause that Flink names, or that the text of Alibaba Cloud names; nil if neither names an exception.
  public let failure: HealthReading.Failure?
  /// What Alibaba Cloud says, in one line of at most 300 characters, without secrets; nil if it says nothing.
  public let platformText: String?
  /// What is known about it; nil for a failure that is not known.
  public let entry: CauseAtlas.Entry?

  /// A root cause.
  /// - Parameters:
  ///   - failure: The newest failure that Flink remembers.
  ///   - platformText: What Alibaba Cloud says: one line, or a stack trace.
  public init(failure: HealthReading.Failure?, platformText: String?) {
    self.failure = failure ?? platformText.flatMap { HealthReading.Failure(text: $0) }
    self.platformText = platformText.flatMap(Self.firstLine)
    entry = CauseAtlas.match(failure, platformText: platformText)
  }

  private static let longestText = 300

  /// The first line that is not empty.
  private static func firstLine(of text: String) -> String? {
    guard let line = text.split(whereSeparator: \.isNewline).first(where: { !$0.allSatisfy(\.isWhitespace) }) else {
      return nil
    }
    // What is masked must not be cut before.
    let masked = SecretMask.mask(String(line.prefix(4_000)))
    return masked.count > longestText ? masked.prefix(longestText - 1) + "…" : masked
  }
}
