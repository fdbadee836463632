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
  /// What is taken for granted where no message was seen, as a sentence.
  let note: String?

  /// Names that mean the time of an event, without case, underscores and dashes.
  private static let names: Set<String> = ["eventtime", "eventtimestamp", "eventts", "ts", "tsms", "timestamp"]

  /// The event time of messages in which one, and only one, field is evidently such.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - columns: How the source declares them.
  /// - Returns: nil when there is no such field, several, or when messages are changes of rows.
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
  /// - Throws: ``SQLGenerationError`` that names the fields which can be one, when this cannot.
  init(
    named name: String, in schema: MessageSchema, _ columns: SourceColumns, engine: EngineVersion
  ) throws(SQLGenerationError) {
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
    throw SQLGenerationError(
      code: "invalid_event_time",
      message: field == nil
        ? "The messages have no field '\(name.prefix(100))' to be the event time"
        : "The field '\(name)' holds no time that could be the event time",
      remedy: "Pass event_time as one of \(candidates.joined(separator: ", "))")
  }

  /// How the source declares it, or would.
  private static func column(
    for field: MessageSchema.Field, in schema: MessageSchema, _ columns: SourceColumns, _ engine: EngineVersion
  ) -> SourceColumn? {
    if let declared = columns[field.name] { return declared }
    if let metadata = field.metadata { return SourceColumn(name: field.name, type: metadata.type, metadata: metadata) }
    let instants = TargetTable.Column(name: field.name, databaseType: "timestamp with time zone", isNullable: true)
    let context = Conversion.Context(schema, on: engine)
    guard let conversion = try? Conversion(of: field, into: instants, context) else { return nil }
    return SourceColumn(name: field.name, type: conversion.sourceType)
  }

  /// Flink stops at a row without an event time, so that what has none counts as the beginning of 1970.
  private init?(of column: SourceColumn, _ field: MessageSchema.Field?, in schema: MessageSchema) {
    guard column.metadata == nil || column.metadata == .timestamp else { return nil }
    let path = SQLText.path(column.metadata == nil ? schema.format.container : nil, column.name)
    guard let instant = EventTime.instant(column.type, at: path, field) else { return nil }
    expression = "COALESCE(\(instant), TO_TIMESTAMP_LTZ(0, 3))"
    name = schema.freeName("event_time")
    self.column = column
    note = field.flatMap(EventTime.assumption)
  }

  private static func assumption(on field: MessageSchema.Field) -> String? {
    guard field.profile == nil, field.metadata == nil else { return nil }
    if let epoch = field.epoch {
      return "'\(field.name)' as the event time is taken for an epoch time in \(epoch.unit)"
    }
    guard field.type == .string else { return nil }
    return "'\(field.name)' is text; as the event time, what is no time with Z or an offset counts as of 1970"
  }

  /// The instant in a column that the source declares as `type`; nil where it holds none.
  private static func instant(_ type: FlinkType, at path: String, _ field: MessageSchema.Field?) -> String? {
    if field?.profile?.values == 0 { return nil }
    switch type {
    case .timestampLTZ(3): return path
    case .timestampLTZ, .timestamp, .date: return "CAST(\(path) AS TIMESTAMP_LTZ(3))"
    case .bigint, .int:
      return field?.epoch.map { ConversionSQL.instant(fromEpoch: path, $0.unit, hasUnset: false) }
    // As another table has it that takes the number.
    case .decimal, .double:
      guard let epoch = field?.epoch else { return nil }
      // A binary fraction has not each millisecond.
      if epoch.hasFractions, type == .double { return nil }
      return epoch.instant(at: epoch.hasFractions ? path : "CAST(\(path) AS BIGINT)", hasUnset: false)
    case .string: return field.flatMap { instant(inText: path, $0) }
    default: return nil
    }
  }

  /// The instant in what a table takes as text.
  private static func instant(inText path: String, _ field: MessageSchema.Field) -> String? {
    if let epoch = field.epoch {
      return epoch.instant(at: "TRY_CAST(\(path) AS \(epoch.source.sql))", hasUnset: false)
    }
    if let offset = field.offsetForm { return ConversionSQL.instant(fromZonedText: path, offset) }
    guard field.isLocalText else { return nil }
    return "CAST(\(ConversionSQL.local(fromText: path)) AS TIMESTAMP_LTZ(3))"
  }
}

/// What a field is as text or number, by its values where they were seen, else by the type that the caller declared.
extension MessageSchema.Field {
  /// What it counts, where it is an epoch time.
  fileprivate var epoch: EpochNumbers? {
    if let profile { return profile.epoch }
    guard type == .bigint || type == .int else { return nil }
    let unit = DeclaredConversion.epochUnit(of: name, type)
    return EpochNumbers(unit: unit, hasUnset: false, scale: 0, hasFractions: false)
  }

  /// How it writes its offset, where it is text with one.
  fileprivate var offsetForm: OffsetForm? {
    if let profile { return profile.kinds == [.string] ? profile.strings.offsetForm : nil }
    if case .timestampLTZ = type { return .extended }
    return type == .string ? .extended : nil
  }

  fileprivate var isLocalText: Bool {
    guard let profile else {
      if case .timestamp = type { return true }
      return false
    }
    return profile.kinds == [.string] && profile.strings.withoutSeconds == 0
      && profile.strings.isOnly(where: \.isLocal)
  }
}

extension MessageSchema {
  /// Kafka's timestamp, where `name` is one of its names.
  fileprivate func timestamp(named name: String) -> Field? {
    guard KafkaMetadata(namedBy: name) == .timestamp else { return nil }
    let own = KafkaMetadata.timestamp
    return Field(name: freeName(own.columnName), type: own.type, metadata: own)
  }
}
