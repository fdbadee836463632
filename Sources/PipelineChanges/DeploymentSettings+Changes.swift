import JSONCoding

extension DeploymentSettings {
  /// The differences between two settings, in both directions; other spellings of one value are none.
  public static func changes(from old: DeploymentSettings, to new: DeploymentSettings) -> [Change] {
    Set(old.entries.keys).union(new.entries.keys).sorted { ($0.rank, $0) < ($1.rank, $1) }.compactMap { what in
      let (left, right) = (old.entries[what], new.entries[what])
      return left == right ? nil : Change(what: what, from: left?.shown, to: right?.shown)
    }
  }

  /// The differences that the platform did not make itself: what it adds with its own default is none.
  /// - Parameters:
  ///   - recorded: The settings of the recorded version.
  ///   - current: The settings in the cloud.
  public static func drift(from recorded: DeploymentSettings, to current: DeploymentSettings) -> [Change] {
    changes(from: recorded, to: current).filter { change in
      change.from != nil || current.entries[change.what]?.value != PlatformDefaults.value(of: change.what)
    }.map { Change(what: $0.what, from: $0.from ?? PlatformDefaults.text(of: $0.what), to: $0.to) }
  }
}

extension String {
  /// The place of the group of settings that it names.
  fileprivate var rank: Int {
    ["engine_version", "deployment_target", "resources", "additional_dependencies", "local_variables"]
      .firstIndex { hasPrefix($0) } ?? Int.max
  }
}

/// What a deployment has without being asked.
enum PlatformDefaults {
  /// The default of a setting; nil where none is known.
  static func value(of what: String) -> SettingValue? { values[what].flatMap { SettingValue($0, of: what) } }

  /// The default as it is written.
  static func text(of what: String) -> String? { values[what] }

  /// From the API's own examples and from the reference of Flink's configuration.
  private static let values: [String: String] = [
    "deployment_target.mode": "PER_JOB",
    "resources.mode": "BASIC",
    "resources.parallelism": "1",
    "resources.job_manager_cpu": "1",
    "resources.job_manager_memory": "4 GiB",
    "resources.task_manager_cpu": "1",
    "resources.task_manager_memory": "4 GiB",
    "flink_conf.execution.checkpointing.interval": "180s",
    "flink_conf.execution.checkpointing.max-concurrent-checkpoints": "1",
    "flink_conf.execution.checkpointing.min-pause": "0",
    "flink_conf.execution.checkpointing.mode": "EXACTLY_ONCE",
    "flink_conf.execution.checkpointing.timeout": "10 min",
    "flink_conf.execution.checkpointing.tolerable-failed-checkpoints": "0",
    "flink_conf.execution.checkpointing.unaligned": "false",
    "flink_conf.parallelism.default": "1",
    "flink_conf.pipeline.operator-chaining": "true",
    "flink_conf.table.exec.uid.generation": "PLAN_ONLY",
    "flink_conf.table.optimizer.state-compatibility.ignore-filter": "false",
    "flink_conf.taskmanager.numberOfTaskSlots": "1",
  ]
}
