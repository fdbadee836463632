public import AliyunFlink
public import JSONCoding

/// What an operation is to bring about; fixed when it begins.
///
/// Indirect, since it is part of every snapshot, and thousands of tasks hold some.
public indirect enum OperationRequest: Sendable, Equatable {
  /// A new deployment, and a job of it.
  case deploy(DeployRequest)
  /// A job of a deployment that exists.
  case start(deploymentID: String, restore: RestoreStrategy)
  /// The end of a job: this one, or the active one of the deployment.
  case stop(jobID: String?, deploymentID: String?, strategy: StopStrategy)

  /// The word for it in the journal.
  public var kind: String {
    switch self {
    case .deploy: "deploy"
    case .start: "start"
    case .stop: "stop"
    }
  }
}

/// A deployment to be made.
public struct DeployRequest: Sendable, Equatable {
  /// Its name, which also is its draft's.
  public var name: String
  /// The script.
  public var sql: String
  /// Addresses of files that the job finds beside it.
  public var dependencies: [String]
  /// nil for the platform's default.
  public var engineVersion: String?
  /// Queue; nil for the platform's first.
  public var target: String?
  /// Flink configuration to set.
  public var flinkConf: JSONObject
  /// `basicResourceSetting` to set, in the platform's spelling.
  public var resources: JSONObject
  /// Whether a job is started.
  public var starts: Bool

  /// A deployment.
  public init(
    name: String, sql: String, dependencies: [String] = [], engineVersion: String? = nil, target: String? = nil,
    flinkConf: JSONObject = [:],
    resources: JSONObject = [:], starts: Bool = true
  ) {
    self.name = name
    self.sql = sql
    self.dependencies = dependencies
    self.engineVersion = engineVersion
    self.target = target
    self.flinkConf = flinkConf
    self.resources = resources
    self.starts = starts
  }
}
