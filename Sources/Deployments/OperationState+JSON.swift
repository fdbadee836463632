import AliyunFlink
public import JSONCoding

// The form in which the journal keeps an operation.

extension OperationState {
  /// The state as the store keeps it.
  public var json: JSON {
    [
      "phase": .string(phase.rawValue), "tries": .int(tries), "is_cancelled": .bool(isCancelled),
      "facts": facts.json, "failure": failure.map(\.json) ?? .null, "undo_problem": .optional(undoProblem),
    ]
  }

  /// The state that ``json`` wrote; nil for anything else.
  public init?(json: JSON) {
    guard let phase = json["phase"]?.string.flatMap(Phase.init) else { return nil }
    self.init(phase: phase)
    tries = json["tries"]?.int ?? 0
    isCancelled = json["is_cancelled"]?.bool ?? false
    facts = Facts(json: json["facts"] ?? .null)
    failure = json["failure"].flatMap(OperationFailure.init)
    undoProblem = json["undo_problem"]?.string
  }
}

extension OperationState.Facts {
  var json: JSON {
    [
      "engine_version": .optional(engineVersion), "target": .optional(target), "may_have_draft": .bool(mayHaveDraft),
      "may_have_job": .bool(mayHaveJob), "may_have_stopped": .bool(mayHaveStopped),
      "may_have_ticket": .bool(mayHaveTicket),
      "draft_id": .optional(draftID), "ticket_id": .optional(ticketID), "deployment_id": .optional(deploymentID),
      "deployment_name": .optional(deploymentName), "job_id": .optional(jobID),
      "job_state": .optional(jobState?.rawValue), "earlier_job_ids": .array(earlierJobIDs.map(JSON.string)),
      "savepoint_id": .optional(savepointID), "is_adopted": .bool(isAdopted),
    ]
  }

  init(json: JSON) {
    engineVersion = json["engine_version"]?.string
    target = json["target"]?.string
    mayHaveDraft = json["may_have_draft"]?.bool ?? false
    mayHaveTicket = json["may_have_ticket"]?.bool ?? false
    isTicketOver = json["is_ticket_over"]?.bool ?? false
    mayHaveJob = json["may_have_job"]?.bool ?? false
    mayHaveStopped = json["may_have_stopped"]?.bool ?? false
    draftID = json["draft_id"]?.string
    ticketID = json["ticket_id"]?.string
    deploymentID = json["deployment_id"]?.string
    deploymentName = json["deployment_name"]?.string
    jobID = json["job_id"]?.string
    jobState = json["job_state"]?.string.flatMap(JobState.init)
    earlierJobIDs = json["earlier_job_ids"]?.array?.compactMap(\.string) ?? []
    savepointID = json["savepoint_id"]?.string
    isAdopted = json["is_adopted"]?.bool ?? false
  }
}

extension OperationFailure {
  /// The failure as results and the store have it.
  public var json: JSON {
    [
      "code": .string(code), "message": .string(message), "retryable": .bool(isRetryable),
      "request_id": .optional(requestID), "rolled_back": isRolledBack.map(JSON.bool) ?? .null,
      "remedy": .string(remedy),
    ]
  }

  init?(json: JSON) {
    guard let code = json["code"]?.string else { return nil }
    self.init(
      code: code, message: json["message"]?.string ?? "", isRetryable: json["retryable"]?.bool ?? false,
      requestID: json["request_id"]?.string, remedy: json["remedy"]?.string ?? "",
      isRolledBack: json["rolled_back"]?.bool)
  }
}

extension OperationRequest {
  /// The request as the store keeps it.
  public var json: JSON {
    switch self {
    case .deploy(let deploy):
      [
        "kind": "deploy", "name": .string(deploy.name), "sql": .string(deploy.sql),
        "dependencies": .array(deploy.dependencies.map(JSON.string)),
        "engine_version": .optional(deploy.engineVersion), "target": .optional(deploy.target),
        "flink_conf": .object(deploy.flinkConf), "resources": .object(deploy.resources), "starts": .bool(deploy.starts),
      ]
    case .start(let deploymentID, let restore):
      ["kind": "start", "deployment_id": .string(deploymentID), "restore": restore.storedJSON]
    case .stop(let jobID, let deploymentID, let strategy):
      [
        "kind": "stop", "job_id": .optional(jobID), "deployment_id": .optional(deploymentID),
        "strategy": .string(strategy.rawValue),
      ]
    }
  }

  /// The request that ``json`` wrote; nil for anything else.
  public init?(json: JSON) {
    switch json["kind"]?.string {
    case "deploy":
      guard let name = json["name"]?.string, let sql = json["sql"]?.string else { return nil }
      self = .deploy(
        DeployRequest(
          name: name, sql: sql, dependencies: json["dependencies"]?.array?.compactMap(\.string) ?? [],
          engineVersion: json["engine_version"]?.string, target: json["target"]?.string,
          flinkConf: json["flink_conf"]?.object ?? [:], resources: json["resources"]?.object ?? [:],
          starts: json["starts"]?.bool ?? true))
    case "start":
      guard let id = json["deployment_id"]?.string, let restore = json["restore"].flatMap(RestoreStrategy.init(stored:))
      else { return nil }
      self = .start(deploymentID: id, restore: restore)
    case "stop":
      guard let strategy = json["strategy"]?.string.flatMap(StopStrategy.init) else { return nil }
      self = .stop(jobID: json["job_id"]?.string, deploymentID: json["deployment_id"]?.string, strategy: strategy)
    default: return nil
    }
  }
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
