import FlinkSQL
import Hashing
import JSONCoding

/// The arguments of `generate_and_deploy`, parsed.
///
/// A class: a thousand calls at once keep one each in many frames, as a reference.
final class GenerateAndDeployArguments: Sendable {
  /// The names on the wire; a test holds them against the tool's schema.
  enum Key: String, CaseIterable, Sendable {
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

    /// What SQL is generated from, beside the names of topic and table.
    static let describingData: [Key] = [
      .moreTables, .columns, .sampleMessages, .startupMode, .startupTimestampMs, .startupOffsets, .eventTime,
    ]
  }

  let topic: TopicName
  /// At least one, none twice.
  let tables: [TableName]
  let columns: [MessageSchema.GivenColumn]?
  let sampleMessages: [SampledMessage]?
  let sql: String?
  let startupMode: StartupMode
  let eventTime: EventTimeChoice
  let name: String
  let engineVersion: String?
  let deploymentTarget: String?
  let flinkConf: JSONObject
  let resources: JSONObject
  let starts: Bool
  let isDryRun: Bool
  let idempotencyKey: String?
  let wait: Duration
  /// Arguments that were given beside ``sql`` and have no effect on it.
  let ignoredBesideSQL: [Key]
  /// The same for the same request, however long it is waited for.
  let digest: String

  /// Arguments from an object that conforms to the tool's input schema.
  /// - Throws: ``SQLGenerationError`` for what the schema cannot express.
  init(_ object: JSONObject) throws(SQLGenerationError) {
    func value(_ key: Key) -> JSON? { object[key.rawValue] }
    topic = try TopicName(parsing: value(.topic)?.string ?? "")
    tables = try Self.tables([value(.hologresTable) ?? ""] + (value(.moreTables)?.array ?? []))
    columns = try value(.columns)?.array?.map { column throws(SQLGenerationError) in
      try Self.column(column.object ?? [:])
    }
    sampleMessages = value(.sampleMessages)?.array?.map { message in
      SampledMessage(position: nil, value: message.string.map { Array($0.utf8) } ?? message.serialized)
    }
    sql = value(.sql)?.string
    startupMode = try StartupMode(
      mode: value(.startupMode)?.string, timestamp: value(.startupTimestampMs)?.int,
      offsets: value(.startupOffsets)?.object)
    eventTime = value(.eventTime)?.string.map(EventTimeChoice.named) ?? .evident
    name = try DeploymentName.make(given: value(.name)?.string, topic: topic, tables: tables)
    engineVersion = value(.engineVersion)?.string
    deploymentTarget = value(.deploymentTarget)?.string
    flinkConf = try FlinkConf.make(
      checkpointInterval: value(.checkpointIntervalSeconds)?.double, restart: value(.restartStrategy)?.object,
      further: value(.flinkConf)?.object)
    resources = FlinkConf.resources(value(.resources)?.object)
    starts = value(.start)?.bool ?? true
    isDryRun = value(.dryRun)?.bool ?? false
    idempotencyKey = value(.idempotencyKey)?.string
    wait = .seconds(value(.waitSeconds)?.double ?? 45)
    ignoredBesideSQL =
      sql == nil
      ? []
      : Key.describingData.filter { key in value(key).map { $0.array?.isEmpty != true } ?? false }
    digest = Self.digest(of: object, name, tables, starts: starts, startupMode)
  }

  /// The same for the same request: what a default stands for is not part of it, so that giving it makes no other one.
  private static func digest(
    of object: JSONObject, _ name: String, _ tables: [TableName], starts: Bool, _ startupMode: StartupMode
  ) -> String {
    var request = object
    for key in [Key.waitSeconds, .idempotencyKey, .dryRun, .moreTables] { request[key.rawValue] = nil }
    request[Key.name.rawValue] = .string(name)
    request[Key.start.rawValue] = .bool(starts)
    if startupMode.isImplied { request[Key.startupMode.rawValue] = nil }
    for key in [Key.resources, .flinkConf] where object[key.rawValue]?.object?.isEmpty == true {
      request[key.rawValue] = nil
    }
    // A set: the order is no part of the request, nor which of them stands alone.
    let names = tables.sorted().map { JSON.string($0.description) }
    request[Key.hologresTable.rawValue] = names.count == 1 ? names[0] : .array(names)
    return SHA256.hex(JSON.object(request).canonicalText)
  }

  /// A column from its object, whose members a schema with no room for it does not close.
  private static func column(_ object: JSONObject) throws(SQLGenerationError) -> MessageSchema.GivenColumn {
    let name = object["name"]?.string ?? ""
    func invalid(_ problem: String, _ remedy: String, code: String = "invalid_type") -> SQLGenerationError {
      SQLGenerationError(
        code: code, message: "The column '\(name.prefix(100))' \(problem)", remedy: remedy)
    }
    let known = ["name", "type", "metadata"]
    if let member = object.members.first(where: { !known.contains($0.key) })?.key {
      throw invalid(
        "has a member '\(member.prefix(40))', which columns do not have",
        "Give each column name, type and metadata only", code: "invalid_arguments")
    }
    let metadata = try object["metadata"]?.string.map(Self.metadata)
    let type = object["type"]?.string
    if type?.allSatisfy(\.isWhitespace) ?? (metadata == nil) {
      throw invalid("has no type", "Give it a type of Flink, such as STRING; with metadata it may be left out")
    }
    if metadata == nil, let type, let meant = KafkaMetadata(rawValue: type.lowercased()),
      (try? FlinkType(parsing: type)) == nil
    {
      throw invalid(
        "has the type '\(type)', which is no type but metadata of Kafka's",
        "Pass metadata '\(meant.rawValue)' instead of a type, on the command line name:TYPE:\(meant.rawValue)")
    }
    return MessageSchema.GivenColumn(name: name, type: type ?? metadata?.type.sql ?? "", metadata: metadata)
  }

  private static func metadata(_ key: String) throws(SQLGenerationError) -> KafkaMetadata {
    if let metadata = KafkaMetadata(rawValue: key) { return metadata }
    let keys = KafkaMetadata.allCases.map(\.rawValue).joined(separator: ", ")
    throw SQLGenerationError(
      code: "invalid_arguments", message: "'\(key.prefix(40))' is no metadata of Kafka's", remedy: "Pass one of \(keys)"
    )
  }

  private static func tables(_ names: [JSON]) throws(SQLGenerationError) -> [TableName] {
    var tables: [TableName] = []
    for name in names {
      let table = try TableName(parsing: name.string ?? "")
      guard !tables.contains(table) else {
        throw SQLGenerationError(
          code: "invalid_arguments", message: "The table \(table) is given twice", remedy: "Give each table once")
      }
      tables.append(table)
    }
    return tables
  }
}
