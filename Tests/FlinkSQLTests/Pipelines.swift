import FlinkSQL

extension MessageSchema {
  /// Fields by names and types.
  init(columns: [(name: String, type: String)]) throws(SQLGenerationError) {
    try self.init(columns: columns.map { GivenColumn(name: $0.name, type: $0.type) })
  }
}

/// What the tests of this target make pipelines of.
enum Pipelines {
  static let endpoints = PipelineEndpoints(
    bootstrapServers: "k:9092", kafkaSecurity: nil, hologresEndpoint: "h:80", hologresDatabase: "db",
    hologresUsernameSecret: "u", hologresPasswordSecret: "p")
  static let vvr8 = EngineVersion(8, 0, 11)
  static let vvr11 = EngineVersion(11, 1)

  /// What is inferred from messages.
  static func schema(_ messages: [String]) throws -> MessageSchema {
    var inference = SchemaInference()
    for message in messages { inference.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    return try inference.schema()
  }

  /// What is inferred from messages `{"v": VALUE}`.
  static func schema(values: [String]) throws -> MessageSchema { try schema(values.map { "{\"v\":\($0)}" }) }

  /// A table of these columns; `!` behind a type stands for NOT NULL.
  static func table(_ columns: KeyValuePairs<String, String>, key: [String] = [], kind: TargetTable.Kind = .table)
    -> TargetTable
  {
    TargetTable(
      name: TableName(schema: "public", table: "t"), kind: kind,
      columns: columns.map { name, type in
        let isRequired = type.hasSuffix("!")
        return TargetTable.Column(
          name: name, databaseType: isRequired ? String(type.dropLast()) : type, isNullable: !isRequired)
      }, primaryKey: key)
  }

  /// How a field `v` of these values goes into a column `v` of this type.
  static func conversion(of values: [String], into type: String, engine: EngineVersion = vvr11) throws
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
