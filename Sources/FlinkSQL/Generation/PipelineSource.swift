public import PipelineTypes

/// One reading of the topic, and the tables that are filled from it.
///
/// A source declares each field once. Tables that need one field as different types are filled from different sources.
public struct PipelineSource: Sendable {
  /// What the tables need of a message.
  private(set) var columns: SourceColumns
  /// The member of a message that holds the fields; nil when they are the message's own.
  let container: String?
  /// The columns by which a change finds its row; empty when messages are rows.
  public let primaryKey: [String]
  /// The tables.
  public private(set) var sinks: [PipelineSink]
  /// What gets a watermark; nil for none.
  private(set) var eventTime: EventTime?

  private init(_ sink: PipelineSink, _ format: MessageFormat) {
    columns = sink.mapping.neededColumns
    container = format.container
    primaryKey = sink.mapping.sourceKey(format)
    sinks = [sink]
  }

  /// As few sources as the tables can be filled from.
  static func sources(
    for sinks: [PipelineSink], _ schema: MessageSchema, _ eventTime: EventTimeChoice, engine: EngineVersion
  ) throws(PipelineProblem) -> [PipelineSource] {
    var sources: [PipelineSource] = []
    for sink in sinks {
      if let index = sources.firstIndex(where: { $0.serves(sink, schema.format) }) {
        sources[index].add(sink)
      } else {
        sources.append(PipelineSource(sink, schema.format))
      }
    }
    for index in sources.indices { try sources[index].choose(eventTime, schema, engine) }
    return sources
  }

  private func serves(_ sink: PipelineSink, _ format: MessageFormat) -> Bool {
    sink.mapping.sourceKey(format) == primaryKey && columns.agree(with: sink.mapping.neededColumns)
  }

  /// Whether no two of `sources` declare a field as different types.
  static func declareAlike(_ sources: [PipelineSource]) -> Bool {
    var declared = SourceColumns()
    for source in sources {
      guard declared.agree(with: source.columns) else { return false }
      source.columns.list.forEach { declared.declare($0) }
    }
    return true
  }

  private mutating func add(_ sink: PipelineSink) {
    sink.mapping.neededColumns.list.forEach { columns.declare($0) }
    sinks.append(sink)
  }

  private mutating func choose(
    _ choice: EventTimeChoice, _ schema: MessageSchema, _ engine: EngineVersion
  ) throws(PipelineProblem) {
    switch choice {
    case .evident: eventTime = EventTime(evidentIn: schema, columns)
    case .named(let name):
      let named = try EventTime(named: name, in: schema, columns, engine: engine)
      columns.declare(named.column)
      eventTime = named
    }
  }

  /// The columns that are read from a message's JSON: each of these fields, and no other.
  public var fields: [(name: String, type: FlinkType)] {
    let fields = columns.list.filter { $0.metadata == nil }
    guard let container else { return fields.map { ($0.name, $0.type) } }
    return [(container, .row(fields.map { .init(name: $0.name, type: $0.type) }))]
  }
}

extension ColumnMapping {
  /// What a source must declare for it, each name once.
  fileprivate var neededColumns: SourceColumns {
    var needed = SourceColumns()
    for column in columns {
      needed.declare(SourceColumn(name: column.field, type: column.sourceType, metadata: column.metadata))
    }
    return needed
  }
}
