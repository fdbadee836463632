import FlinkSQL
import HologresCatalog
import KafkaSampling
import PipelineTypes
import Postgres
import SQLLint

/// The fields of the messages, with the messages that show them.
struct MessageFields: Sendable {
  var schema: MessageSchema
  var sample = TopicSample()
  var notes: [PlanNote] = []
}

/// Reads tables and messages.
extension PipelinePlanner {
  /// How many tables of given SQL are read.
  private static let mostTables = 20
  private static let samplingTimeout = Duration.seconds(15)
  /// Where columns are given, the topic is only a second opinion, and perhaps cannot be reached from here.
  private static let shortTimeout = Duration.seconds(2)

  /// What the database says of a table.
  enum TargetReading {
    /// No database is configured.
    case unread
    case found(TargetTable)
    case missing(MissingTable)
  }

  /// The table as the database has it.
  func targetTable(
    _ name: TableName, _ onProgress: @Sendable (String) -> Void
  ) async throws(Failure) -> TargetReading {
    guard let catalog = try application.catalog else { return .unread }
    onProgress(PlanText.readingTable(name).text(application.voice))
    do throws(PostgresError) {
      if let table = try await application.sources.table(name, in: catalog) { return .found(table) }
      return .missing(MissingTable(name: name, known: try await catalog.tableNames(in: name.schema)))
    } catch {
      throw Failure(PlanProblem.hologresUnreachable(name, error))
    }
  }

  /// The Hologres tables that SQL names: those that exist, and the names of those that do not; it deploys without them.
  func tables(declaredIn sql: String) async throws(Failure) -> (known: SQLLint.Targets?, missing: [TableName]) {
    guard let catalog = try application.catalog, let database = application.settings.hologresDatabase else {
      return (nil, [])
    }
    var tables: [TargetTable] = []
    var missing: [TableName] = []
    for name in SQLLint.hologresTables(in: sql, of: database).prefix(PipelinePlanner.mostTables) {
      do throws(PostgresError) {
        if let table = try await application.sources.table(name, in: catalog) {
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

  /// The fields of the messages.
  func fields(
    _ arguments: GenerateAndDeployArguments, _ targets: [TargetTable], _ onProgress: @Sendable (String) -> Void
  ) async throws(Failure) -> MessageFields {
    if let columns = arguments.columns { return try await declared(columns, arguments, onProgress) }
    if let messages = arguments.sampleMessages {
      return MessageFields(
        schema: try Failure.wrapping { () throws(PipelineProblem) in try SchemaInference(messages).schema() },
        sample: TopicSample(messages: messages))
    }
    guard let sampler = try application.sampler else {
      return MessageFields(schema: try PipelinePlanner.assumed(targets, .kafkaMissing))
    }
    let topic: SampledTopic
    do throws(KafkaSamplingError) {
      topic = try await sampled(arguments.topic, sampler, timeout: PipelinePlanner.samplingTimeout, onProgress)
    } catch { throw Failure(error) }
    let schema =
      topic.sample.messages.isEmpty
      ? try PipelinePlanner.assumed(targets, .topicEmpty(arguments.topic.description))
      : try Failure.wrapping { () throws(PipelineProblem) in try topic.inference.schema() }
    return MessageFields(schema: schema, sample: topic.sample)
  }

  /// The topic shows whether the messages have the columns and how timestamps are written; a topic that cannot be read is
  /// not a reason to refuse.
  private func declared(
    _ columns: [MessageSchema.DeclaredColumn], _ arguments: GenerateAndDeployArguments,
    _ onProgress: @Sendable (String) -> Void
  ) async throws(Failure) -> MessageFields {
    if let messages = arguments.sampleMessages {
      return MessageFields(
        schema: try Failure.wrapping { () throws(PipelineProblem) in
          try MessageSchema(columns: columns, messages: messages)
        }, sample: TopicSample(messages: messages))
    }
    let schema = try Failure.wrapping { () throws(PipelineProblem) in try MessageSchema(columns: columns) }
    guard let sampler = try application.sampler else { return MessageFields(schema: schema) }
    let topic: SampledTopic
    do throws(KafkaSamplingError) {
      topic = try await sampled(arguments.topic, sampler, timeout: PipelinePlanner.shortTimeout, onProgress)
    } catch {
      if Task.isCancelled { throw Failure(error) }
      return MessageFields(schema: schema, notes: [.topicNotSampled(error)])
    }
    return MessageFields(
      schema: try Failure.wrapping { () throws(PipelineProblem) in
        try MessageSchema(columns: columns, seenIn: topic.inference)
      }, sample: topic.sample)
  }

  private func sampled(
    _ topic: TopicName, _ sampler: KafkaSampler, timeout: Duration, _ onProgress: @Sendable (String) -> Void
  ) async throws(KafkaSamplingError) -> SampledTopic {
    onProgress(PlanText.readingTopic(topic).text(application.voice))
    return try await application.sources.messages(of: topic, with: sampler, timeout: timeout)
  }

  private static func assumed(
    _ targets: [TargetTable], _ reason: PlanProblem.UnknownFields
  ) throws(Failure) -> MessageSchema {
    if targets.isEmpty { throw Failure(PlanProblem.fieldsUnknown(reason)) }
    return MessageSchema(assuming: targets)
  }
}

extension Failure {
  /// The value of `body`, whose problems become failures.
  /// - Throws: ``Failure``.
  static func wrapping<Value>(_ body: () throws(PipelineProblem) -> Value) throws(Failure) -> Value {
    do throws(PipelineProblem) { return try body() } catch { throw Failure(error) }
  }
}
