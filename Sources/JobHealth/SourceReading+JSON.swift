import JSONCoding

extension HealthReading.Source {
  init(json: JSON) {
    recordsIn = json["records_in"]?.count
    pendingRecords = json["pending_records"]?.count
    idleTime = json["idle_time"]?.count
    messageAge = json["message_age"]?.count
    watermarkLag = json["watermark_lag"]?.whole
    watermark = json["watermark"]?.whole
    partitions = [:]
    for stored in json["partitions"]?.array ?? [] {
      guard let name = HealthReading.PartitionName(json: stored) else { continue }
      partitions[name] = Position(current: stored["current"]?.count, committed: stored["committed"]?.count)
    }
  }

  var json: JSON {
    var object = JSONObject()
    object.set("records_in", .optional(recordsIn))
    object.set("pending_records", .optional(pendingRecords))
    object.set("idle_time", .optional(idleTime))
    object.set("message_age", .optional(messageAge))
    object.set("watermark_lag", .optional(watermarkLag))
    object.set("watermark", .optional(watermark))
    if !partitions.isEmpty {
      object["partitions"] = .array(
        partitions.sorted { $0.key < $1.key }.map { name, position in
          var stored = name.json
          stored.set("current", .optional(position.current))
          stored.set("committed", .optional(position.committed))
          return .object(stored)
        })
    }
    return .object(object)
  }
}

extension HealthReading.PartitionName {
  init?(json: JSON) {
    guard let topic = json["topic"]?.string, let partition = json["partition"]?.count else { return nil }
    self.init(topic: topic, partition: partition)
  }

  var json: JSONObject { ["topic": .string(topic), "partition": .int(partition)] }
}
