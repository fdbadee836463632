import PipelineTypes

/// What gets a watermark.
public enum EventTimeChoice: Sendable, Equatable {
  /// The event-time field that the messages suggest, when there is exactly one.
  case evident
  /// This field, or Kafka's timestamp by its name as a column.
  case named(String)
}

/// The event time of a message, as a column that Flink can put a watermark on.
struct EventTime: Sendable {
  /// A name that no field has.
  let name: String
  /// The expression over the source's columns; an instant of milliseconds, never NULL.
  let expression: String
  /// The column that it is computed from; the source declares it even where no table takes it.
  let column: SourceColumn
  /// What is assumed where no message was seen.
  let note: PipelineNote?

  /// Names of event-time fields, without case, underscores and dashes.
  private static let names: Set<String> = ["eventtime", "eventtimestamp", "eventts", "ts", "tsms", "timestamp"]

  /// The event time of messages in which exactly one field suggests it.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - columns: How the source declares them.
  /// - Returns: nil when none or several fields qualify, or when messages are changes of rows.
  init?(evidentIn schema: MessageSchema, _ columns: SourceColumns) {
    guard !schema.format.isChangeLog else { return nil }
    let candidates = columns.list.filter { column in
      guard column.metadata == nil, EventTime.names.contains(column.name.foldedName) else { return false }
      switch column.type {
      case .timestampLTZ: return true
      case .bigint: return schema.field(named: column.name)?.profile != nil
      default: return false
      }
    }.compactMap { EventTime(of: $0, schema.field(named: $0.name), in: schema) }
    guard candidates.count == 1 else { return nil }
    self = candidates[0]
  }

  /// The event time that a caller asks for.
  /// - Parameters:
  ///   - name: A field, or a name of Kafka's timestamp.
  ///   - schema: The fields.
  ///   - columns: How the source declares those that are needed anyway.
  ///   - engine: The engine that will run it.
  /// - Throws: ``PipelineProblem`` that names the fields which can be one, when this cannot.
  init(
    named name: String, in schema: MessageSchema, _ columns: SourceColumns, engine: EngineVersion
  ) throws(PipelineProblem) {
    func time(_ field: MessageSchema.Field) -> EventTime? {
      EventTime.column(for: field, in: schema, columns, engine).flatMap { EventTime(of: $0, field, in: schema) }
    }
    let field = schema.field(named: name)
    if let named = (field ?? schema.timestamp(named: name)).flatMap(time) {
      self = named
      return
    }
    let candidates =
      Array(schema.fields.lazy.filter { time($0) != nil }.map(\.name).prefix(20)) + [KafkaMetadata.timestamp.columnName]
    throw .invalidEventTime(
      String(name.prefix(100)), field == nil ? .unknownField : .noTime, candidates: candidates)
  }

  /// How the source declares it, or would.
  private static func column(
    for field: MessageSchema.Field, in schema: MessageSchema, _ columns: SourceColumns, _ engine: EngineVersion
  ) -> SourceColumn? {
    if let declared = columns[field.name] { return declared }
    if let metadata = field.metadata { return SourceColumn(name: field.name, type: metadata.type, metadata: metadata) }
    let instants = TargetTable.Column(name: field.name, databaseType: "timestamp with time zone", isNullable: true)
    let context = Conversion.Context(schema, on: engine)
    guard let conversion = try? Conversion(of: field, to: instants, context) else { return nil }
    return SourceColumn(name: field.name, type: conversion.sourceType)
  }

  /// Flink stops at a row without an event time, so a row without one counts as the beginning of 1970.
  private init?(of column: SourceColumn, _ field: MessageSchema.Field?, in schema: MessageSchema) {
    guard column.metadata == nil || column.metadata == .timestamp else { return nil }
    let path = SQLText.path(column.metadata == nil ? schema.format.container : nil, column.name)
    let reading = field.flatMap(schema.time)
    if field?.profile?.values == 0 { return nil }
    guard let instant = EventTime.instant(column.type, at: path, reading) else { return nil }
    expression = "COALESCE(\(instant), TO_TIMESTAMP_LTZ(0, 3))"
    name = schema.freeName("event_time")
    self.column = column
    note = field.flatMap { EventTime.assumption(on: $0, reading) }
  }

  private static func assumption(on field: MessageSchema.Field, _ reading: TimeReading?) -> PipelineNote? {
    guard field.profile == nil, field.metadata == nil else { return nil }
    switch reading {
    case .epoch(let epoch, let evidence, _): return .field(field.name, .timeRead(.instant(epoch.unit), evidence))
    case .unseenText: return .field(field.name, .eventTimeTextAssumed)
    default: return nil
    }
  }

  /// The instant in a column that the source declares as `type`; nil where it holds none.
  private static func instant(_ type: FlinkType, at path: String, _ reading: TimeReading?) -> String? {
    switch type {
    case .timestampLTZ(3): return path
    case .timestampLTZ, .timestamp, .date: return "CAST(\(path) AS TIMESTAMP_LTZ(3))"
    case .bigint, .int:
      if case .localEpoch(let unit) = reading {
        return "CAST(\(ConversionSQL.local(fromEpoch: path, unit)) AS TIMESTAMP_LTZ(3))"
      }
      return reading?.epoch.map { ConversionSQL.instant(fromEpoch: path, $0.unit, hasUnset: false) }
    // As another table has it that takes the number.
    case .decimal, .double:
      guard let epoch = reading?.epoch else { return nil }
      // A binary fraction does not have each millisecond.
      if epoch.hasFractions, type == .double { return nil }
      return epoch.instant(at: epoch.hasFractions ? path : "CAST(\(path) AS BIGINT)", hasUnset: false)
    case .string: return reading.flatMap { instant(inText: path, $0) }
    default: return nil
    }
  }

  /// The instant in a column that a table takes as text.
  private static func instant(inText path: String, _ reading: TimeReading) -> String? {
    switch reading {
    case .epoch(let epoch, _, _):
      return epoch.instant(at: "TRY_CAST(\(path) AS \(epoch.source.sql))", hasUnset: false)
    case .zonedText(let offset, _): return ConversionSQL.instant(fromZonedText: path, offset)
    case .readerText(.instant, _, _), .unseenText: return ConversionSQL.instant(fromZonedText: path)
    case .readerText(.local, _, _), .localText:
      return "CAST(\(ConversionSQL.local(fromText: path)) AS TIMESTAMP_LTZ(3))"
    default: return nil
    }
  }
}

extension TimeReading {
  /// What its numbers count; nil where they are not instants.
  fileprivate var epoch: EpochNumbers? { if case .epoch(let epoch, _, _) = self { epoch } else { nil } }
}

extension MessageSchema {
  /// Kafka's timestamp, where `name` is one of its names.
  fileprivate func timestamp(named name: String) -> Field? {
    guard KafkaMetadata(namedBy: name) == .timestamp else { return nil }
    let own = KafkaMetadata.timestamp
    return Field(name: freeName(own.columnName), type: own.type, metadata: own)
  }
}
