import Deployments
import FlinkSQL
import HologresCatalog
import KafkaSampling
import Postgres

/// The statement of a pipeline, and what was found out on the way to it.
struct PipelinePlan: Sendable {
  var sql: String
  var mapping: ColumnMapping?
  var warnings: [String]
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
    if let sql = arguments.sql { return PipelinePlan(sql: sql, mapping: nil, warnings: []) }
    do throws(SQLGenerationError) {
      let endpoints = try application.settings.pipelineEndpoints()
      let (target, targetWarnings) = try await targetTable(arguments.table, onProgress)
      let schema = try await messageSchema(arguments, target, onProgress)
      let mapping = if let target { try ColumnMapping(schema, into: target) } else { ColumnMapping(copying: schema) }
      let sql = try PipelineSQL(
        topic: arguments.topic, table: arguments.table, mapping: mapping, timestampStandard: schema.timestampStandard,
        endpoints: endpoints, startupMode: arguments.startupMode, groupID: "flink-deploy-\(arguments.name)",
        engineVersion: engineVersion
      ).text()
      return PipelinePlan(
        sql: sql, mapping: mapping, warnings: targetWarnings + schema.warnings + mapping.warnings)
    } catch {
      throw OperationFailure(error)
    }
  }

  private func targetTable(
    _ name: TableName, _ onProgress: @Sendable (String) -> Void
  ) async throws(SQLGenerationError) -> (TargetTable?, [String]) {
    guard let catalog = application.catalog else { return (nil, []) }
    onProgress("Reading the table \(name)")
    do throws(PostgresError) {
      if let table = try await application.pipelineEnds.table(name, in: catalog) {
        let hasNoKey = table.primaryKey.isEmpty
        let warning = "\(name) has no primary key: rows are appended, and a restart may write some twice"
        return (table, hasNoKey ? [warning] : [])
      }
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

  private func messageSchema(
    _ arguments: GenerateAndDeployArguments, _ target: TargetTable?, _ onProgress: @Sendable (String) -> Void
  ) async throws(SQLGenerationError) -> MessageSchema {
    if let columns = arguments.columns { return try MessageSchema(columns: columns) }
    if let messages = arguments.sampleMessages { return try PipelinePlanner.infer(messages) }
    guard let kafka = application.settings.kafka, KafkaSampler.isBuilt else {
      return try assumed(target, "KAFKA_BOOTSTRAP_SERVERS is not set or this build cannot read Kafka")
    }
    onProgress("Reading messages of the topic \(arguments.topic)")
    let messages: [SampledMessage]
    do throws(KafkaSamplingError) {
      messages = try await application.pipelineEnds.messages(
        of: arguments.topic, with: KafkaSampler(kafka), limit: PipelinePlanner.sampleSize,
        timeout: PipelinePlanner.samplingTimeout)
    } catch {
      throw SQLGenerationError(
        code: error.code.rawValue, message: error.message,
        remedy: error.code == .unknownTopic
          ? "Check topic, or create it"
          : "Check KAFKA_BOOTSTRAP_SERVERS and the KAFKA_SASL settings, or pass columns or sample_messages")
    }
    if messages.isEmpty { return try assumed(target, "The topic '\(arguments.topic)' has no messages") }
    return try PipelinePlanner.infer(messages)
  }

  private static func infer(_ messages: [SampledMessage]) throws(SQLGenerationError) -> MessageSchema {
    var inference = SchemaInference()
    for message in messages { inference.observe(message) }
    return try inference.schema()
  }

  private func assumed(_ target: TargetTable?, _ reason: String) throws(SQLGenerationError) -> MessageSchema {
    guard let target else {
      throw SQLGenerationError(
        code: "no_schema",
        message: "The fields of the messages are not known: \(reason), and the target table cannot be read either",
        remedy: "Pass columns or sample_messages")
    }
    return MessageSchema(assuming: target)
  }
}

extension OperationFailure {
  init(_ error: SQLGenerationError) {
    self.init(code: error.code, message: error.message, remedy: error.remedy)
  }
}
