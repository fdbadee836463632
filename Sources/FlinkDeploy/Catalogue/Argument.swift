/// An argument of a tool, and the flag or operand that is the same on the command line: the one table of both.
enum Argument: String, CaseIterable, Sendable, Codable {
  case topic
  case hologresTable = "hologres_table"
  case moreTables = "more_tables"
  case columns
  case sampleMessages = "sample_messages"
  case sql
  case startupMode = "startup_mode"
  case startupTimestampMs = "startup_timestamp_ms"
  case startupOffsets = "startup_offsets"
  case eventTime = "event_time"
  case name
  case resources
  case checkpointIntervalSeconds = "checkpoint_interval_seconds"
  case restartStrategy = "restart_strategy"
  case flinkConf = "flink_conf"
  case engineVersion = "engine_version"
  case deploymentTarget = "deployment_target"
  case start
  case dryRun = "dry_run"
  case idempotencyKey = "idempotency_key"
  case waitSeconds = "wait_seconds"
  case waitUntil = "wait_until"
  case deploymentID = "deployment_id"
  case jobID = "job_id"
  case aliyunJobID = "aliyun_job_id"
  case restoreStrategy = "restore_strategy"
  case savepointID = "savepoint_id"
  case stopStrategy = "stop_strategy"
  case waitFor = "wait_for"
  case observeSeconds = "observe_seconds"
  case cursor
  case planDigest = "plan_digest"
  case version
  case state
  case acceptDrift = "accept_drift"
  case restart
  case pipelines
  case defaults
  case ifExists = "if_exists"
  case onFailure = "on_failure"
  case maxParallel = "max_parallel"

  /// How the command line writes it.
  enum Form: Sendable, Equatable {
    /// By its place; the name in the usage line.
    case operand(String)
    /// `--flag VALUE`.
    case option(String)
    /// `--flag VALUE`, once for each element.
    case repeated(String)
    /// `--flag FILE`.
    case file(String)
    /// A flag without a value that stands for this value.
    case flag(String, stands: Bool)
    /// Only the members of the object have flags.
    case members
  }

  /// How the command line writes it; nil where it has no such argument.
  var form: Form? {
    switch self {
    case .topic: .operand("TOPIC")
    case .hologresTable: .operand("TABLE")
    case .moreTables: .repeated("--more-table")
    case .columns: .repeated("--column")
    case .sampleMessages: .file("--samples")
    case .sql: .file("--sql-file")
    case .startupMode: .option("--startup-mode")
    case .startupTimestampMs: .option("--startup-timestamp-ms")
    case .startupOffsets: .repeated("--startup-offset")
    case .eventTime: .option("--event-time")
    case .name: .option("--name")
    case .resources: .members
    case .checkpointIntervalSeconds: .option("--checkpoint-interval")
    case .restartStrategy: .option("--restart-strategy")
    case .flinkConf: .repeated("--conf")
    case .engineVersion: .option("--engine-version")
    case .deploymentTarget: .option("--deployment-target")
    case .start: .flag("--no-start", stands: false)
    case .dryRun: .flag("--dry-run", stands: true)
    case .idempotencyKey: .option("--idempotency-key")
    case .waitSeconds: .option("--wait")
    case .waitUntil: .option("--wait-until")
    case .deploymentID: .operand("DEPLOYMENT")
    case .jobID, .aliyunJobID: .operand("ID")
    case .restoreStrategy: .option("--restore-strategy")
    case .savepointID: .option("--savepoint-id")
    case .stopStrategy: .option("--stop-strategy")
    case .waitFor, .cursor: nil
    case .observeSeconds: .option("--observe")
    case .planDigest: .option("--plan-digest")
    case .version: .option("--to")
    case .state: .option("--state")
    case .acceptDrift: .flag("--accept-drift", stands: true)
    case .restart: .option("--restart")
    case .pipelines: .operand("FILE")
    case .defaults: nil
    case .ifExists: .option("--if-exists")
    case .onFailure: .option("--on-failure")
    case .maxParallel: .option("--max-parallel")
    }
  }

  /// What a reader of `face` calls it.
  func name(_ face: Face) -> String {
    guard face == .commands else { return rawValue }
    switch form {
    case .operand(let name), .option(let name), .repeated(let name), .file(let name), .flag(let name, _): return name
    case .members, nil: return rawValue.replacing("_", with: " ")
    }
  }

  /// What a reader of `face` writes to give it this value.
  func value(_ value: String, _ face: Face) -> String {
    if face == .commands, case .flag(let flag, _) = form { return flag }
    return "\(name(face)) \(value)"
  }

  /// Whether its value may be kept in the audit: names and choices, never data, SQL or configuration.
  var isKeptInAudit: Bool {
    switch self {
    case .moreTables, .columns, .sampleMessages, .sql, .startupOffsets, .resources, .restartStrategy, .flinkConf,
      .idempotencyKey, .pipelines, .defaults:
      false
    default: true
    }
  }
}
