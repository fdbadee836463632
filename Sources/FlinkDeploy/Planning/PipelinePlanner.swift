import FlinkSQL
import KafkaSampling
import PipelineTypes

/// Reads the messages and the table, and generates the SQL between them.
struct PipelinePlanner: Sendable {
  let application: Application

  /// The plan for `arguments`.
  /// - Parameters:
  ///   - arguments: The call.
  ///   - engineVersion: The engine that the SQL is for; nil when not known.
  ///   - onProgress: Called with what is being done.
  /// - Throws: ``Failure`` that says what to pass or to set.
  func plan(
    _ arguments: GenerateAndDeployArguments, engineVersion: String?, onProgress: @Sendable (String) -> Void
  ) async throws(Failure) -> PipelinePlan {
    if let sql = arguments.sql {
      let tables = try await tables(declaredIn: sql)
      return PipelinePlan(given: sql, arguments, targets: tables.known, missing: tables.missing)
    }
    let endpoints = try application.settings.pipelineEndpoints()
    let (engine, engineNotes) = PipelinePlanner.engine(engineVersion)
    var targets: [TargetTable?] = []
    var missing: [MissingTable] = []
    for table in arguments.tables {
      switch try await targetTable(table, onProgress) {
      case .unread: targets.append(nil)
      case .found(let target): targets.append(target)
      case .missing(let table): missing.append(table)
      }
    }
    if let first = missing.first {
      return try await plan(without: first, missing, arguments, engineVersion, onProgress)
    }
    let fields = try await fields(arguments, targets.compactMap { $0 }, onProgress)
    do throws(PipelineProblem) {
      let tables = try zip(arguments.tables, targets).map { (table, target) throws(PipelineProblem) -> TablePlan in
        try TablePlan(table, target, fields.schema, engine)
      }
      let pipeline = try PipelineSQL(
        topic: arguments.topic, schema: fields.schema, sinks: tables.map { PipelineSink($0.table, $0.mapping) },
        eventTime: arguments.eventTime, endpoints: endpoints, startupMode: arguments.startupMode,
        groupID: "flink-deploy-\(arguments.name)", engine: engine, toolVersion: Application.version)
      let stored = tables.flatMap { plan in plan.target.map(plan.mapping.storage) ?? [] }
      let dryParse = PipelinePlanner.dryParse(fields.sample.messages, fields.schema, pipeline.sources, stored, engine)
      let statement: Result<String, Failure> =
        if let failure = tables.failure ?? dryParse?.failure {
          .failure(failure)
        } else {
          .success(try pipeline.text())
        }
      return PipelinePlan(
        statement: statement, tables: tables, dryParse: dryParse,
        notes: (engineNotes + fields.notes).map(ResultNote.plan)
          + PipelinePlanner.notes(fields, tables, pipeline, engine) + arguments.startupMode.notes.map(ResultNote.plan),
        arrival: .keys(
          ArrivalKeys(
            topic: arguments.topic, fields.schema, pipeline.sources, targets: targets.compactMap { $0 },
            startupMode: arguments.startupMode, on: engine)),
        suggestion: TableSuggestion(addingTo: tables, for: fields.schema, engine))
    } catch {
      throw Failure(error)
    }
  }

  /// The plan where tables are missing: it fails, and suggests tables if the messages can be read.
  private func plan(
    without first: MissingTable, _ missing: [MissingTable], _ arguments: GenerateAndDeployArguments,
    _ engineVersion: String?, _ onProgress: @Sendable (String) -> Void
  ) async throws(Failure) -> PipelinePlan {
    let (engine, engineNotes) = PipelinePlanner.engine(engineVersion)
    let fields: MessageFields
    do throws(Failure) { fields = try await self.fields(arguments, [], onProgress) } catch {
      throw first.failure(nil)
    }
    let suggestion = TableSuggestion(creating: missing, for: fields, engine)
    return PipelinePlan(
      statement: .failure(first.failure(suggestion)),
      notes: (engineNotes + fields.notes).map(ResultNote.plan)
        + fields.sample.notes(writesHeaders: false).map(ResultNote.sampling)
        + fields.schema.notes.grouped.map(ResultNote.pipeline),
      arrival: .keys(
        ArrivalKeys(
          topic: arguments.topic, fields.schema, [], targets: [], startupMode: arguments.startupMode, on: engine)),
      suggestion: suggestion)
  }

  private static func notes(
    _ fields: MessageFields, _ tables: [TablePlan], _ pipeline: PipelineSQL, _ engine: EngineVersion
  ) -> [ResultNote] {
    let writesHeaders = tables.contains { $0.mapping.columns.contains { $0.metadata == .headers } }
    let constraints = constraintNotes(fields, tables, pipeline.sources, engine)
    let pipelineNotes = (fields.schema.notes + tables.notes + constraints + pipeline.notes).grouped
    return fields.sample.notes(writesHeaders: writesHeaders).map(ResultNote.sampling)
      + pipelineNotes.map(ResultNote.pipeline)
  }

  /// What the rules of the tables mean for the rows of the messages.
  private static func constraintNotes(
    _ fields: MessageFields, _ tables: [TablePlan], _ sources: [PipelineSource], _ engine: EngineVersion
  ) -> [PipelineNote] {
    let messages = fields.sample.messages
    return tables.flatMap { plan -> [PipelineNote] in
      guard let target = plan.target, !target.constraints.isEmpty || !target.memberships.isEmpty,
        let source = sources.first(where: { $0.sinks.contains { $0.table == plan.table } })
      else { return [] }
      let rows =
        messages.isEmpty
        ? nil : SampledRows(messages, fields.schema, source, plan.mapping, into: target, on: engine)
      return ConstraintReview(target, plan.mapping, rows).notes
    }
  }

  /// The engine called `name`; an assumed one, with a note, when that says no version.
  private static func engine(_ name: String?) -> (EngineVersion, [PlanNote]) {
    if let version = name.flatMap({ EngineVersion(parsing: $0) }) { return (version, []) }
    let family = EngineVersion.assumed.family.rawValue
    return (.assumed, [.engineAssumed(version: name, family: family)])
  }

  /// Reads the messages as the sources will, and stores them as the tables will.
  private static func dryParse(
    _ messages: [SampledMessage], _ schema: MessageSchema, _ sources: [PipelineSource],
    _ stored: [(field: String, storage: TextStorage)], _ engine: EngineVersion
  ) -> DryParseReport? {
    if messages.isEmpty { return nil }
    var parse = DryParse(
      sources: sources.map { ($0.fields, $0.primaryKey) }, stored: stored, standard: schema.timestampStandard,
      format: schema.format, reader: FlinkJSONReader(of: schema.format, on: engine))
    for message in messages { parse.observe(message) }
    return parse.report
  }
}

extension DryParseReport {
  /// Why no job is started for such messages; nil where some can be read.
  fileprivate var failure: Failure? {
    guard isHopeless, let first = failures.first else { return nil }
    return Failure(PlanProblem.messagesUnreadable(count: failed, total: messages, FailingMessage(first)))
  }
}
