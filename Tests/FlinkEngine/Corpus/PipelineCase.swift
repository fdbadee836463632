import FlinkSQL
import JSONCoding
import PipelineTypes

/// A random topic and tables, the script that the generator writes for them, and messages, some of which do not fit.
struct PipelineCase {
  /// An ID, unique among the pipelines.
  let id: String
  /// The messages and their fields.
  let topic: RandomMessages
  /// The Kafka metadata of each message.
  let records: [RandomRecord]
  /// The script.
  let sql: String
  /// The sources of the script.
  let readings: [PipelineReading]

  /// A case, or nil if the generator has no conversion from any field to any column of ours.
  /// - Parameters:
  ///   - id: Its ID.
  ///   - family: The engine.
  ///   - isStored: Whether the messages go through a broker, from which the job reads all of them.
  ///   - random: The generator.
  /// - Throws: The generator's problem if it converts each column, but not all of them together.
  init?(id: String, _ family: EngineFamily, isStored: Bool = false, _ random: inout SeededGenerator) throws {
    guard let topic = try RandomMessages(&random) else { return nil }
    // VVR 8.0.5 is the last version that shifts instants.
    let engine = family == .vvr8 && random.chance(15) ? EngineVersion(8, 0, 5) : family.engine
    guard let tables = try PipelineTable.several(for: topic.schema, engine, &random) else { return nil }
    let startupMode = random.pick([
      StartupMode.earliestOffset, .latestOffset, .groupOffsets, .timestamp(milliseconds: 5),
      .specificOffsets([0: 3, 7: 0]),
    ])
    func pipeline(_ eventTime: EventTimeChoice) throws -> PipelineSQL {
      try PipelineSQL(
        case: id, topic.schema, tables.map(\.sink), engine, isStored ? .earliestOffset : startupMode, eventTime)
    }
    // Not every field is a time.
    let named = try? random.chance(30) ? pipeline(.named(random.pick(topic.schema.fields).name)) : nil
    let made = try named ?? pipeline(.evident)
    sql = try made.text()
    readings = PipelineReading.all(of: made, tables, topic.schema, family.reader)
    let records = topic.messages.map { _ in RandomRecord(&random) }
    self.records = isStored ? RandomRecord.stored(records) : records
    (self.id, self.topic) = (id, topic)
  }

  /// The case in each session time zone that its results can depend on.
  var runs: [PipelineRun] {
    let columns = readings.flatMap(\.tables).flatMap(\.mapping.columns)
    let zones =
      columns.contains { $0.type.isTemporal || $0.metadata == .timestamp }
      ? SessionZone.all : Array(SessionZone.all.prefix(1))
    return zones.map { PipelineRun(id: "\(id)@\($0.name)", zone: $0, case: self) }
  }

  /// The name of the topic.
  var topicName: String { "topic.\(id)" }
}

/// A table of a case.
struct PipelineTable {
  /// The table in the script.
  let sink: PipelineSink
  /// The table in the database; nil if the fields are copied to a table that nobody has read.
  let target: TargetTable?
  /// Pairs of field and type that the generator has no conversion for.
  let refused: [(field: String, type: DatabaseType)]

  /// Its columns.
  var mapping: ColumnMapping { sink.mapping }

  /// One or more tables; nil if no field fits one of them.
  /// - Throws: The generator's problem.
  static func several(
    for schema: MessageSchema, _ engine: EngineVersion, _ random: inout SeededGenerator
  ) throws -> [PipelineTable]? {
    if random.chance(12) {
      let name = TableName(schema: "public", table: "t")
      let mapping = try ColumnMapping(copying: schema, to: name, engine: engine)
      return [PipelineTable(sink: PipelineSink(name, mapping), target: nil, refused: [])]
    }
    var tables: [PipelineTable] = []
    for _ in 0..<(random.chance(25) ? 2 + random.below(2) : 1) {
      guard let made = RandomTable(for: schema, engine, key: nil, &random) else { return nil }
      let mapping = try ColumnMapping(schema, into: made.table, engine: engine)
      tables.append(
        PipelineTable(sink: PipelineSink(made.table.name, mapping), target: made.table, refused: made.refused))
    }
    return tables
  }
}

/// A source of a script, and the tables that it fills.
struct PipelineReading {
  /// Its name in the script.
  let name: String
  /// The names of the tables in the script, in the order of `tables`.
  let sinkNames: [String]
  /// The tables.
  let tables: [PipelineTable]
  /// The dry parse of its messages.
  let comparison: Comparison
  /// The member of a message that holds the fields; nil if the message itself does.
  let container: String?

  /// The sources of `pipeline`, with the numbered names that the generator gives them.
  static func all(
    of pipeline: PipelineSQL, _ tables: [PipelineTable], _ schema: MessageSchema, _ reader: FlinkJSONReader
  ) -> [PipelineReading] {
    func numbered(_ name: String, _ index: Int) -> String { index == 0 ? name : "\(name)_\(index + 1)" }
    var rest = tables
    var sinks = 0
    return pipeline.sources.enumerated().map { index, source in
      let written = source.sinks.compactMap { sink in
        rest.firstIndex { $0.sink.table == sink.table && $0.mapping == sink.mapping }.map { rest.remove(at: $0) }
      }
      defer { sinks += written.count }
      return PipelineReading(
        name: numbered("kafka_source", index),
        sinkNames: written.indices.map { numbered("hologres_sink", sinks + $0) }, tables: written,
        comparison: Comparison(columns: source.fields, standard: schema.timestampStandard, reader: reader),
        container: schema.format == .connectJSON ? "payload" : nil)
    }
  }
}

extension FlinkType {
  fileprivate var isTemporal: Bool {
    switch self {
    case .date, .time, .timestamp, .timestampLTZ: true
    default: false
    }
  }
}
