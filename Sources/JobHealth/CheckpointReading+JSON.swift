import JSONCoding

extension HealthReading.Checkpoints {
  init?(json: JSON) {
    guard json.object != nil else { return nil }
    completed = json["completed"]?.count
    failed = json["failed"]?.count
    inProgress = json["in_progress"]?.count
    restored = json["restored"]?.count
    inProgressSince = json["in_progress_since"]?.time
    endedBySavepoint = json["ended_by_savepoint"]?.bool
    if let last = json["last_completed"], let id = last["id"]?.count, let triggered = last["triggered_at"]?.time {
      lastCompleted = Completed(
        id: id, triggeredAt: triggered, duration: last["duration"]?.count, size: last["size"]?.count)
    }
    if let last = json["last_failed"], let id = last["id"]?.count {
      lastFailed = Failed(id: id, failedAt: last["failed_at"]?.time, message: last["message"]?.string)
    }
  }

  var json: JSON {
    var object = JSONObject()
    object.set("completed", .optional(completed))
    object.set("failed", .optional(failed))
    object.set("in_progress", .optional(inProgress))
    object.set("restored", .optional(restored))
    object.set("in_progress_since", .optional(inProgressSince))
    object.set("ended_by_savepoint", endedBySavepoint.map(JSON.bool) ?? .null)
    if let lastCompleted {
      var stored: JSONObject = ["id": .int(lastCompleted.id), "triggered_at": .int(lastCompleted.triggeredAt)]
      stored.set("duration", .optional(lastCompleted.duration))
      stored.set("size", .optional(lastCompleted.size))
      object["last_completed"] = .object(stored)
    }
    if let lastFailed {
      var stored: JSONObject = ["id": .int(lastFailed.id)]
      stored.set("failed_at", .optional(lastFailed.failedAt))
      stored.set("message", .optional(lastFailed.message))
      object["last_failed"] = .object(stored)
    }
    return .object(object)
  }
}

extension HealthReading.Failures {
  init?(json: JSON) {
    guard let stored = json["times"]?.array else { return nil }
    times = stored.compactMap(\.time)
    guard let last = json["last"], let exception = last["exception"]?.string else { return }
    self.last = .init(
      exception: exception, message: last["message"]?.string,
      place: last["place"].flatMap { place in
        guard let topic = place["topic"]?.string, let partition = place["partition"]?.count,
          let offset = place["offset"]?.count
        else { return nil }
        return MessagePlace(topic: topic, partition: partition, offset: offset)
      }, field: last["field"]?.string)
  }

  var json: JSON {
    var object: JSONObject = ["times": .array(times.map(JSON.int))]
    if let last {
      var stored: JSONObject = ["exception": .string(last.exception)]
      stored.set("message", .optional(last.message))
      stored.set("field", .optional(last.field))
      if let place = last.place {
        stored["place"] = [
          "topic": .string(place.topic), "partition": .int(place.partition), "offset": .int(place.offset),
        ]
      }
      object["last"] = .object(stored)
    }
    return .object(object)
  }
}
