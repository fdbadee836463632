import Deployments
import FlinkSQL
import Hashing
import JSONCoding
import PipelineTypes

/// The arguments of `generate_and_deploy`, parsed.
///
/// A class: a thousand calls at once keep one each in many frames, as a reference.
final class GenerateAndDeployArguments: Sendable {
  /// What SQL is generated from, apart from the names of topic and table.
  private static let describingData: [Argument] = [
    .moreTables, .columns, .sampleMessages, .startupMode, .startupTimestampMs, .startupOffsets, .eventTime,
  ]

  let topic: TopicName
  /// At least one, none twice.
  let tables: [TableName]
  let columns: [MessageSchema.DeclaredColumn]?
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
  /// What the call waits for once the job is started.
  let goal: JobGoal
  /// The digest of a plan that the caller has seen; nil to deploy whatever the plan is.
  let planDigest: String?
  /// Arguments that were given beside ``sql`` and have no effect on it.
  let ignoredBesideSQL: [Argument]
  /// The same for the same request, however long it is waited for.
  let digest: String

  /// Arguments from an object that conforms to the tool's input schema.
  /// - Throws: ``Failure`` for what the schema cannot express.
  init(_ object: JSONObject) throws(Failure) {
    func value(_ argument: Argument) -> JSON? { object[argument.rawValue] }
    do throws(NamingProblem) { topic = try TopicName(parsing: value(.topic)?.string ?? "") } catch {
      throw Failure(error)
    }
    tables = try Self.tables([value(.hologresTable) ?? ""] + (value(.moreTables)?.array ?? []))
    columns = try value(.columns)?.array?.map { column throws(Failure) in
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
    resources = try FlinkConf.resources(value(.resources)?.object)
    starts = value(.start)?.bool ?? true
    isDryRun = value(.dryRun)?.bool ?? false
    idempotencyKey = value(.idempotencyKey)?.string
    wait = .seconds(value(.waitSeconds)?.double ?? 45)
    goal = JobGoal(object)
    planDigest = value(.planDigest)?.string
    ignoredBesideSQL =
      sql == nil
      ? []
      : Self.describingData.filter { argument in value(argument).map { $0.array?.isEmpty != true } ?? false }
    digest = Self.digest(of: object, name, tables, starts: starts, startupMode)
  }

  /// The digest of the request; a default that is given makes no other request.
  private static func digest(
    of object: JSONObject, _ name: String, _ tables: [TableName], starts: Bool, _ startupMode: StartupMode
  ) -> String {
    var request = object
    for argument in [Argument.waitSeconds, .waitUntil, .idempotencyKey, .dryRun, .planDigest, .moreTables] {
      request[argument.rawValue] = nil
    }
    request[Argument.name.rawValue] = .string(name)
    request[Argument.start.rawValue] = .bool(starts)
    if startupMode.isImplied { request[Argument.startupMode.rawValue] = nil }
    for argument in [Argument.resources, .flinkConf] where object[argument.rawValue]?.object?.isEmpty == true {
      request[argument.rawValue] = nil
    }
    // A set: neither the order nor the argument of a table is part of the request.
    let names = tables.sorted().map { JSON.string($0.description) }
    request[Argument.hologresTable.rawValue] = names.count == 1 ? names[0] : .array(names)
    return SHA256.hex(JSON.object(request).canonicalText)
  }

  /// A column from its object.
  private static func column(_ object: JSONObject) throws(Failure) -> MessageSchema.DeclaredColumn {
    let name = object["name"]?.string ?? ""
    func invalid(_ fault: PlanProblem.ColumnFault) -> Failure {
      Failure(PlanProblem.invalidColumn(String(name.prefix(100)), fault))
    }
    let known = ["name", "type", "metadata"]
    if let member = object.members.first(where: { !known.contains($0.key) })?.key {
      throw invalid(.unknownMember(String(member.prefix(40))))
    }
    let metadata = try object["metadata"]?.string.map(Self.metadata)
    let type = object["type"]?.string
    if type?.allSatisfy(\.isWhitespace) ?? (metadata == nil) { throw invalid(.typeMissing) }
    if metadata == nil, let type, let meant = KafkaMetadata(rawValue: type.lowercased()),
      (try? FlinkType(parsing: type)) == nil
    {
      throw invalid(.metadataAsType(type, use: meant.rawValue))
    }
    return MessageSchema.DeclaredColumn(name: name, type: type ?? metadata?.type.sql ?? "", metadata: metadata)
  }

  private static func metadata(_ key: String) throws(Failure) -> KafkaMetadata {
    guard let metadata = KafkaMetadata(rawValue: key) else {
      throw Failure(PlanProblem.unknownMetadata(String(key.prefix(40))))
    }
    return metadata
  }

  private static func tables(_ names: [JSON]) throws(Failure) -> [TableName] {
    var tables: [TableName] = []
    for name in names {
      let table: TableName
      do throws(NamingProblem) { table = try TableName(parsing: name.string ?? "") } catch { throw Failure(error) }
      if tables.contains(table) { throw Failure(PlanProblem.duplicateTable(table)) }
      tables.append(table)
    }
    return tables
  }
}
