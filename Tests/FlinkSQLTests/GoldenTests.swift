import FlinkSQL
import Foundation
import PipelineTypes
import Testing

/// The statements that the generator writes for realistic topics.
///
/// `RENEW_GOLDEN=1` writes the files; `make verify-sql` has the engines accept each of them.
@Suite("Golden statements")
struct GoldenTests {
  @Test("The generator writes the golden statements", arguments: GoldenTopic.all, [Pipelines.vvr8, Pipelines.vvr11])
  func golden(_ topic: GoldenTopic, _ engine: EngineVersion) throws {
    let sql = try statements(topic, engine)
    let family = engine.family == .vvr11 ? "vvr11" : "vvr8"
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/\(topic.name).\(family).sql")
    if ProcessInfo.processInfo.environment["RENEW_GOLDEN"] == "1" {
      try Data(sql.utf8).write(to: file)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    let difference = sql.split(separator: "\n", omittingEmptySubsequences: false)
      .difference(from: golden.split(separator: "\n", omittingEmptySubsequences: false))
      .map { change in
        switch change {
        case .insert(let line, let text, _): "+\(line + 1): \(text)"
        case .remove(let line, let text, _): "-\(line + 1): \(text)"
        }
      }
    #expect(difference.isEmpty, "\(file.lastPathComponent) differs:\n\(difference.joined(separator: "\n"))")
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
