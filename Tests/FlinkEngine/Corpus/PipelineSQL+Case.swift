import FlinkSQL

extension PipelineSQL {
  /// The pipeline of a case: everything that is not the case's own is made up.
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
