import JSONCoding

/// A deployment target (queue) of a namespace.
public struct DeploymentTarget: Sendable, Equatable {
  /// The resources of a deployment target.
  public struct Quota: Sendable, Equatable {
    /// What all of its jobs may use together.
    public var limit: ResourceAmount
    /// What its jobs use now.
    public var used: ResourceAmount

    /// A quota.
    /// - Parameters:
    ///   - limit: What all jobs may use together.
    ///   - used: What the jobs use now.
    public init(limit: ResourceAmount, used: ResourceAmount) {
      self.limit = limit
      self.used = used
    }
  }

  /// Its name.
  public var name: String
  /// Its resources; a figure that Alibaba Cloud does not give is nil.
  public var quota: Quota

  /// A deployment target.
  public init(name: String, quota: Quota) {
    self.name = name
    self.quota = quota
  }

  /// Decodes `json`; nil without a name.
  init?(_ json: JSON) {
    guard let name = json["name"]?.nonEmptyString else { return nil }
    self.name = name
    let quota = json["quota"] ?? .null
    self.quota = Quota(
      limit: ResourceAmount(quota["limit"] ?? .null), used: ResourceAmount(quota["used"] ?? .null))
  }
}
