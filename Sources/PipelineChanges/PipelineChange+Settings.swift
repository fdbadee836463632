import PipelineTypes

/// The rules on settings.
extension PipelineChange {
  /// The engine version.
  func engine() -> [CompatibilityReason] {
    let (from, to) = (old.settings.engineVersion, new.settings.engineVersion)
    guard from != to else { return [] }
    guard let from, let to, let before = EngineVersion(parsing: from), let after = EngineVersion(parsing: to),
      before != after
    else { return [.engineNotUnderstood(from: from, to: to)] }
    if after < before { return [.engineDowngraded(from: from, to: to)] }
    let isSameLine = before.numbers.prefix(2) == after.numbers.prefix(2)
    return isSameLine ? [] : [.engineLineChanged(from: from, to: to)]
  }

  /// The maximum parallelism, which is part of the state.
  func maxParallelism() -> [CompatibilityReason] {
    let key = "pipeline.max-parallelism"
    let (from, to) = (old.configuration.value(key), new.configuration.value(key))
    // Without a value, the job takes that of the state.
    guard from != to, let to else { return [] }
    // Flink's own default for a parallelism up to 85; that of the platform is not known.
    if from == nil, to.int == 128 { return [.configurationNotCovered(key: key)] }
    return [.maxParallelismChanged(from: from?.int.map(String.init), to: to.int.map(String.init))]
  }

  /// Whether operators run in one task, which the IDs depend on that Flink makes itself.
  func chaining() -> [CompatibilityReason] {
    if old.configuration.hasExplicitIDs && new.configuration.hasExplicitIDs { return [] }
    let values = [old, new].map { $0.configuration.value("pipeline.operator-chaining") ?? .flag(true) }
    return values[0] == values[1] ? [] : [.chainingChanged]
  }

  /// How operators get their IDs.
  func operatorIDs() -> [CompatibilityReason] {
    let key = "table.exec.uid.generation"
    let (from, to) = (old.configuration.word(key, or: "PLAN_ONLY"), new.configuration.word(key, or: "PLAN_ONLY"))
    if from == to { return [] }
    return old.configuration.hasExplicitIDs || new.configuration.hasExplicitIDs
      ? [.operatorIDsChanged(from: from, to: to)] : []
  }

  /// Other keys of the Flink configuration.
  func configuration() -> [CompatibilityReason] {
    changedKeys.filter { key in
      !ConfigurationEffect.judged.contains(key) && !ConfigurationEffect.harmless.contains(where: key.hasPrefix)
        // Without state beyond offsets, the planner's settings change nothing that is kept.
        && (old.isStateful || new.isStateful || !ConfigurationEffect.ofState.contains(where: key.hasPrefix))
    }.map { .configurationNotCovered(key: $0) }
  }

  /// The keys whose values differ, of the deployment or of the script.
  private var changedKeys: [String] {
    let prefix = DeploymentSettings.configuration
    let ofDeployments = DeploymentSettings.changes(from: old.settings, to: new.settings).map(\.what)
      .filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    let ofScripts = Set(old.configuration.ofScript.keys).union(new.configuration.ofScript.keys)
    return Set(ofDeployments).union(ofScripts).sorted()
      .filter { old.configuration.value($0) != new.configuration.value($0) }
  }

  /// The programs beside the job, with its own functions and connectors.
  func dependencies() -> [CompatibilityReason] {
    old.settings.programs == new.settings.programs ? [] : [.dependenciesChanged]
  }

  /// Variables of the deployment that the script uses.
  func variables() -> [CompatibilityReason] {
    let prefix = DeploymentSettings.variables
    return DeploymentSettings.changes(from: old.settings, to: new.settings).map(\.what)
      .filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .filter { name in [old.sql, new.sql].contains { $0.contains("${\(name)}") } }.map { .variableChanged($0) }
  }
}

extension DeploymentSettings {
  /// The files beside the job that are programs, and not certificates or data.
  fileprivate var programs: [Substring] {
    let files = entries["additional_dependencies"]?.shown.split(separator: " ") ?? []
    return files.filter { file in [".jar", ".py", ".whl", ".zip"].contains { file.lowercased().hasSuffix($0) } }
  }
}

/// Keys of the Flink configuration by their effect on state.
private enum ConfigurationEffect {
  /// Keys that other rules are for.
  static let judged: Set = [
    "pipeline.max-parallelism", "pipeline.operator-chaining", "table.exec.sink.upsert-materialize",
    "table.exec.source.cdc-events-duplicate", "table.exec.uid.generation",
    "table.optimizer.non-deterministic-update.strategy", "table.optimizer.state-compatibility.ignore-filter",
  ]

  /// How checkpoints are made, jobs are run and restarted, and values are checked and shown.
  static let harmless = [
    "akka.", "blob.", "client.", "cluster.", "env.", "execution.checkpointing.", "fs.", "heartbeat.",
    "high-availability",
    "historyserver.", "io.", "jobmanager.", "kubernetes.", "metrics.", "parallelism.default", "pekko.",
    "pipeline.auto-watermark-interval", "pipeline.name", "pipeline.object-reuse", "rest.", "restart-strategy",
    "s3.", "security.", "slot.", "state.checkpoints.", "state.savepoints.", "table.exec.sink.not-null-enforcer",
    "table.exec.sink.type-length-enforcer", "table.local-time-zone", "task.", "taskmanager.", "web.",
  ]

  /// What only concerns operators that keep state.
  static let ofState = [
    "table.exec.mini-batch.", "table.exec.source.idle-timeout", "table.exec.state.ttl",
    "table.optimizer.agg-phase-strategy",
  ]
}
