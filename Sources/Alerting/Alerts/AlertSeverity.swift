/// How soon somebody must look at an alert.
public enum AlertSeverity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case warning
  case critical

  /// `critical` is the larger one.
  public static func < (left: AlertSeverity, right: AlertSeverity) -> Bool { left == .warning && right == .critical }
}
