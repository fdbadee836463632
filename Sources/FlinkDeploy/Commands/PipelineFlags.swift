import ArgumentParser
import JSONCoding

/// The flags that describe a pipeline and its settings, of `deploy` and of `update`.
struct PipelineFlags: ParsableArguments {
  @Option(name: .customLong("more-table"), help: ArgumentHelp(.moreTable)) var moreTables: [String] = []
  @Option(name: .customLong("column"), help: ArgumentHelp(.column)) var columns: [String] = []
  @Option(help: ArgumentHelp(.samples), completion: .file()) var samples: String?
  @Option(help: ArgumentHelp(.sqlFile), completion: .file()) var sqlFile: String?
  @Option(help: ArgumentHelp(.startupMode), completion: .words(of: .startupMode)) var startupMode: String?
  @Option(help: ArgumentHelp(.startupTimestamp)) var startupTimestampMs: Int?
  @Option(name: .customLong("startup-offset"), help: ArgumentHelp(.startupOffset)) var startupOffsets: [String] = []
  @Option(help: ArgumentHelp(.eventTime)) var eventTime: String?
  @Option(help: ArgumentHelp(.parallelism)) var parallelism: Int?
  @Option(help: ArgumentHelp(.jobManagerCPU)) var jobManagerCpu: Double?
  @Option(help: ArgumentHelp(.jobManagerMemory)) var jobManagerMemory: String?
  @Option(help: ArgumentHelp(.taskManagerCPU)) var taskManagerCpu: Double?
  @Option(help: ArgumentHelp(.taskManagerMemory)) var taskManagerMemory: String?
  @Option(help: ArgumentHelp(.checkpointInterval)) var checkpointInterval: Double?
  @Option(help: ArgumentHelp(.restartStrategy), completion: .words(of: .restartStrategy)) var restartStrategy: String?
  @Option(name: .customLong("conf"), help: ArgumentHelp(.conf)) var conf: [String] = []
  @Option(help: ArgumentHelp(.engineVersion)) var engineVersion: String?

  /// The arguments of the tool, with those of the flags.
  /// - Throws: `ValidationError` for a flag whose value has another form.
  func arguments(addedTo object: JSONObject) throws -> JSONObject {
    var object = object
    if !moreTables.isEmpty { object[.moreTables] = .array(moreTables.map(JSON.string)) }
    if !columns.isEmpty { object[.columns] = .array(try columns.map { try FlagValue(.columns, $0).column() }) }
    if let samples {
      let lines = try FlagValue(.sampleMessages, samples).file().fileLines
      object[.sampleMessages] = .array(lines.filter { !$0.isEmpty }.map { .string(String($0)) })
    }
    object[.sql] = try sqlFile.map { JSON.string(try FlagValue(.sql, $0).file()) }
    object[.startupMode] = startupMode.map(JSON.string)
    object[.startupTimestampMs] = startupTimestampMs.map(JSON.int)
    object[.startupOffsets] = try FlagValue.members(.startupOffsets, startupOffsets, "PARTITION=OFFSET") {
      Int($0).map(JSON.int)
    }
    object[.eventTime] = eventTime.map(JSON.string)
    object[.resources] = resources
    object[.checkpointIntervalSeconds] = checkpointInterval.map { .number(JSONNumber($0)) }
    object[.restartStrategy] = restartStrategy.map { ["type": .string($0)] }
    object[.flinkConf] = try FlagValue.members(.flinkConf, conf, "KEY=VALUE") { .string($0) }
    object[.engineVersion] = engineVersion.map(JSON.string)
    return object
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
}
