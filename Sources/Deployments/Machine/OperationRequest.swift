public import AliyunFlink
public import JSONCoding

/// The goal of an operation; fixed when it begins.
///
/// Indirect, since it is part of every snapshot, and thousands of tasks hold some.
public indirect enum OperationRequest: Sendable, Equatable {
  /// Create a deployment, and start a job of it.
  case deploy(DeployRequest)
  /// Start a job of an existing deployment.
  case start(deploymentID: String, restore: RestoreStrategy, goal: JobGoal)
  /// Change a deployment, and replace its job.
  case update(UpdateRequest)
  /// Stop a job: this one, or the active one of the deployment.
  case stop(jobID: String?, deploymentID: String?, strategy: StopStrategy)

  /// Its name in the journal.
  public var kind: String {
    switch self {
    case .deploy: "deploy"
    case .start: "start"
    case .update: "update"
    case .stop: "stop"
    }
  }

  /// The job that the caller named; nil for none.
  var jobID: String? { if case .stop(let jobID, _, _) = self { jobID } else { nil } }
}

/// A deployment to create.
public struct DeployRequest: Sendable, Equatable {
  /// The name of the deployment and of its draft.
  public var name: String
  /// The SQL script.
  public var sql: String
  /// The addresses of files to put beside the job.
  public var dependencies: [String]
  /// The engine version; nil for the default of Alibaba Cloud.
  public var engineVersion: String?
  /// The deployment target (queue); nil for the first of the namespace.
  public var target: String?
  /// The Flink configuration to set.
  public var flinkConf: JSONObject
  /// The `basicResourceSetting` to set, in the API's spelling.
  public var resources: JSONObject
  /// Whether a job is started.
  public var starts: Bool
  /// What is waited for once the job is started.
  public var goal: JobGoal
  /// The arguments that describe the pipeline, in a form that only the caller reads.
  public var arguments: JSONObject

  /// A deployment.
  public init(
    name: String, sql: String, dependencies: [String] = [], engineVersion: String? = nil, target: String? = nil,
    flinkConf: JSONObject = [:],
    resources: JSONObject = [:], starts: Bool = true, goal: JobGoal = .running, arguments: JSONObject = [:]
  ) {
    self.name = name
    self.sql = sql
    self.dependencies = dependencies
    self.engineVersion = engineVersion
    self.target = target
    self.flinkConf = flinkConf
    self.resources = resources
    self.starts = starts
    self.goal = goal
    self.arguments = arguments
  }
}
