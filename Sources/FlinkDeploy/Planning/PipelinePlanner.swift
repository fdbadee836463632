import Deployments
import FlinkSQL
import KafkaSampling

extension DryParseReport {
  /// Why no job is made for such messages; nil where some get through.
  fileprivate var refusal: OperationFailure? {
    guard isHopeless, let summary else { return nil }
    return OperationFailure(
      code: "messages_unreadable", message: summary,
      remedy:
        "Correct the types in columns or the table so that the messages can be read, or pass sample_messages as the job will meet them"
    )
  }
}

/// Finds out what the messages and the table look like, and writes the SQL between them.
struct PipelinePlanner: Sendable {
  let application: Application

  /// The plan for `arguments`.
  /// - Parameters:
  ///   - engineVersion: The engine that the SQL is for; nil when not known.
  ///   - onProgress: Told what is being done.
  /// - Throws: ``OperationFailure`` that says what to pass or to set.
  func plan(
    _ arguments: GenerateAndDeployArguments, engineVersion: String?, onProgress: @Sendable (String) -> Void
  ) async throws(OperationFailure) -> PipelinePlan {
    if let sql = arguments.sql {
      let tables = await tables(declaredIn: sql)
      return PipelinePlan(
        given: sql, arguments, engineVersion: engineVersion, targets: tables.known, missing: tables.missing)
    }
    do throws(SQLGenerationError) {
      let endpoints = try application.settings.pipelineEndpoints()
      let (engine, engineWarnings) = PipelinePlanner.engine(engineVersion)
      var targets: [TargetTable?] = []
      for table in arguments.tables { targets.append(try await targetTable(table, onProgress)) }
      let (schema, sample) = try await messages(arguments, targets.compactMap { $0 }, onProgress)
      let tables = try zip(arguments.tables, targets).map { table, target throws(SQLGenerationError) in
        try TablePlan(table, target, schema, engine)
      }
      let pipeline = try PipelineSQL(
        topic: arguments.topic, schema: schema, sinks: tables.map { PipelineSink($0.table, $0.mapping) },
        eventTime: arguments.eventTime, endpoints: endpoints, startupMode: arguments.startupMode,
        groupID: "flink-deploy-\(arguments.name)", engine: engine, toolVersion: Application.version)
      let dryParse = PipelinePlanner.dryParse(sample.messages, schema, pipeline.sources, engine)
      let writesHeaders = tables.contains { $0.mapping.columns.contains { $0.metadata == .headers } }
      let warnings =
        engineWarnings + sample.notes(writesHeaders: writesHeaders) + schema.warnings
        + PipelinePlan.warnings(of: tables) + pipeline.warnings + arguments.startupMode.warnings
      let statement: Result<String, OperationFailure> =
        if let failure = PipelinePlan.failure(of: tables) ?? dryParse?.refusal {
          .failure(failure)
        } else {
          .success(try pipeline.text())
        }
      return PipelinePlan(statement: statement, tables: tables, dryParse: dryParse, warnings: warnings)
    } catch {
      throw OperationFailure(error)
    }
  }

  /// The engine called `name`; an assumed one, with a warning, when that says no version.
  private static func engine(_ name: String?) -> (EngineVersion, [String]) {
    if let version = name.flatMap({ EngineVersion(parsing: $0) }) { return (version, []) }
    let reason = name.map { "The engine '\($0)' says no version" } ?? "The engine is not known beforehand"
    return (
      .assumed,
      [
        "\(reason), so the options are those of \(EngineVersion.assumed.family.rawValue); for another pass engine_version or set FLINK_ENGINE_VERSION"
      ]
    )
  }

  /// Reads the messages as the sources will.
  private static func dryParse(
    _ messages: [SampledMessage], _ schema: MessageSchema, _ sources: [PipelineSource], _ engine: EngineVersion
  ) -> DryParseReport? {
    if messages.isEmpty { return nil }
    var parse = DryParse(
      sources: sources.map { ($0.fields, $0.primaryKey) }, standard: schema.timestampStandard, format: schema.format,
      reader: FlinkJSONReader(of: schema.format, on: engine))
    for message in messages { parse.observe(message) }
    return parse.report
  }
}

extension OperationFailure {
  init(_ error: SQLGenerationError) {
    self.init(code: error.code, message: error.message, remedy: error.remedy)
  }
}
