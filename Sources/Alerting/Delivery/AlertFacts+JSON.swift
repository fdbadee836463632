public import JSONCoding
import JobHealth

/// Facts are stored, so members are only ever added, and a missing or unknown one is not a mistake.
extension AlertFacts {
  /// Stored facts; without the name of the deployment, which is stored beside them.
  public init(json: JSON) {
    self.init()
    jobID = json["job_id"]?.string
    verdict = json["verdict"]?.string.flatMap(Verdict.init(rawValue:))
    failure = json["failure"].flatMap(HealthReading.Failure.init(stored:))
    causeID = json["cause_id"]?.string
    platformText = json["platform_text"]?.string
    restarts = json["restarts"]?.int
    pendingRecords = json["pending_records"]?.int
    lastCheckpointAt = json["last_checkpoint_at"]?.int
    recommendedParallelism = json["recommended_parallelism"]?.int
  }

  /// The facts as they are stored, without what is not known and without the name of the deployment.
  public var json: JSON {
    .known([
      ("job_id", .optional(jobID)), ("verdict", .optional(verdict?.rawValue)), ("failure", failure?.stored ?? .null),
      ("cause_id", .optional(causeID)), ("platform_text", .optional(platformText)), ("restarts", .optional(restarts)),
      ("pending_records", .optional(pendingRecords)), ("last_checkpoint_at", .optional(lastCheckpointAt)),
      ("recommended_parallelism", .optional(recommendedParallelism)),
    ])
  }
}

extension HealthReading.Failure {
  fileprivate init?(stored: JSON) {
    guard let exception = stored["exception"]?.string else { return nil }
    self.init(
      exception: exception, message: stored["message"]?.string,
      place: stored["place"].flatMap(MessagePlace.init(stored:)), field: stored["field"]?.string)
  }

  fileprivate var stored: JSON {
    .known([
      ("exception", .string(exception)), ("message", .optional(message)), ("place", place?.stored ?? .null),
      ("field", .optional(field)),
    ])
  }
}

extension MessagePlace {
  fileprivate init?(stored: JSON) {
    guard let topic = stored["topic"]?.string, let partition = stored["partition"]?.int,
      let offset = stored["offset"]?.int
    else { return nil }
    self.init(topic: topic, partition: partition, offset: offset)
  }

  fileprivate var stored: JSON {
    ["topic": .string(topic), "partition": .int(partition), "offset": .int(offset)]
  }
}

extension JSON {
  /// An object of the members that are not `.null`.
  fileprivate static func known(_ members: [(String, JSON)]) -> JSON {
    .object(JSONObject(members.filter { !$0.1.isNull }))
  }
}
