public import JSONCoding

/// Readings are stored, so members are only ever added, and a missing or unknown one is not a mistake.
extension HealthReading {
  /// A stored reading; nil if it has no time.
  public init?(json: JSON) {
    guard let readAt = json["read_at"]?.time else { return nil }
    self.init(readAt: readAt)
    flinkTime = json["flink_time"]?.time
    flinkID = json["flink_id"]?.string
    state = json["state"]?.string
    stateSince = json["state_since"]?.time
    runningSince = json["running_since"]?.time
    uptime = json["uptime"]?.count
    restarts = json["restarts"]?.count
    hasEventTime = json["has_event_time"]?.bool
    vertices = json["vertices"]?.array.map { $0.map(Vertex.init(json:)) }
    if let stored = json["source"] { source = Source(json: stored) }
    sink.recordsIn = json["sink"]?["records_in"]?.count
    checkpoints = json["checkpoints"].flatMap(Checkpoints.init(json:))
    failures = json["failures"].flatMap(Failures.init(json:))
    topicEnds = json["topic_ends"].flatMap(TopicEnds.init(json:))
    isAutopilotOn = json["is_autopilot_on"]?.bool
    hasScheduledPlan = json["has_scheduled_plan"]?.bool
  }

  /// The reading as it is stored, without what is not known.
  public var json: JSON {
    var object: JSONObject = ["read_at": .int(readAt)]
    object.set("flink_time", .optional(flinkTime))
    object.set("flink_id", .optional(flinkID))
    object.set("state", .optional(state))
    object.set("state_since", .optional(stateSince))
    object.set("running_since", .optional(runningSince))
    object.set("uptime", .optional(uptime))
    object.set("restarts", .optional(restarts))
    object.set("has_event_time", hasEventTime.map(JSON.bool) ?? .null)
    object.set("vertices", vertices.map { .array($0.map(\.json)) } ?? .null)
    object.set("source", source == Source() ? .null : source.json)
    object.set("sink", sink.recordsIn.map { ["records_in": .int($0)] } ?? .null)
    object.set("checkpoints", checkpoints?.json ?? .null)
    object.set("failures", failures?.json ?? .null)
    object.set("topic_ends", topicEnds?.json ?? .null)
    object.set("is_autopilot_on", isAutopilotOn.map(JSON.bool) ?? .null)
    object.set("has_scheduled_plan", hasScheduledPlan.map(JSON.bool) ?? .null)
    return .object(object)
  }
}

extension HealthReading.Vertex {
  init(json: JSON) {
    state = json["state"]?.string
    parallelism = json["parallelism"]?.count
    busyTime = json["busy_time"]?.count
    busiestTime = json["busiest_time"]?.count
    idleTime = json["idle_time"]?.count
    backpressuredTime = json["backpressured_time"]?.count
    busyPerSecond = json["busy_per_second"]?.measurement
    backpressuredPerSecond = json["backpressured_per_second"]?.measurement
  }

  var json: JSON {
    var object = JSONObject()
    object.set("state", .optional(state))
    object.set("parallelism", .optional(parallelism))
    object.set("busy_time", .optional(busyTime))
    object.set("busiest_time", .optional(busiestTime))
    object.set("idle_time", .optional(idleTime))
    object.set("backpressured_time", .optional(backpressuredTime))
    object.set("busy_per_second", .optional(busyPerSecond))
    object.set("backpressured_per_second", .optional(backpressuredPerSecond))
    return .object(object)
  }
}
