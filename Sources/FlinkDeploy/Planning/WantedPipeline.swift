import AliyunFlink
import Deployments
import FlinkSQL
import JSONCoding
import PipelineChanges
import PipelineTypes

/// What an update asks for.
struct WantedPipeline: Sendable {
  /// What the deployment is to have.
  var spec: DeploymentSpec
  /// How the new version comes about.
  var record: VersionRecord
  /// What users should know.
  var notes: [ResultNote] = []
  /// Why the pipeline cannot be deployed; nil if it can.
  var refusal: Failure?
  /// Why its engine version cannot be had; nil if it can.
  var engineRefusal: Failure?
  /// Statements for tables that do not exist or lack columns; nil where nothing is missing.
  var suggestion: TableSuggestion?
}

extension UpdatePlanner {
  /// What an update asks for: an earlier version, or the current one with other arguments.
  func wanted(
    _ arguments: UpdateArguments, _ reading: DeploymentReading, _ base: DeploymentVersion?,
    _ versions: [DeploymentVersion], _ drift: [Change]
  ) async throws(Failure) -> WantedPipeline {
    if let number = arguments.version { return try Self.earlier(number, reading, versions, drift) }
    var wanted = WantedPipeline(
      spec: reading.spec, record: base?.record ?? VersionRecord(), notes: [])
    wanted.record.restoredFrom = nil
    try Self.apply(arguments.given, to: &wanted.spec)
    wanted.engineRefusal = await engineRefusal(arguments.given[.engineVersion]?.string)
    var merged = arguments.merged(into: wanted.record.arguments)
    if arguments.state == .offsets { merged[.startupMode] = "group-offsets" }
    if arguments.given[.sql] != nil || arguments.makesSQL {
      try await generate(merged, &wanted, reading, arguments)
    }
    wanted.record.arguments = UpdateArguments.kept(merged)
    return wanted
  }

  /// The version with this number, as it was.
  private static func earlier(
    _ number: Int, _ reading: DeploymentReading, _ versions: [DeploymentVersion], _ drift: [Change]
  ) throws(Failure) -> WantedPipeline {
    guard let version = versions.first(where: { $0.number == number && $0.status != .failed }) else {
      let available = versions.filter { $0.status != .failed }.map(\.number)
      throw Failure(UpdateProblem.unknownVersion(number, available: available))
    }
    var record = version.record
    record.restoredFrom = version.status == .current ? nil : number
    // The version in force may be recorded without the defaults of the platform.
    let spec =
      version.status == .current ? version.spec.completed(by: reading.spec, without: drift) : version.spec
    return WantedPipeline(spec: spec, record: record)
  }

  /// Sets what arguments say of the settings; what they leave out stays.
  private static func apply(_ given: JSONObject, to spec: inout DeploymentSpec) throws(Failure) {
    if let version = given[.engineVersion]?.string { spec.engineVersion = version }
    if let restart = given[.restartStrategy]?.object, restart["type"] != nil {
      // The numbers of another strategy say nothing about this one.
      let kept = spec.flinkConf.members.filter { !$0.key.hasPrefix("restart-strategy") }
      spec.flinkConf = JSONObject(kept.map { ($0.key, $0.value) })
    }
    let conf = try FlinkConf.make(
      checkpointInterval: given[.checkpointIntervalSeconds]?.double, restart: given[.restartStrategy]?.object,
      further: given[.flinkConf]?.object)
    spec.flinkConf = spec.flinkConf.merging(conf)
    let resources = try FlinkConf.resources(given[.resources]?.object)
    if !resources.isEmpty {
      var setting = spec.resources.object ?? [:]
      setting["resourceSettingMode"] = "BASIC"
      setting["basicResourceSetting"] = .object(
        (setting["basicResourceSetting"]?.object ?? [:]).merging(resources))
      spec.resources = .object(setting)
    }
  }

  /// Why an engine version cannot be had; nil if it can, or if Alibaba Cloud cannot be asked.
  private func engineRefusal(_ version: String?) async -> Failure? {
    guard let version, let client = try? application.apiClient(),
      let engines = try? await client.call(.listEngineVersionMetadata),
      case .refused(let problem) = DeployChoice.engineVersion(version, from: engines)
    else { return nil }
    return Failure(problem)
  }

  /// Generates the SQL from the arguments of the version and those of the call.
  private func generate(
    _ merged: JSONObject, _ wanted: inout WantedPipeline, _ reading: DeploymentReading, _ update: UpdateArguments
  ) async throws(Failure) {
    let isGiven = update.given[.sql] != nil
    var object = merged
    object[.name] = .string(reading.deployment.name)
    guard isGiven || object[.topic]?.string != nil, object[.hologresTable]?.string != nil || isGiven else {
      throw Failure(UpdateProblem.pipelineUnknown)
    }
    if isGiven {
      // Given SQL names its own topic and tables; these only fill the record.
      object[.topic] = object[.topic] ?? .string("unknown")
      object[.hologresTable] = object[.hologresTable] ?? .string("unknown")
    }
    let arguments = try GenerateAndDeployArguments(object)
    try LiteralSecrets.refuse(in: arguments, secrets: application.settings.secrets)
    let plan = try await PipelinePlanner(application: application).plan(
      arguments, engineVersion: wanted.spec.engineVersion
    ) { caller.onProgress(0, 10, $0) }
    wanted.notes += plan.notesInFull
    wanted.suggestion = plan.suggestion
    wanted.record.topic = arguments.topic.description
    wanted.record.table = arguments.tables.map(\.description).joined(separator: ", ")
    // A new table lacks the rows of messages that were read before.
    wanted.record.arrival = (update.state == .discard ? plan.arrival : plan.arrival.continued).json
    switch plan.statement {
    case .failure(let failure): wanted.refusal = failure
    case .success(let sql):
      let findings = try await DeployChecks(arguments, application).secretFindings(in: sql)
      wanted.notes += findings.notes.map(ResultNote.plan)
      wanted.refusal = wanted.refusal ?? findings.failure
      wanted.spec.sql = sql
      wanted.spec.dependencies = application.settings.dependencies(of: sql)
    }
  }
}
