import FlinkSQL
import PipelineTypes
import TestSupport
import Testing

/// The statements that the generator writes for realistic topics.
///
/// `make golden` writes the files; `make verify-sql` has the engines accept each of them.
@Suite("Golden statements")
struct GoldenTests {
  @Test("The generator writes the golden statements", arguments: GoldenTopic.all, [Pipelines.vvr8, Pipelines.vvr11])
  func golden(_ topic: GoldenTopic, _ engine: EngineVersion) throws {
    let sql = try statements(topic, engine)
    let family = engine.family == .vvr11 ? "vvr11" : "vvr8"
    let path = "Tests/FlinkSQLTests/Golden/\(topic.name).\(family).sql"
    let differences = try GoldenFile.differences(of: sql, from: path)
    #expect(differences == [], "\(path)")
  }

  private func statements(_ topic: GoldenTopic, _ engine: EngineVersion) throws -> String {
    var inference = SchemaInference()
    for message in topic.messages { inference.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    let schema = try inference.schema()
    let first = try sink(topic.name, topic.columns, topic.key, schema, engine)
    let more = try topic.more.map { try sink($0.key, $0.value.columns, $0.value.key, schema, engine) }
    return try PipelineSQL(
      topic: TopicName(parsing: topic.name), schema: schema, sinks: [first] + more,
      eventTime: topic.eventTime,
      endpoints: PipelineEndpoints(
        bootstrapServers: "kafka:9092", kafkaSecurity: topic.security, hologresEndpoint: "hologres:80",
        hologresDatabase: "db",
        hologresUsernameSecret: "hologres_username", hologresPasswordSecret: "hologres_password"),
      startupMode: topic.startup, groupID: "flink-deploy", engine: engine, toolVersion: "1.0.0"
    ).text()
  }

  private func sink(
    _ name: String, _ columns: [(name: String, type: String)], _ key: [String], _ schema: MessageSchema,
    _ engine: EngineVersion
  ) throws -> PipelineSink {
    let columns = columns.map { column in
      TargetTable.Column(name: column.name, databaseType: column.type, isNullable: !key.contains(column.name))
    }
    let table = TableName(schema: "public", table: name)
    let target = TargetTable(name: table, columns: columns, primaryKey: key)
    return PipelineSink(table, try ColumnMapping(schema, into: target, engine: engine))
  }
}
