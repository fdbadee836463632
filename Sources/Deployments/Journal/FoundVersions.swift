/// What a deployment was found to have, to record before it changes, so that it can be returned to.
///
/// The store writes all of it or nothing.
public struct FoundVersions: Sendable, Equatable {
  /// A version to add.
  public struct Version: Sendable, Equatable {
    /// What the deployment has, or had.
    public let spec: DeploymentSpec
    /// How it came about.
    public let record: VersionRecord

    /// A version.
    public init(_ spec: DeploymentSpec, _ record: VersionRecord) {
      self.spec = spec
      self.record = record
    }
  }

  /// The number of the version that was in force when this was found; nil for none.
  ///
  /// Nothing is written once another one is in force: another call has recorded what the deployment had.
  public let base: Int?
  /// The settings of that version, defaults included; nil if they stay as they are recorded.
  public var completed: DeploymentSpec?
  /// New versions, the oldest first; the last one is in force.
  public var added: [Version] = []

  /// Nothing to record.
  /// - Parameter base: The number of the version in force; nil for none.
  public init(base: Int?) { self.base = base }

  /// Whether there is nothing to record.
  public var isEmpty: Bool { completed == nil && added.isEmpty }
}
