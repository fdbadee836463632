import JSONCoding

/// Flink's REST API for a job that only seems to run: the shapes are those of Flink 1.20, the numbers follow the clock.
struct ScriptedFlink: Sendable {
  /// The ID in Flink.
  let jobID: String
  let name: String
  let topic: String
  let parallelism: Int
  let startedAt: Int
  let now: Int
  private let reading: ScriptedReading

  private static let vertexID = "cbc357ccb763df2852fee8c4fc7d55f2"

  /// The API for `job` of the platform.
  init(_ job: JSONObject, _ scenario: JobScenario, now: Int) {
    jobID = Platform.engineID(job["jobId"]?.string ?? "")
    name = job["deploymentName"]?.string ?? ""
    let script = job["artifact"]?["sqlArtifact"]?["sqlScript"]?.string ?? ""
    topic =
      script.firstRange(of: "'topic' = '").map { String(script[$0.upperBound...].prefix { $0 != "'" }) } ?? "topic"
    parallelism = job["streamingResourceSetting"]?["basicResourceSetting"]?["parallelism"]?.int ?? 1
    startedAt = job["startTime"]?.int ?? now
    self.now = now
    reading = ScriptedReading(scenario, startedAt: startedAt, elapsed: now - startedAt)
  }

  /// The answer to GET `path`; nil for a path that is not scripted.
  func answer(_ path: String) -> JSON? {
    let parts = path.split(separator: "?", maxSplits: 1)
    let wanted = parts.count > 1 ? Self.names(parts[1]) : nil
    switch parts.first?.dropFirst().split(separator: "/").map(String.init) ?? [] {
    case ["jobs"]: return ["jobs": [["id": .string(jobID), "status": .string(reading.state)]]]
    case ["jobs", "overview"]: return ["jobs": [overview]]
    case ["jobs", jobID]: return job
    case ["jobs", jobID, "checkpoints"]: return checkpoints
    case ["jobs", jobID, "exceptions"]: return exceptions
    case ["jobs", jobID, "metrics"]: return values(jobMetrics, wanted) { ["value": .string($0.text)] }
    case ["jobs", jobID, "vertices", Self.vertexID, "subtasks", "metrics"]:
      return values(operatorMetrics, wanted) { ["min": $0, "max": $0, "avg": $0, "sum": $0] }
    default: return nil
    }
  }

  private static func names(_ query: Substring) -> [String]? {
    query.split(separator: "&").first { $0.hasPrefix("get=") }
      .map { FormText.decode($0.dropFirst(4)).split(separator: ",").map(String.init) }
  }

  /// The names of all metrics, or the values of some; Flink answers with none at all if one is missing.
  private func values(
    _ metrics: [(id: String, value: JSON)], _ wanted: [String]?, _ shown: (JSON) -> JSONObject
  ) -> JSON {
    guard let wanted else { return .array(metrics.map { ["id": .string($0.id)] }) }
    let known = Dictionary(metrics.map { ($0.id, $0.value) }) { $1 }
    guard wanted.allSatisfy({ known[$0] != nil }) else { return [] }
    return .array(
      wanted.compactMap { id in
        known[id].map { value in
          var object: JSONObject = ["id": .string(id)]
          for member in shown(value).members { object[member.key] = member.value }
          return .object(object)
        }
      })
  }

  // MARK: Answers

  private var overview: JSON {
    [
      "jid": .string(jobID), "name": .string(name), "start-time": .int(startedAt), "end-time": -1,
      "duration": .int(now - startedAt), "state": .string(reading.state), "last-modification": .int(startedAt),
      "tasks": ["total": .int(parallelism), "running": .int(reading.state == "RUNNING" ? parallelism : 0)],
    ]
  }

  private var job: JSON {
    [
      "jid": .string(jobID), "name": .string(name), "isStoppable": false, "state": .string(reading.state),
      "job-type": "STREAMING", "start-time": .int(startedAt), "end-time": -1, "duration": .int(now - startedAt),
      "maxParallelism": -1, "now": .int(now), "timestamps": ["RUNNING": .int(startedAt)],
      "vertices": [
        [
          "id": .string(Self.vertexID),
          "name": "Source: kafka_source[1] -> ConstraintEnforcer[2] -> hologres_sink[2]: Writer",
          "maxParallelism": 128, "parallelism": .int(parallelism), "status": .string(reading.state),
          "start-time": .int(startedAt), "end-time": -1, "duration": .int(now - startedAt),
          // Flink counts only what leaves a vertex, and this job is one.
          "metrics": [
            "read-records": 0, "read-records-complete": true, "write-records": 0, "write-records-complete": true,
            "accumulated-backpressured-time": 0, "accumulated-idle-time": 0,
            "accumulated-busy-time": .int(reading.busy),
          ],
        ]
      ],
    ]
  }

