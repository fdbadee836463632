import AliyunFlink
import JSONCoding

/// Arguments as Flink's own configuration keys and the platform's resource fields.
enum FlinkConf {
  static func make(checkpointInterval: Double?, restart: JSONObject?, further: JSONObject?) throws(Failure)
    -> JSONObject
  {
    var conf = JSONObject()
    if let checkpointInterval { conf["execution.checkpointing.interval"] = try duration(checkpointInterval) }
    if let restart, let type = restart["type"]?.string {
      conf["restart-strategy"] = .string(type)
      let prefix = "restart-strategy.\(type)."
      let numbers = [
        ("attempts", "attempts"), ("max_failures_per_interval", "max-failures-per-interval"),
      ]
      let durations = [
        ("delay_seconds", "delay"), ("failure_rate_interval_seconds", "failure-rate-interval"),
        ("initial_backoff_seconds", "initial-backoff"), ("max_backoff_seconds", "max-backoff"),
      ]
      for (argument, key) in numbers {
        if let value = restart[argument]?.int { conf[prefix + key] = .string("\(value)") }
      }
      for (argument, key) in durations {
        if let value = restart[argument]?.double { conf[prefix + key] = try duration(value) }
      }
    }
    for member in further?.members ?? [] { conf[member.key] = member.value }
    return conf
  }

  /// Flink's spelling of a duration.
  private static func duration(_ seconds: Double) throws(Failure) -> JSON {
    guard (0...1e9).contains(seconds) else {
      throw Failure(PlanProblem.invalidInterval(seconds: seconds))
    }
    return seconds == seconds.rounded() ? .string("\(Int(seconds))s") : .string("\(Int((seconds * 1000).rounded()))ms")
  }

  /// The least memory that any process of Flink can have, in bytes.
  private static let leastMemory = 1_048_576.0

  /// `basicResourceSetting` of the platform.
  /// - Throws: ``Failure`` for a text that does not name an amount of memory.
  static func resources(_ given: JSONObject?) throws(Failure) -> JSONObject {
    guard let given else { return JSONObject() }
    for name in ["job_manager_memory", "task_manager_memory"] {
      guard let text = given[name]?.string else { continue }
      guard let bytes = ResourceAmount(["memory": .string(text)]).memory, bytes >= leastMemory else {
        throw Failure(PlanProblem.invalidMemory(name, text))
      }
    }
    func spec(_ name: String) -> JSON? {
      var spec = JSONObject()
      spec["cpu"] = given["\(name)_cpu"]
      spec["memory"] = given["\(name)_memory"]
      return spec.isEmpty ? nil : .object(spec)
    }
    var setting = JSONObject()
    setting["parallelism"] = given["parallelism"]
    setting["jobmanagerResourceSettingSpec"] = spec("job_manager")
    setting["taskmanagerResourceSettingSpec"] = spec("task_manager")
    return setting
  }
}
