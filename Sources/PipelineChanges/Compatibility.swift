/// Whether a job can start from the state of an earlier version.
public enum CompatibilityVerdict: String, Sendable, Hashable, Codable, CaseIterable {
  /// All state is used, and the results are those of a job that never stopped.
  case full = "FULL"
  /// The job starts, and something in it begins empty.
  case partial = "PARTIAL"
  /// The job does not start, or its results are wrong.
  case incompatible = "INCOMPATIBLE"
  /// No rule covers the change.
  case unknown = "UNKNOWN"
}

/// The verdict on a change, offline: by the rules that Alibaba Cloud publishes and by those measured on Flink.
///
/// Where these differ, the worse one decides.
public struct Compatibility: Sendable, Hashable, Codable {
  /// The verdict.
  public let verdict: CompatibilityVerdict
  /// Why, those that decide first; empty if nothing needs to be said.
  public let reasons: [CompatibilityReason]

  private init(_ verdict: CompatibilityVerdict, _ reasons: [CompatibilityReason]) {
    self.verdict = verdict
    self.reasons = reasons
  }

  /// The same without the options that only a start from state ignores.
  public var withoutIgnoredOptions: Compatibility {
    Compatibility(verdict, reasons.filter { if case .optionIgnored = $0 { false } else { true } })
  }

  /// The verdict on a change of a deployment.
  /// - Parameters:
  ///   - old: The version whose state there is.
  ///   - new: The version that is to start from it.
  public init(from old: PipelineVersion, to new: PipelineVersion) {
    let change = PipelineChange(from: old, to: new)
    var found: [CompatibilityReason] = []
    for reason in CompatibilityRule.all.flatMap({ $0.judge(change) }) where !found.contains(reason) {
      found.append(reason)
    }
    // What is certain to fail decides, whatever else is not known.
    let order: [CompatibilityVerdict] = [.incompatible, .unknown, .partial, .full]
    verdict = order.first { verdict in found.contains { $0.verdict == verdict } } ?? .full
    // What a start would do does not matter if it cannot be.
    let shown = verdict == .incompatible ? [.incompatible, .unknown] : order
    reasons = shown.flatMap { verdict in found.filter { $0.verdict == verdict } }
  }
}
