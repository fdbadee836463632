import PipelineTypes

/// Expressions that conversions share.
enum ConversionSQL {
  /// What a JSON string made of text begins with.
  static let jsonStringCall = "JSON_STRING("

  /// A JSON string of text.
  static func jsonString(_ column: String) -> String { "\(jsonStringCall)\(column))" }

  /// 1 for true, 0 for false.
  static func integer(fromBoolean column: String, _ type: FlinkType) -> String {
    let number = "CASE WHEN \(column) THEN 1 WHEN NOT \(column) THEN 0 END"
    return type == .int ? number : "CAST(\(number) AS \(type.sql))"
  }

  /// A date from a local time.
  ///
  /// CAST alone rounds toward 1970: of a time of day before it, it makes the day after.
  static func date(fromLocal column: String) -> String { "CAST(FLOOR(\(column) TO DAY) AS DATE)" }

  /// An instant from a BIGINT; what is not set becomes NULL.
  static func instant(fromEpoch column: String, _ unit: EpochUnit, hasUnset: Bool) -> String {
    let instant =
      unit == .seconds
      ? "TO_TIMESTAMP_LTZ(\(column), 0)" : "TO_TIMESTAMP_LTZ(\(milliseconds(fromEpoch: column, unit)), 3)"
    return hasUnset ? "CASE WHEN \(column) > 0 THEN \(instant) END" : instant
  }

  /// The same from a DECIMAL, of which the milliseconds are kept.
  static func instant(fromFraction column: String, _ unit: EpochUnit, hasUnset: Bool) -> String {
    let number = "CAST(FLOOR(\(unit == .seconds ? "\(column) * 1000" : column)) AS BIGINT)"
    let instant = instant(fromEpoch: number, unit == .seconds ? .milliseconds : unit, hasUnset: false)
    return hasUnset ? "CASE WHEN \(column) > 0 THEN \(instant) END" : instant
  }

  /// A local time from a BIGINT that counts as if its zone were UTC; a year outside 0 to 9999 becomes NULL.
  ///
  /// By way of an instant it would be moved by the session's zone; TIMESTAMPADD knows no part of a second.
  static func local(fromEpoch column: String, _ unit: EpochUnit) -> String {
    let milliseconds = milliseconds(fromEpoch: column, unit)
    let local = "TIMESTAMP '1970-01-01 00:00:00.000' + INTERVAL '0.001' SECOND * \(milliseconds)"
    // So many nanoseconds have no 64 bits.
    guard unit != .nanoseconds else { return local }
    let years = (first: -62_167_219_200 * unit.perSecond, last: 253_402_300_800 * unit.perSecond - 1)
    return "CASE WHEN \(column) BETWEEN \(years.first) AND \(years.last) THEN \(local) END"
  }

  /// What a BIGINT counts, in milliseconds: division would cut toward 1970, and so make another day of what is before it.
  private static func milliseconds(fromEpoch column: String, _ unit: EpochUnit) -> String {
    switch unit {
    case .seconds: "(\(column) * 1000)"
    case .milliseconds: column
    case .microseconds: "CAST(FLOOR(\(column) * 0.001) AS BIGINT)"
    case .nanoseconds: "CAST(FLOOR(\(column) * 0.000001) AS BIGINT)"
    }
  }

  /// A date from an INT that counts days since 1970; a year outside 0 to 9999 becomes NULL.
  static func date(fromDays column: String) -> String {
    "CASE WHEN \(column) BETWEEN -719528 AND 2932896 THEN TIMESTAMPADD(DAY, \(column), DATE '1970-01-01') END"
  }

  /// A date from text or a number such as 20240501; what is none becomes NULL.
  static func date(fromBasicText column: String) -> String {
    let date =
      "SUBSTRING(\(column), 1, 4) || '-' || SUBSTRING(\(column), 5, 2) || '-' || SUBSTRING(\(column), 7, 2)"
    return "CASE WHEN REGEXP(\(column), '^[0-9]{8}$') THEN TRY_CAST(\(date) AS DATE) END"
  }

  /// A time of day from a BIGINT that counts since midnight, in whole seconds; a value outside of one day becomes NULL.
  static func time(fromMidnight column: String, _ unit: EpochUnit) -> String {
    let seconds = unit == .seconds ? column : "\(column) / \(unit.perSecond)"
    return
      "CASE WHEN \(column) BETWEEN 0 AND \(86_400 * unit.perSecond - 1) THEN TIMESTAMPADD(SECOND, CAST(\(seconds) AS INT), TIME '00:00:00') END"
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
  static func instant(fromZonedText column: String, _ offset: OffsetForm = .extended) -> String {
    let text = "REPLACE(\(column), ' ', 'T')"
    let pattern =
      "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-][0-9]{2}\(offset.separator)[0-9]{2})$"
    let later =
      "UNIX_TIMESTAMP('1' || REGEXP_REPLACE(\(text), '\\.[0-9]+', ''), 'yyyyy-MM-dd''T''HH:mm:ss\(offset.letters)')"
    let seconds = "(\(later) - 315569520000)"
    let milliseconds = "CAST(RPAD(COALESCE(REGEXP_EXTRACT(\(column), '\\.([0-9]{1,3})', 1), ''), 3, '0') AS BIGINT)"
    return
      "CASE WHEN REGEXP(\(text), '\(pattern)') THEN TO_TIMESTAMP_LTZ(\(seconds) * 1000 + \(milliseconds), 3) END"
  }

  /// A local time from text in either form; other text becomes NULL.
  static func local(fromText column: String) -> String { "TRY_CAST(REPLACE(\(column), 'T', ' ') AS TIMESTAMP(6))" }
}
