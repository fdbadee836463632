/// The way of one field into one column.
///
/// Wherever Flink's JSON reader can make the column's type by itself the field is declared as that: it refuses what does
/// not fit, where CAST wraps around, saturates or prints values in another way (measured with Flink 1.17.2 and 1.20.5).
struct Conversion: Equatable {
  var verdict: Verdict
  /// The type that the source declares.
  var sourceType: FlinkType
  /// The type that the sink declares.
  var sinkType: FlinkType
  /// The expression over the quoted source column.
  var expression: String
  /// What is to be known about it, as a sentence.
  var note: String?

  /// That a field cannot go into a column.
  struct Impossible: Error {
    /// Why, as the rest of a sentence about the field.
    let reason: String
  }

  /// What conversions depend on besides field and column.
  struct Context {
    var standard: MessageSchema.TimestampStandard
    var engine: EngineVersion
    var format: MessageFormat

    var reader: FlinkJSONReader { FlinkJSONReader(of: format, on: engine) }
  }

  /// The conversion of `field` into `column`.
  init(
    of field: MessageSchema.Field, into column: TargetTable.Column, _ context: Context
  ) throws(Impossible) {
    guard let target = column.type else { throw Impossible(reason: "the connector cannot write this type") }
    try self.init(of: field, into: column.kind, target, context)
    guard column.kind == .timestamptz, !context.engine.writesInstants else { return }
    // Such an engine takes a local time for the instant, by the zone of its JVM.
    sinkType = .timestamp(precision: 3)
    expression = "CAST(\(expression) AS \(sinkType.sql))"
    verdict = verdict == .lossy ? .lossy : .converted
    note = (note.map { $0 + "; " } ?? "") + "the engine writes '\(field.name)' by the time zone of its JVM"
  }

  /// The conversion of `field` into a column of the database type `kind`, which the sink declares as `target`.
  init(
    of field: MessageSchema.Field, into kind: DatabaseType, _ target: FlinkType, _ context: Context
  ) throws(Impossible) {
    let column = SQLText.path(context.format.container, field.name)
    if let metadata = field.metadata {
      self = try MetadataConversion(metadata: metadata, name: field.name).into(kind, target)
    } else if let seen = field.profile {
      self = try InferredConversion(name: field.name, column: column, seen: seen, context: context).into(kind, target)
    } else {
      self = try DeclaredConversion(name: field.name, column: column, declared: field.type, context: context)
        .into(kind, target)
    }
  }

  init(
    _ verdict: Verdict, from sourceType: FlinkType, to sinkType: FlinkType, _ expression: String, note: String? = nil
  ) {
    self.verdict = verdict
    self.sourceType = sourceType
    self.sinkType = sinkType
    self.expression = expression
    self.note = note
  }
}

/// Expressions that conversions share.
enum ConversionSQL {
  /// What tells how local times and instants become each other.
  static let sessionZone = "by the session's time zone (table.local-time-zone)"

  /// 1 for true, 0 for false.
  static func integer(fromBoolean column: String, _ type: FlinkType) -> String {
    let number = "CASE WHEN \(column) THEN 1 WHEN NOT \(column) THEN 0 END"
    return type == .int ? number : "CAST(\(number) AS \(type.sql))"
  }

  /// A date from a local time.
  ///
  /// CAST alone rounds toward 1970: of a time of day before it, it makes the day after.
  static func date(fromLocal column: String) -> String { "CAST(FLOOR(\(column) TO DAY) AS DATE)" }

  /// What is to be known about a number that is taken for a time.
  static func epochNote(_ name: String, _ unit: EpochProfile.Unit, hasUnset: Bool) -> String {
    let note =
      "'\(name)' is taken for an epoch time in \(unit); what is "
      + (hasUnset ? "0 or less, or after the year 9999," : "outside of the years 0 to 9999") + " becomes NULL"
    return unit == .microseconds ? "\(note); '\(name)' loses what is after 3 places of a second" : note
  }

  /// An instant from a BIGINT; what is not set becomes NULL.
  static func instant(fromEpoch column: String, _ unit: EpochProfile.Unit, hasUnset: Bool) -> String {
    let instant =
      switch unit {
      case .seconds: "TO_TIMESTAMP_LTZ(\(column), 0)"
      case .milliseconds: "TO_TIMESTAMP_LTZ(\(column), 3)"
      case .microseconds: "TO_TIMESTAMP_LTZ(\(column) / 1000, 3)"
      }
    return hasUnset ? "CASE WHEN \(column) > 0 THEN \(instant) END" : instant
  }

  /// The epoch milliseconds of an instant; -1 for what is before 1970, which is how Kafka says that there is none.
  ///
  /// The planner casts no instant to a number; EXTRACT(EPOCH ...) counts from 1970 of the session's zone, and
  /// TIMESTAMPDIFF in seconds ends in 2038. In minutes it goes on to 6053, and zones differ by whole minutes.
  static func epochMilliseconds(of instant: String) -> String {
    let start = "TO_TIMESTAMP_LTZ(0, 3)"
    let minutes = "CAST(TIMESTAMPDIFF(MINUTE, \(start), \(instant)) AS BIGINT)"
    let rest = "EXTRACT(SECOND FROM \(instant)) * 1000 + EXTRACT(MILLISECOND FROM \(instant))"
    return "CASE WHEN \(instant) < \(start) THEN -1 ELSE \(minutes) * 60000 + \(rest) END"
  }

  /// An instant from text with Z or an offset, in either form; other text becomes NULL.
  ///
  /// UNIX_TIMESTAMP is the only function that honours an offset. It must not see text of another form: it would give the
  /// least number of 64 bits, which overflows into 1970. Nor a year before 1583, of which it has another calendar: so it is
  /// asked for 10000 years later, when the days are the same again, and these years are taken off.
  static func instant(fromZonedText column: String) -> String {
    let text = "REPLACE(\(column), ' ', 'T')"
    let pattern =
      "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$"
    let later = "UNIX_TIMESTAMP('1' || REGEXP_REPLACE(\(text), '\\.[0-9]+', ''), 'yyyyy-MM-dd''T''HH:mm:ssXXX')"
    let seconds = "(\(later) - 315569520000)"
    let milliseconds = "CAST(RPAD(COALESCE(REGEXP_EXTRACT(\(column), '\\.([0-9]{1,3})', 1), ''), 3, '0') AS BIGINT)"
    return
      "CASE WHEN REGEXP(\(text), '\(pattern)') THEN TO_TIMESTAMP_LTZ(\(seconds) * 1000 + \(milliseconds), 3) END"
  }

  /// A local time from text in either form; other text becomes NULL.
  static func local(fromText column: String) -> String { "TRY_CAST(REPLACE(\(column), 'T', ' ') AS TIMESTAMP(6))" }
}
