public import JSONCoding

extension UpdateRequest {
  /// The update in the form of the journal.
  var storedJSON: JSON {
    [
      "kind": "update", "deployment_id": .string(deploymentID), "current": current.json, "target": target.json,
      "restore": restore.storedJSON, "way": .string(way.rawValue), "goal": .string(goal.rawValue),
      "replaces_draft": .bool(replacesDraft), "record": record.json,
    ]
  }

  /// The update of a ``storedJSON``; nil for another value.
  init?(stored json: JSON) {
    guard let id = json["deployment_id"]?.string, let current = json["current"].flatMap(DeploymentSpec.init(json:)),
      let target = json["target"].flatMap(DeploymentSpec.init(json:)),
      let restore = json["restore"].flatMap(Restore.init(stored:)), let way = json["way"]?.string.flatMap(Way.init)
    else { return nil }
    self.init(
      deploymentID: id, current: current, target: target, restore: restore, way: way,
      goal: JobGoal(stored: json["goal"]), replacesDraft: json["replaces_draft"]?.bool ?? false,
      record: VersionRecord(json: json["record"] ?? .null))
  }
}

extension DeploymentSpec {
  /// The specification in the form of the journal and of a version.
  public var json: JSON {
    [
      "sql": .string(sql), "dependencies": .array(dependencies.map(JSON.string)),
      "engine_version": .optional(engineVersion), "flink_conf": .object(flinkConf), "resources": resources,
    ]
  }

  /// The specification of a ``json``; nil for another value.
  public init?(json: JSON) {
    guard let sql = json["sql"]?.string else { return nil }
    self.init(
      sql: sql, dependencies: json["dependencies"]?.array?.compactMap(\.string) ?? [],
      engineVersion: json["engine_version"]?.string, flinkConf: json["flink_conf"]?.object ?? [:],
      resources: json["resources"] ?? .null)
  }
}

extension UpdateRequest.Restore {
  fileprivate var storedJSON: JSON {
    switch self {
    case .keep: "KEEP"
    case .nothing: "NOTHING"
    case .savepoint(let id): ["SAVEPOINT", .string(id)]
    }
  }

  fileprivate init?(stored: JSON) {
    switch stored {
    case "KEEP": self = .keep
    case "NOTHING": self = .nothing
    default:
      guard let id = stored.array?.last?.string else { return nil }
      self = .savepoint(id: id)
    }
  }
}

extension UpdateFacts {
  /// The facts in the form of the journal; null for an operation that is not an update.
  var json: JSON {
    if self == UpdateFacts() { return .null }
    return [
      "is_returning": .bool(isReturning), "has_effect": .bool(hasEffect), "is_applied": .bool(isApplied),
      "is_draft_replaced": .bool(isDraftReplaced),
      "may_have_draft": .bool(mayHaveDraft), "awaits_ticket": .bool(awaitsTicket),
      "replaced_job_id": .optional(replacedJobID), "may_have_stopped": .bool(mayHaveStopped),
      "has_ended": .bool(hasEnded), "stopped_at": .optional(stoppedAt), "running_at": .optional(runningAt),
      "hot_update_id": .optional(hotUpdateID), "may_be_hot": .bool(mayBeHot), "is_hot": .bool(isHot),
      "hot_problem": .optional(hotProblem),
    ]
  }

  /// The facts of a ``json``; members that are missing keep their defaults.
  init(json: JSON) {
    isReturning = json["is_returning"]?.bool ?? false
    hasEffect = json["has_effect"]?.bool ?? false
    isApplied = json["is_applied"]?.bool ?? false
    isDraftReplaced = json["is_draft_replaced"]?.bool ?? false
    mayHaveDraft = json["may_have_draft"]?.bool ?? false
    awaitsTicket = json["awaits_ticket"]?.bool ?? false
    replacedJobID = json["replaced_job_id"]?.string
    mayHaveStopped = json["may_have_stopped"]?.bool ?? false
    hasEnded = json["has_ended"]?.bool ?? false
    stoppedAt = json["stopped_at"]?.int
    runningAt = json["running_at"]?.int
    hotUpdateID = json["hot_update_id"]?.string
    mayBeHot = json["may_be_hot"]?.bool ?? false
    isHot = json["is_hot"]?.bool ?? false
    hotProblem = json["hot_problem"]?.string
  }
}
