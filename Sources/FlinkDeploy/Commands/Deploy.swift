import ArgumentParser
import Deployments
import FlinkSQL
import FoundationEssentials
import JSONCoding
import ToolSchemas

/// `flink-deploy deploy`.
struct Deploy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Deploy a pipeline from a topic into a table, and start it.",
    discussion: """
      Columns are taken from --column, else inferred from --samples, else from messages of the topic. Repeating the \
      command returns the same deployment. Ctrl-C removes what was made so far.
      """)

  @Argument(help: "Kafka topic.") var topic: String
  @Argument(help: "Hologres table: table or schema.table.") var table: String
  @Option(
    name: .customLong("more-table"), help: "A further table that is filled from the same topic; once for each.")
  var moreTables: [String] = []
  @Option(
    name: .customLong("column"),
    help: "Field and Flink type, such as id:BIGINT, or Kafka's own as at:TIMESTAMP_LTZ(3):timestamp; once for each.")
  var columns: [String] = []
  @Option(help: "File with one JSON message a line, to infer columns from; - for standard input.") var samples: String?
  @Option(help: "File with Flink SQL to deploy as it is; - for standard input.") var sqlFile: String?
  @Option(help: "Name of the deployment.") var name: String?
  @Option(help: "earliest-offset, latest-offset, group-offsets, timestamp or specific-offsets.") var startupMode:
    String?
  @Option(help: "Epoch milliseconds, with --startup-mode timestamp.") var startupTimestampMs: Int?
  @Option(
    name: .customLong("startup-offset"),
    help: "PARTITION=OFFSET, with --startup-mode specific-offsets; once for each.")
  var startupOffsets: [String] = []
  @Option(
    help: "Field that gets the watermark, or kafka_timestamp. Default: the one that is evidently the event's time.")
  var eventTime: String?
  @Option(help: "Subtasks of the job.") var parallelism: Int?
  @Option(help: "Cores of the job manager.") var jobManagerCpu: Double?
  @Option(help: "Memory of the job manager, such as 4GiB.") var jobManagerMemory: String?
  @Option(help: "Cores of a task manager.") var taskManagerCpu: Double?
  @Option(help: "Memory of a task manager, such as 4GiB.") var taskManagerMemory: String?
  @Option(help: "Seconds between checkpoints.") var checkpointInterval: Double?
  @Option(help: "none, fixed-delay, failure-rate or exponential-delay.") var restartStrategy: String?
  @Option(name: .customLong("conf"), help: "Flink configuration, KEY=VALUE; once for each.") var conf: [String] = []
  @Option(help: "Engine, such as vvr-8.0.11-flink-1.17.") var engineVersion: String?
  @Option(help: "Queue.") var deploymentTarget: String?
  @Option(help: "The same key again returns the same operation.") var idempotencyKey: String?
  @Flag(help: "Stop at DEPLOYED.") var noStart = false
  @Flag(help: "Generate and validate only; change nothing.") var dryRun = false
  @Option(help: "Seconds to wait for RUNNING; the work goes on after it.") var wait: Double = 600
  @OptionGroup var output: OutputOptions

  func validate() throws { try ArgumentCheck.check(wait: wait) }

  func run() async throws {
    let arguments = try arguments()
    try ArgumentCheck.check(arguments, tool: "generate_and_deploy")
    let session = try CommandSession.start()
    if !dryRun { try session.requireChangesAllowed() }
    try await session.run(output) { application, caller in
      await GenerateAndDeploy(application: application, caller: caller).run(arguments)
    }
  }

  /// The command line as the tool's arguments.
  private func arguments() throws -> JSONObject {
    typealias Key = GenerateAndDeployArguments.Key
    var object = JSONObject()
    func set(_ key: Key, _ value: JSON?) { object[key.rawValue] = value }
    set(.topic, .string(topic))
    set(.hologresTable, .string(table))
    if !moreTables.isEmpty { set(.moreTables, .array(moreTables.map(JSON.string))) }
    if !columns.isEmpty {
      set(.columns, .array(try columns.map(column)))
    }
    if let samples {
      let lines = try read(samples, "--samples").split(whereSeparator: \.isNewline)
      set(.sampleMessages, .array(lines.map { .string(String($0)) }))
    }
    if let sqlFile { set(.sql, .string(try read(sqlFile, "--sql-file"))) }
    set(.name, name.map(JSON.string))
    set(.startupMode, startupMode.map(JSON.string))
    set(.startupTimestampMs, startupTimestampMs.map(JSON.int))
    set(
      .startupOffsets,
      try members(startupOffsets, "--startup-offset", "PARTITION=OFFSET") { Int($0).map(JSON.int) })
    set(.eventTime, eventTime.map(JSON.string))
    set(.resources, resources)
    set(.checkpointIntervalSeconds, checkpointInterval.map { .number(JSONNumber($0)) })
    set(.restartStrategy, restartStrategy.map { ["type": .string($0)] })
    set(.flinkConf, try members(conf, "--conf", "KEY=VALUE") { .string($0) })
    set(.engineVersion, engineVersion.map(JSON.string))
    set(.deploymentTarget, deploymentTarget.map(JSON.string))
    set(.idempotencyKey, idempotencyKey.map(JSON.string))
    if noStart { set(.start, false) }
    if dryRun { set(.dryRun, true) }
    set(.waitSeconds, .number(JSONNumber(wait)))
    return object
  }

  /// `name:TYPE` or `name:TYPE:METADATA`.
  private func column(_ text: String) throws -> JSON {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { throw ValidationError("--column \(text): write it as name:TYPE") }
    var (type, metadata) = (String(parts[1]), String?.none)
    // A colon may also stand in the name of a nested field.
    if let colon = type.lastIndex(of: ":") {
      let (front, back) = (String(type[..<colon]), String(type[colon...].dropFirst()))
      if front.isEmpty {
        throw ValidationError("--column \(text): the type is missing; write it as name:TYPE:METADATA")
      }
      let isMetadata = KafkaMetadata(rawValue: back) != nil || (try? FlinkType(parsing: front)) != nil
      if isMetadata { (type, metadata) = (front, back) }
    }
    var column: JSONObject = ["name": .string(String(parts[0])), "type": .string(type)]
    column["metadata"] = metadata.map(JSON.string)
    return .object(column)
  }

  /// `KEY=VALUE` of a repeated option as an object; nil where it was not given.
  private func members(
    _ entries: [String], _ option: String, _ form: String, _ value: (String) -> JSON?
  ) throws -> JSON? {
    if entries.isEmpty { return nil }
    var object = JSONObject()
    for entry in entries {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let value = value(String(parts[1])) else {
        throw ValidationError("\(option) \(entry): write it as \(form)")
      }
      let key = String(parts[0])
      if object[key] != nil { throw ValidationError("\(option) \(entry): \(key) is given twice") }
      object[key] = value
    }
    return .object(object)
  }

  private var resources: JSON? {
    var object = JSONObject()
    object["parallelism"] = parallelism.map(JSON.int)
    object["job_manager_cpu"] = jobManagerCpu.map { .number(JSONNumber($0)) }
    object["job_manager_memory"] = jobManagerMemory.map(JSON.string)
    object["task_manager_cpu"] = taskManagerCpu.map { .number(JSONNumber($0)) }
    object["task_manager_memory"] = taskManagerMemory.map(JSON.string)
    return object.isEmpty ? nil : .object(object)
  }

  private func read(_ path: String, _ option: String) throws -> String {
    var bytes: [UInt8] = []
    if path == "-" {
      while let line = readLine(strippingNewline: false) { bytes += line.utf8 }
    } else if let data = try? Data(contentsOf: URL(filePath: path)) {
      bytes = Array(data)
    } else {
      throw ValidationError("\(option): the file \(path) cannot be read")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ValidationError("\(option): \(path) is not UTF-8")
    }
    return text
  }
}
