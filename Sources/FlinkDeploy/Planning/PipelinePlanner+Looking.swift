import FlinkSQL
import HologresCatalog
import KafkaSampling
import Postgres

/// What tables and messages look like.
extension PipelinePlanner {
  /// How many tables of SQL that was given are looked at.
  private static let mostTables = 20
  private static let samplingTimeout = Duration.seconds(15)
  /// Who passes columns may do so because Kafka cannot be reached from here.
  private static let shortTimeout = Duration.seconds(5)

  /// The table as the database has it; nil where no database is set up.
  func targetTable(
    _ name: TableName, _ onProgress: @Sendable (String) -> Void
  ) async throws(SQLGenerationError) -> TargetTable? {
    guard let catalog = application.catalog else { return nil }
    onProgress("Reading the table \(name)")
    let others: [String]
    do throws(PostgresError) {
      if let table = try await application.pipelineEnds.table(name, in: catalog) { return table }
      others = try await catalog.tableNames(in: name.schema)
    } catch {
      throw SQLGenerationError(
        code: "hologres_unreachable", message: "The table \(name) cannot be read from Hologres: \(error)",
        remedy:
          "Check HOLOGRES_ENDPOINT, HOLOGRES_DATABASE, HOLOGRES_USERNAME and HOLOGRES_PASSWORD, or unset them and pass columns"
      )
    }
    let known =
      others.isEmpty
      ? "the schema '\(name.schema)' has no tables" : "the tables there are: \(others.joined(separator: ", "))"
    throw SQLGenerationError(
      code: "unknown_table", message: "There is no table \(name) in Hologres; \(known)",
      remedy: "Create the table, or pass hologres_table as it is called there")
  }

  /// The tables of Hologres that SQL names, and the names of those that there are not; it deploys without that.
  func tables(declaredIn sql: String) async -> (known: SQLLint.Targets?, missing: [TableName]) {
    guard let catalog = application.catalog, let database = application.settings.hologresDatabase else {
      return (nil, [])
    }
    var tables: [TargetTable] = []
    var missing: [TableName] = []
    for name in SQLLint.hologresTables(in: sql, of: database).prefix(PipelinePlanner.mostTables) {
      do throws(PostgresError) {
        if let table = try await application.pipelineEnds.table(name, in: catalog) {
          tables.append(table)
        } else {
          missing.append(name)
        }
      } catch {
        // The others could not be read either, and each would take its time.
        break
      }
    }
    return (SQLLint.Targets(tables, in: database), missing)
  }

  /// The fields of the messages, with the messages that were looked at.
  func messages(
    _ arguments: GenerateAndDeployArguments, _ targets: [TargetTable], _ onProgress: @Sendable (String) -> Void
  ) async throws(SQLGenerationError) -> (MessageSchema, TopicSample) {
    if let columns = arguments.columns { return try await given(columns, arguments, onProgress) }
    if let messages = arguments.sampleMessages {
      return (try SchemaInference(messages).schema(), TopicSample(messages: messages))
    }
    guard let sampler else {
      let reason = "KAFKA_BOOTSTRAP_SERVERS is not set or this build cannot read Kafka"
      return (try PipelinePlanner.assumed(targets, reason), TopicSample())
    }
    let look = try await look(at: arguments.topic, sampler, onProgress)
    let schema =
      look.sample.messages.isEmpty
      ? try PipelinePlanner.assumed(targets, "The topic '\(arguments.topic)' has no messages")
      : try look.inference.schema()
    return (schema, look.sample)
  }

  /// The topic shows whether the messages have the columns and how timestamps are written; what cannot be read is no
  /// reason to refuse.
  private func given(
    _ columns: [MessageSchema.GivenColumn], _ arguments: GenerateAndDeployArguments,
    _ onProgress: @Sendable (String) -> Void
  ) async throws(SQLGenerationError) -> (MessageSchema, TopicSample) {
    if let messages = arguments.sampleMessages {
      return (try MessageSchema(columns: columns, messages: messages), TopicSample(messages: messages))
    }
    var schema = try MessageSchema(columns: columns)
    guard let sampler else { return (schema, TopicSample()) }
    let look: TopicLook
    do throws(SQLGenerationError) {
      look = try await self.look(at: arguments.topic, sampler, timeout: PipelinePlanner.shortTimeout, onProgress)
    } catch {
      if Task.isCancelled { throw error }
      schema.warnings.append("The topic was not read, to compare its messages with the columns: \(error.message)")
      return (schema, TopicSample())
    }
    return (try MessageSchema(columns: columns, seenIn: look.inference), look.sample)
  }

  private var sampler: KafkaSampler? { KafkaSampler.isBuilt ? application.settings.kafka.map(KafkaSampler.init) : nil }

  private func look(
    at topic: TopicName, _ sampler: KafkaSampler, timeout: Duration = samplingTimeout,
    _ onProgress: @Sendable (String) -> Void
  ) async throws(SQLGenerationError) -> TopicLook {
    onProgress("Reading messages of the topic \(topic)")
    do throws(KafkaSamplingError) {
      return try await application.pipelineEnds.messages(of: topic, with: sampler, timeout: timeout)
    } catch {
      throw SQLGenerationError(
        code: error.code.rawValue, message: error.message,
        remedy: error.code == .unknownTopic
          ? "Check topic, or create it"
          : "Check KAFKA_BOOTSTRAP_SERVERS, the KAFKA_SASL and KAFKA_SSL settings and the rights of the user, or pass columns or sample_messages"
      )
    }
  }

  private static func assumed(
    _ targets: [TargetTable], _ reason: String
  ) throws(SQLGenerationError) -> MessageSchema {
    guard !targets.isEmpty else {
      throw SQLGenerationError(
        code: "no_schema",
        message: "The fields of the messages are not known: \(reason), and the target table cannot be read either",
        remedy: "Pass columns or sample_messages")
    }
    return MessageSchema(assuming: targets)
  }
}
