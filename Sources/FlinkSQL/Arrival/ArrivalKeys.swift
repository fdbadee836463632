public import PipelineTypes

/// How the rows that a pipeline writes are found again: for each table the key that a message has there.
///
/// It is made with the SQL and stored beside it, so that it holds for what was deployed.
public struct ArrivalKeys: Sendable, Equatable {
  /// One reading of the topic, and the tables that are filled from it.
  struct Source: Sendable, Equatable {
    /// The columns that are read from a message's JSON: all, since what one is can depend on the others.
    let columns: [FlinkType.Field]
    /// The columns by which a change finds its row; empty where it finds it by the key of the table.
    let key: [String]
    /// The tables.
    let tables: [Table]
  }

  /// A table that is written.
  struct Table: Sendable, Equatable {
    /// The table.
    let name: TableName
    /// The columns of its key in key order, or why no message can be looked up.
    let key: Result<[KeyColumn], ArrivalObstacle>
    /// Columns whose newest values can be compared with messages where no message can be looked up.
    var growing: [KeyColumn] = []
  }

  /// The topic.
  public let topic: TopicName
  /// Whether the job reads each partition from its beginning.
  public let startsAtBeginning: Bool
  /// How Flink reads the messages.
  let format: MessageFormat
  /// How Flink reads timestamps.
  let standard: TimestampStandard
  /// Which of Flink's readers takes the messages.
  let reader: FlinkJSONReader
  /// The sources.
  let sources: [Source]

  init(
    topic: TopicName, startsAtBeginning: Bool, format: MessageFormat, standard: TimestampStandard,
    reader: FlinkJSONReader, sources: [Source]
  ) {
    self.topic = topic
    self.startsAtBeginning = startsAtBeginning
    self.format = format
    self.standard = standard
    self.reader = reader
    self.sources = sources
  }

  /// The keys of a pipeline.
  /// - Parameters:
  ///   - topic: The topic.
  ///   - schema: Its messages.
  ///   - sources: The sources of the pipeline.
  ///   - targets: The tables, as far as they could be read.
  ///   - startupMode: Where reading starts.
  ///   - engine: The engine that reads the messages.
  public init(
    topic: TopicName, _ schema: MessageSchema, _ sources: [PipelineSource], targets: [TargetTable],
    startupMode: StartupMode, on engine: EngineVersion
  ) {
    self.init(
      topic: topic, startsAtBeginning: startupMode == .earliestOffset, format: schema.format,
      standard: schema.timestampStandard, reader: FlinkJSONReader(of: schema.format, on: engine),
      sources: sources.map { source in
        Source(
          columns: source.fields.map { FlinkType.Field(name: $0.name, type: $0.type) }, key: source.primaryKey,
          tables: source.sinks.map { sink in
            Table(sink, targets.first { $0.name == sink.table }, below: schema.format.container)
          })
      })
  }

  /// The same for a job that does not read each partition from its beginning.
  var startingElsewhere: ArrivalKeys {
    ArrivalKeys(
      topic: topic, startsAtBeginning: false, format: format, standard: standard, reader: reader, sources: sources)
  }

  /// Whether messages delete rows, or change their keys.
  public var hasDeletions: Bool { format.isChangeLog }

  /// Whether several sources read the topic, each at its own pace.
  public var isReadSeveralTimes: Bool { sources.count > 1 }

  /// The tables in which no message can be looked up, in their order.
  public var unsearchable: [(table: TableName, obstacle: ArrivalObstacle)] {
    sources.flatMap(\.tables).compactMap { table in
      if case .failure(let obstacle) = table.key { (table.name, obstacle) } else { nil }
    }
  }

  /// The tables in which messages can be looked up, in their order.
  public var searchable: [TableName] {
    sources.flatMap(\.tables).compactMap { table in if case .success = table.key { table.name } else { nil } }
  }
}

extension ArrivalKeys.Table {
  /// The key of the table of `sink`.
  /// - Parameters:
  ///   - target: The table as the database has it; nil where it could not be read.
  ///   - container: The member of a message that holds the fields; nil where they are the message's own.
  fileprivate init(_ sink: PipelineSink, _ target: TargetTable?, below container: String?) {
    name = sink.table
    do throws(ArrivalObstacle) {
      key = .success(try Self.key(sink.mapping, target, below: container))
    } catch {
      key = .failure(error)
      growing = Self.growing(sink.mapping, target, below: container)
    }
  }

  private static let mostGrowing = 8

  /// The first columns that are in an order and of which each value is known.
  private static func growing(
    _ mapping: ColumnMapping, _ target: TargetTable?, below container: String?
  ) -> [KeyColumn] {
    let columns = mapping.columns.compactMap { column -> KeyColumn? in
      guard let stored = target?.columns.first(where: { $0.name.isSameName(as: column.name) }) else { return nil }
      let known = try? KeyColumn(column, in: stored, below: container)
      return known?.isOrdered == true ? known : nil
    }
    return Array(columns.prefix(mostGrowing))
  }

  private static func key(
    _ mapping: ColumnMapping, _ target: TargetTable?, below container: String?
  ) throws(ArrivalObstacle) -> [KeyColumn] {
    guard let target else { throw .tableNotRead }
    guard mapping.keyFilledIn.isEmpty else { throw .keyFilledIn(columns: mapping.keyFilledIn) }
    guard !mapping.primaryKey.isEmpty else { throw .keyMissing }
    return try mapping.primaryKey.map { name throws(ArrivalObstacle) in
      guard let column = mapping.columns.first(where: { $0.name.isSameName(as: name) }),
        let stored = target.columns.first(where: { $0.name.isSameName(as: name) })
      else { throw .keyMissing }
      return try KeyColumn(column, in: stored, below: container)
    }
  }
}
