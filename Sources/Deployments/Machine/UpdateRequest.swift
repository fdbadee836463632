/// A deployment to change.
public struct UpdateRequest: Sendable, Equatable {
  /// How the new job gets its state.
  public enum Restore: Sendable, Equatable {
    /// From the savepoint of the stop.
    case keep
    /// From this savepoint, of an earlier version.
    case savepoint(id: String)
    /// Without state; the SQL says where the sources start.
    case nothing
  }

  /// How a running job gets the change.
  public enum Way: String, Sendable, Codable {
    /// Stop with a savepoint, start from it.
    case restart = "RESTART"
    /// Without a stop, else by a restart.
    case hot = "HOT"
    /// Only without a stop.
    case hotOnly = "HOT_ONLY"
  }

  /// The deployment.
  public var deploymentID: String
  /// What it runs when the update is planned; a failed update returns to it.
  public var current: DeploymentSpec
  /// What it is to run.
  public var target: DeploymentSpec
  /// How the new job gets its state.
  public var restore: Restore
  /// How a running job gets the change.
  public var way: Way
  /// What is waited for once the new job is started.
  public var goal: JobGoal
  /// Whether the draft has edits that the deployment does not have, and gets the wanted script in their place.
  public var replacesDraft: Bool
  /// How the new version comes about.
  public var record: VersionRecord

  /// An update.
  public init(
    deploymentID: String, current: DeploymentSpec, target: DeploymentSpec, restore: Restore = .keep,
    way: Way = .restart, goal: JobGoal = .flowing, replacesDraft: Bool = false,
    record: VersionRecord = VersionRecord()
  ) {
    self.deploymentID = deploymentID
    self.current = current
    self.target = target
    self.restore = restore
    self.way = way
    self.goal = goal
    self.replacesDraft = replacesDraft
    self.record = record
  }
}
