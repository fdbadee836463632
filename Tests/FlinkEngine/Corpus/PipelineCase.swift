import FlinkSQL
import JSONCoding

/// A random topic and tables, the script that the generator writes for them, and messages of which some do not fit.
struct PipelineCase {
  let id: String
  let topic: RandomMessages
  let records: [RandomRecord]
  let sql: String
  let readings: [PipelineReading]

  /// A case, or nil when the generator knows no way from any field into any column of ours.
  /// - Throws: What the generator says when it knows one for each column, and not for all of them.
  init?(id: String, _ family: EngineFamily, _ random: inout SeededGenerator) throws {
    guard let topic = try RandomMessages(&random) else { return nil }
    // The last of VVR 8 that shifts instants is tried too.
    let engine = family == .vvr8 && random.chance(15) ? EngineVersion(8, 0, 5) : family.engine
    guard let tables = try PipelineTable.several(for: topic.schema, engine, &random) else { return nil }
    let startupMode = random.pick([
      StartupMode.earliestOffset, .latestOffset, .groupOffsets, .timestamp(milliseconds: 5),
      .specificOffsets([0: 3, 7: 0]),
    ])
    func pipeline(_ eventTime: EventTimeChoice) throws -> PipelineSQL {
      try PipelineSQL(case: id, topic.schema, tables.map(\.sink), engine, startupMode, eventTime)
    }
    // Not every field is a time.
    let named = try? random.chance(30) ? pipeline(.named(random.pick(topic.schema.fields).name)) : nil
    let made = try named ?? pipeline(.evident)
    sql = try made.text()
    readings = PipelineReading.all(of: made, tables, topic.schema, family.reader)
    records = topic.messages.map { _ in RandomRecord(&random) }
    (self.id, self.topic) = (id, topic)
  }

  /// The case in each zone that it can depend on.
  var runs: [PipelineRun] {
    let columns = readings.flatMap(\.tables).flatMap(\.mapping.columns)
    let zones =
      columns.contains { $0.type.isTemporal || $0.metadata == .timestamp }
      ? SessionZone.all : Array(SessionZone.all.prefix(1))
    return zones.map { PipelineRun(id: "\(id)@\($0.name)", zone: $0, case: self) }
  }

  /// What the topic is called.
  var topicName: String { "topic.\(id)" }
}

/// A table of a case.
struct PipelineTable {
  let sink: PipelineSink
  /// nil where the fields are copied to a table that nobody has looked at.
  let target: TargetTable?
  /// Pairs of field and type for which the generator found no way.
  let refused: [(field: String, type: DatabaseType)]

  var mapping: ColumnMapping { sink.mapping }

  /// One table, or some; nil where nothing fits one of them.
  static func several(
    for schema: MessageSchema, _ engine: EngineVersion, _ random: inout SeededGenerator
  ) throws -> [PipelineTable]? {
    if random.chance(12) {
      let mapping = try ColumnMapping(copying: schema, engine: engine)
      let sink = PipelineSink(TableName(schema: "public", table: "t"), mapping)
      return [PipelineTable(sink: sink, target: nil, refused: [])]
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

/// A source of a script, and the tables that are written from it.
struct PipelineReading {
  /// What the script calls it.
  let name: String
  /// What the script calls the tables, in the order of `tables`.
  let sinkNames: [String]
  let tables: [PipelineTable]
  let comparison: Comparison
  /// The member of a message that holds the fields; nil when they are the message's own.
  let container: String?

  /// All that `pipeline` reads, under the names by which the generator numbers them.
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
