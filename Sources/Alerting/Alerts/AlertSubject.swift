/// What an alert is about; an alert is keyed by its subject and its rule.
public enum AlertSubject: Sendable, Hashable {
  /// The deployment with this ID.
  case deployment(String)
  /// Alibaba Cloud.
  case platform

  /// The ID of the deployment; nil for the platform.
  public var deploymentID: String? {
    switch self {
    case .deployment(let id): id
    case .platform: nil
    }
  }
}
