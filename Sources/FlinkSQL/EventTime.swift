/// What gets a watermark.
public enum EventTimeChoice: Sendable, Equatable {
  /// The field that is evidently the time of the event, when there is one and only one.
  case evident
  /// This field, or Kafka's timestamp by its name as a column.
  case named(String)
}

/// The time of a message by its own account, as a column that Flink can put a watermark on.
struct EventTime: Sendable {
  /// A name that no field has.
  let name: String
  /// The expression over the source's columns; an instant of milliseconds, never NULL.
  let expression: String
  /// What it is computed from: to be declared by the source even where no table takes it.
  let column: SourceColumn

  /// Names that mean the time of an event, without case, underscores and dashes.
  private static let names: Set<String> = ["eventtime", "eventtimestamp", "eventts", "ts", "tsms", "timestamp"]

  /// The event time of messages in which one, and only one, field is evidently such.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - columns: How the source declares them.
  /// - Returns: nil when there is no such field, several, or when messages are changes of rows.
  init?(evidentIn schema: MessageSchema, _ columns: [SourceColumn]) {
    guard !schema.format.isChangeLog else { return nil }
    let candidates = columns.filter { column in
      guard column.metadata == nil, EventTime.names.contains(ColumnMatching.folded(column.name)) else { return false }
      switch column.type {
      case .timestampLTZ: return true
      case .bigint: return schema.field(named: column.name)?.profile != nil
      default: return false
      }
    }.compactMap { EventTime(of: $0, in: schema) }
    guard candidates.count == 1 else { return nil }
    self = candidates[0]
  }

  /// The event time that a caller asks for.
  /// - Parameters:
  ///   - name: A field, or a name of Kafka's timestamp.
  ///   - schema: The fields.
  ///   - columns: How the source declares those that are needed anyway.
  ///   - engine: The engine that will run it.
  /// - Throws: ``SQLGenerationError`` that names the fields which can be one, when this cannot.
  init(
    named name: String, in schema: MessageSchema, _ columns: [SourceColumn], engine: EngineVersion
  ) throws(SQLGenerationError) {
    func time(_ name: String) -> EventTime? {
      EventTime.column(named: name, in: schema, columns, engine).flatMap { EventTime(of: $0, in: schema) }
    }
    if let named = time(name) {
      self = named
      return
    }
    let candidates =
      schema.fields.map(\.name).filter { time($0) != nil }.prefix(20) + [KafkaMetadata.timestamp.columnName]
    throw SQLGenerationError(
      code: "invalid_event_time",
      message: schema.field(named: name) == nil
        ? "The messages have no field '\(name.prefix(100))' to be the event time"
        : "The field '\(name)' holds no time that could be the event time",
      remedy: "Pass event_time as one of \(candidates.joined(separator: ", "))")
  }

  /// How the source declares it, or would.
  private static func column(
    named name: String, in schema: MessageSchema, _ columns: [SourceColumn], _ engine: EngineVersion
  ) -> SourceColumn? {
    if let declared = columns.first(where: { $0.name.isSameName(as: name) }) { return declared }
    guard let field = schema.field(named: name) ?? schema.timestamp(named: name) else { return nil }
    if let metadata = field.metadata { return SourceColumn(name: field.name, type: metadata.type, metadata: metadata) }
    let instants = TargetTable.Column(name: name, databaseType: "timestamp with time zone", isNullable: true)
    let context = Conversion.Context(standard: schema.timestampStandard, engine: engine)
    guard let conversion = try? Conversion(of: field, into: instants, context) else { return nil }
    return SourceColumn(name: name, type: conversion.sourceType)
  }

  /// Flink stops at a row without an event time, so that what has none counts as the beginning of 1970.
  private init?(of column: SourceColumn, in schema: MessageSchema) {
    let seen = schema.field(named: column.name)?.profile
    let path = SQLText.path(column.metadata == nil ? schema.format.container : nil, column.name)
    guard let instant = EventTime.instant(column, at: path, seen: seen) else { return nil }
    expression = "COALESCE(\(instant), TO_TIMESTAMP_LTZ(0, 3))"
    name = schema.freeName("event_time")
    self.column = column
  }

  /// The instant in a column; nil where it holds none.
  private static func instant(_ column: SourceColumn, at path: String, seen: ValueProfile?) -> String? {
    if seen?.values == 0 { return nil }
    switch column.type {
    case .timestampLTZ(3): return path
    case .timestampLTZ, .timestamp, .date: return "CAST(\(path) AS TIMESTAMP_LTZ(3))"
    case .bigint, .int:
      let unit =
        if let seen { seen.epochUnit } else { DeclaredConversion.epochUnit(of: column.name, column.type) }
      return unit.map { ConversionSQL.instant(fromEpoch: path, $0, hasUnset: false) }
    case .string where column.metadata == nil: return instant(inText: path, seen: seen)
    default: return nil
    }
  }

  /// The instant in what a table takes as text.
  private static func instant(inText column: String, seen: ValueProfile?) -> String? {
    guard let seen else { return ConversionSQL.instant(fromZonedText: column) }
    if let unit = seen.epochUnit {
      return ConversionSQL.instant(fromEpoch: "TRY_CAST(\(column) AS BIGINT)", unit, hasUnset: false)
    }
    guard seen.kinds == [.string], seen.strings.withoutSeconds == 0 else { return nil }
    if seen.strings.isOnly(where: \.isZoned) { return ConversionSQL.instant(fromZonedText: column) }
    guard seen.strings.isOnly(where: \.isLocal) else { return nil }
    return "CAST(\(ConversionSQL.local(fromText: column)) AS TIMESTAMP_LTZ(3))"
  }
}

extension ValueProfile {
  /// What the values count, when all are epoch times.
  fileprivate var epochUnit: EpochProfile.Unit? {
    isNumeric && allNumbers.fractions == 0 ? allNumbers.epochs.unit(ofAll: allNumbers.integers) : nil
  }
}

extension MessageSchema {
  fileprivate func field(named name: String) -> Field? { fields.first { $0.name.isSameName(as: name) } }

  /// Kafka's timestamp, where `name` is one of its names.
  fileprivate func timestamp(named name: String) -> Field? {
    guard KafkaMetadata(namedBy: name) == .timestamp else { return nil }
    let own = KafkaMetadata.timestamp
    return Field(name: freeName(own.columnName), type: own.type, metadata: own)
  }
}
