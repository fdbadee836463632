import AliyunFlink
public import JSONCoding

extension OperationRequest {
  /// The request in the form of the journal.
  public var json: JSON {
    switch self {
    case .deploy(let deploy):
      [
        "kind": "deploy", "name": .string(deploy.name), "sql": .string(deploy.sql),
        "dependencies": .array(deploy.dependencies.map(JSON.string)),
        "engine_version": .optional(deploy.engineVersion), "target": .optional(deploy.target),
        "flink_conf": .object(deploy.flinkConf), "resources": .object(deploy.resources), "starts": .bool(deploy.starts),
        "goal": .string(deploy.goal.rawValue), "arguments": .object(deploy.arguments),
      ]
    case .start(let deploymentID, let restore, let goal):
      [
        "kind": "start", "deployment_id": .string(deploymentID), "restore": restore.storedJSON,
        "goal": .string(goal.rawValue),
      ]
    case .update(let update): update.storedJSON
    case .stop(let jobID, let deploymentID, let strategy):
      [
        "kind": "stop", "job_id": .optional(jobID), "deployment_id": .optional(deploymentID),
        "strategy": .string(strategy.rawValue),
      ]
    }
  }

  /// The request of a ``json``; nil for another value.
  public init?(json: JSON) {
    switch json["kind"]?.string {
    case "deploy":
      guard let name = json["name"]?.string, let sql = json["sql"]?.string else { return nil }
      self = .deploy(
        DeployRequest(
          name: name, sql: sql, dependencies: json["dependencies"]?.array?.compactMap(\.string) ?? [],
          engineVersion: json["engine_version"]?.string, target: json["target"]?.string,
          flinkConf: json["flink_conf"]?.object ?? [:], resources: json["resources"]?.object ?? [:],
          starts: json["starts"]?.bool ?? true, goal: JobGoal(stored: json["goal"]),
          arguments: json["arguments"]?.object ?? [:]))
    case "start":
      guard let id = json["deployment_id"]?.string, let restore = json["restore"].flatMap(RestoreStrategy.init(stored:))
      else { return nil }
      self = .start(deploymentID: id, restore: restore, goal: JobGoal(stored: json["goal"]))
    case "update":
      guard let update = UpdateRequest(stored: json) else { return nil }
      self = .update(update)
    case "stop":
      guard let strategy = json["strategy"]?.string.flatMap(StopStrategy.init) else { return nil }
      self = .stop(jobID: json["job_id"]?.string, deploymentID: json["deployment_id"]?.string, strategy: strategy)
    default: return nil
    }
  }
}

extension JobGoal {
  /// The goal in the journal; operations of earlier releases have none.
  init(stored: JSON?) { self = stored?.string.flatMap(JobGoal.init) ?? .running }
}

extension RestoreStrategy {
  fileprivate var storedJSON: JSON {
    switch self {
    case .latestState: "LATEST_STATE"
    case .latestSavepoint: "LATEST_SAVEPOINT"
    case .savepoint(let id): ["FROM_SAVEPOINT", .string(id)]
    case .none: "NONE"
    }
  }

  fileprivate init?(stored: JSON) {
    switch stored {
    case "LATEST_STATE": self = .latestState
    case "LATEST_SAVEPOINT": self = .latestSavepoint
    case "NONE": self = .none
    default:
      guard let id = stored.array?.last?.string else { return nil }
      self = .savepoint(id: id)
    }
  }
}