  private var checkpoints: JSON {
    let interval = ScriptedReading.checkpointInterval
    let completed = checkpoint(reading.completed, "COMPLETED", triggeredAt: startedAt + interval * reading.completed)
    let failed = checkpoint(reading.failed, "FAILED", triggeredAt: startedAt + 2 * interval * reading.failed)
    return [
      "counts": [
        "restored": .int(reading.restarts), "total": .int(reading.completed + reading.failed),
        "in_progress": reading.stuckSince == nil ? 0 : 1, "completed": .int(reading.completed),
        "failed": .int(reading.failed),
      ],
      "latest": [
        "completed": reading.completed > 0 ? completed : .null, "savepoint": .null,
        "failed": reading.failed > 0 ? failed : .null, "restored": .null,
      ],
      "history": .array(
        reading.stuckSince.map { [checkpoint(reading.completed + 1, "IN_PROGRESS", triggeredAt: $0)] } ?? []),
    ]
  }

  private func checkpoint(_ id: Int, _ status: String, triggeredAt: Int) -> JSON {
    [
      "className": .string(status.lowercased()), "id": .int(id), "status": .string(status), "is_savepoint": false,
      "trigger_timestamp": .int(triggeredAt), "latest_ack_timestamp": .int(triggeredAt + 4), "state_size": 314,
      "end_to_end_duration": 4, "num_subtasks": .int(parallelism), "num_acknowledged_subtasks": .int(parallelism),
      "checkpoint_type": "CHECKPOINT", "failure_message": status == "FAILED" ? Self.suspended : .null,
    ]
  }

  private static let suspended: JSON = "Checkpoint Coordinator is suspending."

  private var exceptions: JSON {
    let stack = """
      java.io.IOException: Failed to deserialize consumer record due to
      Caused by: java.io.IOException: Failed to deserialize JSON '{"broken":'.
      Caused by: JsonParseException: Unexpected end-of-input
      """
    let entries: [JSON] = (0..<min(reading.restarts, 16)).map { index in
      [
        "exceptionName": "java.io.IOException", "stacktrace": .string(stack),
        "timestamp": .int(startedAt + 2000 * (reading.restarts - index)), "taskName": "Source: kafka_source[1] (1/1)",
      ]
    }
    return [
      "root-exception": entries.isEmpty ? .null : .string(stack), "truncated": false,
      "exceptionHistory": ["entries": .array(entries), "truncated": false],
    ]
  }

  private var jobMetrics: [(id: String, value: JSON)] {
    [
      ("numRestarts", .int(reading.restarts)), ("uptime", .int(now - startedAt)),
      ("numberOfCompletedCheckpoints", .int(reading.completed)), ("numberOfFailedCheckpoints", .int(reading.failed)),
      ("numberOfInProgressCheckpoints", reading.stuckSince == nil ? 0 : 1), ("lastCheckpointDuration", 4),
      ("lastCheckpointSize", 314),
    ]
  }

  private var operatorMetrics: [(id: String, value: JSON)] {
    let (source, sink) = ("Source__kafka_source[1]", "hologres_sink[2]__Writer")
    let reader = "\(source).KafkaSourceReader.topic.\(topic.replacing(".", with: "_")).partition.0"
    let metrics: [(id: String, value: JSON)] = [
      ("\(source).numRecordsIn", .int(reading.written)), ("\(sink).numRecordsIn", .int(reading.written)),
      ("\(sink).numRecordsOut", .int(reading.written)), ("\(source).sourceIdleTime", .int(reading.sourceIdle)),
      ("\(reader).currentOffset", .int(reading.written - 1)), ("\(reader).committedOffset", .int(reading.written)),
      ("busyTimeMsPerSecond", .int(reading.busy)), ("idleTimeMsPerSecond", .int(1000 - reading.busy)),
      ("backPressuredTimeMsPerSecond", 0), ("numRecordsIn", 0), ("numRecordsOut", 0),
    ]
    // A reader that never fetched has none.
    return reading.produced == 0 ? metrics : metrics + [("\(source).pendingRecords", .int(reading.pending))]
  }
}
