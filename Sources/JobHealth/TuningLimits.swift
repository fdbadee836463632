/// What limits recommendations, besides the job itself.
public struct TuningLimits: Sendable, Equatable {
  /// Whether Alibaba Cloud changes the resources of the job by itself: by Autopilot or by a scheduled plan.
  public var isAutopilotOn: Bool
  /// The most subtasks that the deployment target has resources for; nil if that is not known.
  public var mostParallelism: Int?

  /// Limits of recommendations.
  /// - Parameters:
  ///   - isAutopilotOn: Whether Autopilot or a scheduled plan changes the resources of the job.
  ///   - mostParallelism: The most subtasks that the deployment target has resources for; nil if that is not known.
  public init(isAutopilotOn: Bool = false, mostParallelism: Int? = nil) {
    self.isAutopilotOn = isAutopilotOn
    self.mostParallelism = mostParallelism
  }

  /// The most subtasks of a job that some free resources allow.
  /// - Parameters:
  ///   - parallelism: How many subtasks it has.
  ///   - freeUnits: What the deployment target has left, in CUs.
  ///   - unitsPerTaskManager: What a TaskManager takes, in CUs: the larger one of its cores and a quarter of its GiB.
  ///   - slots: How many subtasks a TaskManager runs.
  public static func mostParallelism(
    now parallelism: Int, freeUnits: Double, unitsPerTaskManager: Double, slots: Int = 1
  ) -> Int? {
    guard unitsPerTaskManager > 0, slots > 0, parallelism > 0, freeUnits >= 0 else { return nil }
    let managers = (parallelism + slots - 1) / slots
    let further = min((freeUnits / unitsPerTaskManager).rounded(.down), 1e6)
    return min(managers + Int(further), Int.max / slots) * slots
  }
}
