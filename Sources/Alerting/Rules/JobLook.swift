public import JobHealth

/// What the monitor saw of one deployment in one round.
public struct JobLook: Sendable, Equatable {
  /// How the deployment's job was.
  public enum State: Sendable, Equatable {
    /// It runs.
    case running
    /// It is being started.
    case starting
    /// It is being stopped.
    case stopping
    /// It does not run, and has not failed.
    /// - Parameter byFlinkDeploy: Whether that is as it should be: flink-deploy stopped it, or never started it, or it is
    ///   a batch job that has finished.
    case stopped(byFlinkDeploy: Bool)
    /// It ended as FAILED.
    /// - Parameter text: What Alibaba Cloud says of the failure.
    case failed(text: String?)
    /// The list of deployments does not have it, and no more is known. It counts only if the list is complete and not
    /// empty.
    case missing
    /// The deployment does not exist: Alibaba Cloud says so when it is asked for this one.
    /// - Parameter byFlinkDeploy: Whether flink-deploy deleted it.
    case gone(byFlinkDeploy: Bool)
    /// An operation of flink-deploy is under way on the deployment.
    case changing
  }

  /// The ID of the deployment.
  public var deploymentID: String
  /// The name of the deployment.
  public var name: String
  /// Whether flink-deploy created it; others only have the rules `failed`, `crash_loop` and `gone`.
  public var isOwn: Bool
  /// The ID of its newest job; nil for none.
  public var jobID: String?
  /// How its job was.
  public var state: State
  /// Since when it is in that state, in milliseconds since 1970; for a job that ended, when it ended.
  public var stateSince: Int?
  /// When its job was started, in milliseconds since 1970.
  public var startedAt: Int?
  /// When the newest operation of flink-deploy on it ended, in milliseconds since 1970; nil for none lately.
  ///
  /// Readings from before that say nothing about the job now.
  public var changedAt: Int?
  /// The verdict on its job; nil if it was not read in this round.
  public var health: HealthReport? {
    get { reports.first }
    set { reports = newValue.map { [$0] } ?? [] }
  }
  /// The root cause of the failure, by Alibaba Cloud's text; by default that of ``health``.
  public var failure: HealthReading.Failure?
  /// The ID of the entry of the atlas of causes that explains the failure.
  public var causeID: String?
  /// The interval of its checkpoints; nil if it is not known, or if the job makes none.
  public var checkpointIntervalSeconds: Int?

  /// The verdict: an array of at most one keeps looks small, since most have none, and they are copied often.
  private var reports: [HealthReport] = []

  /// Whether its job was read in this round.
  var hasHealth: Bool { !reports.isEmpty }

  /// A look, of which only the state is known.
  public init(deploymentID: String, name: String, isOwn: Bool, jobID: String? = nil, state: State) {
    self.deploymentID = deploymentID
    self.name = name
    self.isOwn = isOwn
    self.jobID = jobID
    self.state = state
  }
}
