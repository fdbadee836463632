import Deployments
import FlinkSQL
import HologresCatalog
import KafkaSampling
import Postgres

extension DryParseReport {
  /// What must not go unsaid.
  fileprivate var warnings: [String] {
    let fields = bent.prefix(5).map { "\($0.field) (\($0.count))" }.joined(separator: ", ")
    return [summary, bent.isEmpty ? nil : "Values would be changed on their way: \(fields); dry_run shows how"]
      .compactMap { $0 }
  }
}

/// Finds out what the messages and the table look like, and writes the SQL between them.
struct PipelinePlanner: Sendable {
  private static let sampleSize = 500
  private static let samplingTimeout = Duration.seconds(15)

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
      let target = await knownTable(arguments.tables[0], declaredIn: sql)
      return PipelinePlan(given: sql, engineVersion: engineVersion, target: target)
    }
    do throws(SQLGenerationError) {
      let endpoints = try application.settings.pipelineEndpoints()
      let (engine, engineWarnings) = PipelinePlanner.engine(engineVersion)
      var targets: [TargetTable?] = []
      for table in arguments.tables { targets.append(try await targetTable(table, onProgress)) }
      let (schema, messages, sampleWarnings) = try await messageSchema(
        arguments, targets.compactMap { $0 }, onProgress)
      let tables = try zip(arguments.tables, targets).map { table, target throws(SQLGenerationError) in
        try TablePlan(table, target, schema, engine)
      }
      let pipeline = try PipelineSQL(
        topic: arguments.topic, schema: schema, sinks: tables.map { PipelineSink($0.table, $0.mapping) },
        eventTime: arguments.eventTime, endpoints: endpoints, startupMode: arguments.startupMode,
        groupID: "flink-deploy-\(arguments.name)", engine: engine, toolVersion: Application.version)
      let dryParse = PipelinePlanner.dryParse(messages, schema, pipeline.sources, engine)
      let warnings =
        engineWarnings + sampleWarnings + schema.warnings + PipelinePlan.warnings(of: tables) + pipeline.warnings
        + (dryParse?.warnings ?? [])
      let statement: Result<String, OperationFailure> =
        if let failure = PipelinePlan.failure(of: tables) { .failure(failure) } else { .success(try pipeline.text()) }
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
    guard !messages.isEmpty, !schema.format.isChangeLog else { return nil }
    var parse = DryParse(
      sources: sources.map(\.fields), standard: schema.timestampStandard,
      reader: engine.family == .vvr11 ? .token : .tree)
    for message in messages { parse.observe(message) }
    return parse.report
  }

  /// What SQL that was given writes, where it can be looked at; it deploys without that.
  private func knownTable(_ name: TableName, declaredIn sql: String) async -> TargetTable? {
    guard let catalog = application.catalog, SQLLint.declares(name, in: sql) else { return nil }
    return try? await application.pipelineEnds.table(name, in: catalog)
  }

  private func targetTable(
    _ name: TableName, _ onProgress: @Sendable (String) -> Void
  ) async throws(SQLGenerationError) -> TargetTable? {
    guard let catalog = application.catalog else { return nil }
    onProgress("Reading the table \(name)")
    do throws(PostgresError) {
      if let table = try await application.pipelineEnds.table(name, in: catalog) { return table }
      let others = try await catalog.tableNames(in: name.schema)
      throw PostgresError(
        others.isEmpty
          ? "the schema '\(name.schema)' has no tables" : "the tables there are: \(others.joined(separator: ", "))")
    } catch {
      if error.code == .unexpectedValue {
        throw SQLGenerationError(
          code: "unknown_table", message: "There is no table \(name) in Hologres; \(error.message)",
          remedy: "Create the table, or pass hologres_table as it is called there")
      }
      throw SQLGenerationError(
        code: "hologres_unreachable", message: "The table \(name) cannot be read from Hologres: \(error)",
        remedy:
          "Check HOLOGRES_ENDPOINT, HOLOGRES_DATABASE, HOLOGRES_USERNAME and HOLOGRES_PASSWORD, or unset them and pass columns"
      )
    }
  }

  /// The fields of the messages, and what is to be said about the messages themselves.
  private func messageSchema(
    _ arguments: GenerateAndDeployArguments, _ targets: [TargetTable], _ onProgress: @Sendable (String) -> Void
  ) async throws(SQLGenerationError) -> (MessageSchema, [SampledMessage], [String]) {
    if let columns = arguments.columns {
      return (try MessageSchema(columns: columns), arguments.sampleMessages ?? [], [])
    }
    if let messages = arguments.sampleMessages { return (try PipelinePlanner.infer(messages), messages, []) }
    guard let kafka = application.settings.kafka, KafkaSampler.isBuilt else {
      return (try assumed(targets, "KAFKA_BOOTSTRAP_SERVERS is not set or this build cannot read Kafka"), [], [])
    }
    onProgress("Reading messages of the topic \(arguments.topic)")
    let sample: TopicSample
    do throws(KafkaSamplingError) {
      sample = try await application.pipelineEnds.messages(
        of: arguments.topic, with: KafkaSampler(kafka), limit: PipelinePlanner.sampleSize,
        timeout: PipelinePlanner.samplingTimeout)
    } catch {
      throw SQLGenerationError(
        code: error.code.rawValue, message: error.message,
        remedy: error.code == .unknownTopic
          ? "Check topic, or create it"
          : "Check KAFKA_BOOTSTRAP_SERVERS, the KAFKA_SASL and KAFKA_SSL settings and the rights of the user, or pass columns or sample_messages"
      )
    }
    if sample.messages.isEmpty {
      return (try assumed(targets, "The topic '\(arguments.topic)' has no messages"), [], sample.notes)
    }
    return (try PipelinePlanner.infer(sample.messages), sample.messages, sample.notes)
  }

  private static func infer(_ messages: [SampledMessage]) throws(SQLGenerationError) -> MessageSchema {
    var inference = SchemaInference()
    for message in messages { inference.observe(message) }
    return try inference.schema()
  }

  private func assumed(_ targets: [TargetTable], _ reason: String) throws(SQLGenerationError) -> MessageSchema {
    guard !targets.isEmpty else {
      throw SQLGenerationError(
        code: "no_schema",
        message: "The fields of the messages are not known: \(reason), and the target table cannot be read either",
        remedy: "Pass columns or sample_messages")
    }
    return MessageSchema(assuming: targets)
  }
}

extension OperationFailure {
  init(_ error: SQLGenerationError) {
    self.init(code: error.code, message: error.message, remedy: error.remedy)
  }
}
