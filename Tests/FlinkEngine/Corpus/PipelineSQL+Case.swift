import FlinkSQL
import PipelineTypes

extension PipelineSQL {
  /// The pipeline of a case, with invented servers and names.
  /// - Throws: The generator's problem.
  init(
    case id: String, _ schema: MessageSchema, _ sinks: [PipelineSink], _ engine: EngineVersion,
    _ startupMode: StartupMode = .earliestOffset, _ eventTime: EventTimeChoice = .evident
  ) throws {
    try self.init(
      topic: TopicName(parsing: "topic.\(id)"), schema: schema, sinks: sinks, eventTime: eventTime,
      endpoints: PipelineEndpoints(
        bootstrapServers: "kafka:9092", kafkaSecurity: nil, hologresEndpoint: "hologres:80", hologresDatabase: "db",
        hologresUsernameSecret: "u", hologresPasswordSecret: "p"),
      startupMode: startupMode, groupID: "g", engine: engine, toolVersion: "1.0.0")
  }
}
