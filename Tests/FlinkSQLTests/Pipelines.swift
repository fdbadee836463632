import FlinkSQL
import PipelineTypes

extension MessageSchema {
  /// Fields by names and types.
  init(columns: [(name: String, type: String)]) throws(PipelineProblem) {
    try self.init(columns: columns.map { DeclaredColumn(name: $0.name, type: $0.type) })
  }
}

extension [PipelineNote] {
  /// The facts about the field `name`.
  func facts(about name: String) -> [FieldFact] {
    compactMap { if case .field(let names, let fact, _) = $0, names.containsName(name) { fact } else { nil } }
  }

  /// The facts about the column `name`.
  func columnFacts(about name: String) -> [ColumnFact] {
    compactMap { if case .column(let names, let fact, _) = $0, names.containsName(name) { fact } else { nil } }
  }

  /// The facts about tables as a whole.
  var tableFacts: [TableFact] { compactMap { if case .table(_, let fact) = $0 { fact } else { nil } } }

  /// The facts about the topic, its messages and the job.
  var topicFacts: [TopicFact] { compactMap { if case .topic(let fact) = $0 { fact } else { nil } } }
}

/// Test pipelines and their parts.
enum Pipelines {
  static let endpoints = PipelineEndpoints(
    bootstrapServers: "k:9092", kafkaSecurity: nil, hologresEndpoint: "h:80", hologresDatabase: "db",
    hologresUsernameSecret: "u", hologresPasswordSecret: "p")
  static let vvr8 = EngineVersion(8, 0, 11)
  static let vvr11 = EngineVersion(11, 1)

  /// The name of the tables that ``table(_:key:kind:)`` returns.
  static let tableName = TableName(schema: "public", table: "t")

  /// The schema that is inferred from messages.
  static func schema(_ messages: [String]) throws -> MessageSchema {
    var inference = SchemaInference()
    for message in messages { inference.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    return try inference.schema()
  }

  /// The schema that is inferred from messages `{"v": VALUE}`.
  static func schema(values: [String]) throws -> MessageSchema { try schema(values.map { "{\"v\":\($0)}" }) }

  /// A table of these columns; a type that ends in `!` is NOT NULL.
  static func table(_ columns: KeyValuePairs<String, String>, key: [String] = [], kind: TargetTable.Kind = .table)
    -> TargetTable
  {
    TargetTable(
      name: tableName, kind: kind,
      columns: columns.map { name, type in
        let isRequired = type.hasSuffix("!")
        return TargetTable.Column(
          name: name, databaseType: isRequired ? String(type.dropLast()) : type, isNullable: !isRequired)
      }, primaryKey: key)
  }

  /// The conversion of a field `v` of these values to a column `v` of this type.
  static func conversion(of values: [String], to type: String, engine: EngineVersion = vvr11) throws
    -> ColumnMapping.Column?
  {
    try ColumnMapping(schema(values: values), into: table(["v": type]), engine: engine).columns.first
  }

  static func sql(
    _ schema: MessageSchema, into table: TargetTable, engine: EngineVersion = vvr8,
    startup: StartupMode = .earliestOffset, endpoints: PipelineEndpoints = Self.endpoints,
    eventTime: EventTimeChoice = .evident
  ) throws -> String {
    try pipeline(
      schema, into: [table], engine: engine, startup: startup, endpoints: endpoints, eventTime: eventTime
    ).text()
  }

  static func pipeline(
    _ schema: MessageSchema, into tables: [TargetTable], engine: EngineVersion = vvr8,
    startup: StartupMode = .earliestOffset, endpoints: PipelineEndpoints = Self.endpoints,
    eventTime: EventTimeChoice = .evident
  ) throws -> PipelineSQL {
    let sinks = try tables.map { PipelineSink($0.name, try ColumnMapping(schema, into: $0, engine: engine)) }
    return try PipelineSQL(
      topic: TopicName(parsing: "orders"), schema: schema, sinks: sinks, eventTime: eventTime, endpoints: endpoints,
      startupMode: startup, groupID: "g", engine: engine, toolVersion: "1.2.3")
  }
}
