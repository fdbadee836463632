import PipelineTypes

/// An update of a job that runs on, which the platform can do for four settings.
public enum HotUpdate {
  /// The first engine that can.
  private static let firstEngine = EngineVersion(8, 0, 1)

  private static let settings: Set = [
    "resources.parallelism", "flink_conf.execution.checkpointing.interval",
    "flink_conf.execution.checkpointing.min-pause", "flink_conf.execution.checkpointing.timeout",
  ]

  /// Whether the platform can make these changes without a stop of the job.
  /// - Parameters:
  ///   - changes: The changes; for none, there is nothing to update.
  ///   - deployment: The settings of the deployment: its engine, and whether a plan says its resources.
  public static func isPossible(for changes: [Change], of deployment: DeploymentSettings) -> Bool {
    guard let engine = deployment.engineVersion.flatMap(EngineVersion.init(parsing:)), engine >= firstEngine,
      !changes.isEmpty
    else { return false }
    return changes.allSatisfy { change in
      // Without a value, the job would get a default that nobody named.
      settings.contains(change.what) && change.to != nil
        && !(deployment.isExpert && change.what == "resources.parallelism")
    }
  }
}
