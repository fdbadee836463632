import FlinkSQL
import PipelineTypes

extension ArrivalKeys {
  /// The keys of a pipeline for messages such as these.
  /// - Parameter readable: Whether the tables could be read.
  init(
    _ messages: [String], into tables: [TargetTable], readable: Bool = true, engine: EngineVersion = Pipelines.vvr11,
    startup: StartupMode = .earliestOffset
  ) throws {
    let schema = try Pipelines.schema(messages)
    let pipeline = try Pipelines.pipeline(schema, into: tables, engine: engine, startup: startup)
    self.init(
      topic: try TopicName(parsing: "orders"), schema, pipeline.sources, targets: readable ? tables : [],
      startupMode: startup, on: engine)
  }

  /// What a message at partition 3, offset 1042 does to the rows of the first table.
  func effects(of message: String) -> [RowEffect] {
    effects(of: .at(1042, message)).first?.effects ?? []
  }
}

extension SampledMessage {
  /// A message of partition 3.
  static func at(_ offset: Int, _ value: String, key: String? = nil) -> SampledMessage {
    SampledMessage(
      position: Position(partition: 3, offset: offset), key: key.map { Array($0.utf8) }, value: Array(value.utf8))
  }
}

extension RowKey {
  /// A key of these columns.
  init(_ columns: KeyValuePairs<String, String>) { self.init(columns.map { Column(name: $0.key, value: $0.value) }) }
}
