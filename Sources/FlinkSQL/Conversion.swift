/// How much of a value survives on its way from a message's field into a table's column.
public enum Verdict: String, Sendable, CaseIterable {
  /// The same type.
  case exact
  /// A type that holds every value of the other.
  case widening
  /// Another form of the same value, by an expression.
  case converted
  /// Values can lose digits or become NULL.
  case lossy
}

/// The way of one field into one column.
struct Conversion: Equatable {
  var verdict: Verdict
  /// The type that the source declares, which may differ from the one inferred: JSON is read into what the sink needs.
  var sourceType: FlinkType
  /// The expression over the quoted source column.
  var expression: String
  var warning: String?

  /// The conversion of `field` into a column of type `target`; nil when there is none.
  init?(of field: MessageSchema.Field, into target: FlinkType, standard: MessageSchema.TimestampStandard) {
    let column = SQLText.identifier(field.name)
    let cast = "CAST(\(column) AS \(target.sql))"
    self.init(verdict: .exact, sourceType: field.type, expression: column)
    if field.type == target { return }
    switch (field.type, target) {
    case (.string, .string): break
    case (_, .string) where field.type.isNested:
      // The JSON reader gives the text of whatever stands there.
      self.init(verdict: .converted, sourceType: .string, expression: column)
    case (_, .string): self.init(verdict: .converted, sourceType: field.type, expression: cast)
    case (let from, let to) where from.integerDigits != nil && to.integerDigits != nil:
      self = Conversion.betweenIntegers(field, to, cast)
    case (_, .decimal(let precision, let scale)):
      guard let conversion = Conversion.intoDecimal(field, precision, scale, column) else { return nil }
      self = conversion
    case (.tinyint, .double), (.smallint, .double), (.int, .double), (.float, .double), (.smallint, .float):
      self.init(verdict: .widening, sourceType: field.type, expression: cast)
    case (_, .double) where field.type.isNumeric, (_, .float) where field.type.isNumeric:
      self.init(
        verdict: .lossy, sourceType: target, expression: column,
        warning: "'\(field.name)' goes into a binary fraction, which keeps about \(target == .double ? 15 : 6) digits")
    case (.decimal, let to) where to.integerDigits != nil, (.double, let to) where to.integerDigits != nil,
      (.float, let to) where to.integerDigits != nil:
      self.init(
        verdict: .lossy, sourceType: field.type, expression: cast,
        warning: "'\(field.name)' loses what is after the point")
    case (.bigint, .timestampLTZ), (.bigint, .timestamp), (.int, .timestampLTZ), (.int, .timestamp):
      guard let unit = Conversion.epochPrecision(field) else { return nil }
      let instant = "TO_TIMESTAMP_LTZ(\(column), \(unit))"
      let isInstant = if case .timestampLTZ = target { true } else { false }
      self.init(
        verdict: .converted, sourceType: .bigint, expression: isInstant ? instant : "CAST(\(instant) AS \(target.sql))",
        warning: "'\(field.name)' is taken for an epoch time in \(unit == 3 ? "milliseconds" : "seconds")")
    case (.timestamp, .timestamp), (.timestampLTZ, .timestampLTZ):
      self.init(verdict: .widening, sourceType: field.type, expression: cast)
    case (_, _) where field.type.isTimestamp && target.isTimestamp:
      self.init(
        verdict: .converted, sourceType: field.type, expression: cast,
        warning: "'\(field.name)' changes between local time and instant, by the session's time zone")
    case (.timestamp, .date), (.timestampLTZ, .date):
      self.init(
        verdict: .lossy, sourceType: field.type, expression: cast, warning: "'\(field.name)' loses its time of day")
    case (.date, .timestamp): self.init(verdict: .widening, sourceType: .date, expression: cast)
    case (.string, _):
      guard let conversion = Conversion.ofText(field, into: target, column, standard) else { return nil }
      self = conversion
    case (.array(let from), .array(let to))
    where to == .string || (from.integerDigits != nil && to.integerDigits != nil):
      self.init(verdict: .converted, sourceType: target, expression: column)
    default: return nil
    }
  }

  private init(verdict: Verdict, sourceType: FlinkType, expression: String, warning: String? = nil) {
    self.verdict = verdict
    self.sourceType = sourceType
    self.expression = expression
    self.warning = warning
  }

  private static func betweenIntegers(_ field: MessageSchema.Field, _ to: FlinkType, _ cast: String) -> Conversion {
    let from = field.type
    if from.integerDigits ?? 0 < to.integerDigits ?? 0 {
      return Conversion(verdict: .widening, sourceType: from, expression: cast)
    }
    // CAST would wrap around silently; the JSON reader refuses what does not fit.
    return Conversion(
      verdict: .converted, sourceType: to, expression: SQLText.identifier(field.name),
      warning: "'\(field.name)' must fit into \(to.sql); a larger value stops the job")
  }

  private static func intoDecimal(
    _ field: MessageSchema.Field, _ precision: Int, _ scale: Int, _ column: String
  ) -> Conversion? {
    let target = FlinkType.decimal(precision: precision, scale: scale)
    switch field.type {
    case .decimal(let from, let fromScale):
      if let profile = field.profile {
        // Inferred: read straight into the column's type, if that holds what was seen.
        let digits = max(profile.fractionIntegerDigits, profile.integerDigits)
        let fits = digits <= precision - scale && profile.fractionScale <= scale
        return Conversion(
          verdict: fits ? .exact : .lossy, sourceType: target, expression: column,
          warning: fits ? nil : "'\(field.name)' has values that \(target.sql) cannot hold: rounded, or NULL")
      }
      let widens = from - fromScale <= precision - scale && fromScale <= scale
      return Conversion(
        verdict: widens ? .widening : .lossy, sourceType: field.type, expression: "CAST(\(column) AS \(target.sql))",
        warning: widens ? nil : "'\(field.name)' is rounded, or becomes NULL when too large")
    case let from where from.integerDigits != nil:
      let widens = from.integerDigits ?? 0 <= precision - scale
      return Conversion(
        verdict: widens ? .widening : .lossy, sourceType: from, expression: "CAST(\(column) AS \(target.sql))",
        warning: widens ? nil : "'\(field.name)' becomes NULL when it has more than \(precision - scale) digits")
    case .double, .float:
      // By way of a binary fraction money is bent from 17 digits on; the reader makes decimals from the text itself.
      return Conversion(
        verdict: .lossy, sourceType: field.profile == nil ? field.type : target,
        expression: field.profile == nil ? "CAST(\(column) AS \(target.sql))" : column,
        warning: "'\(field.name)' is rounded to \(scale) places, and becomes NULL when too large")
    case .string where field.profile?.strings.isOnly(.integer, .fraction) == true:
      return Conversion(
        verdict: .converted, sourceType: target, expression: column,
        warning: "'\(field.name)' holds numbers in quotes; other text stops the job")
    default: return nil
    }
  }

  private static func ofText(
    _ field: MessageSchema.Field, into target: FlinkType, _ column: String, _ standard: MessageSchema.TimestampStandard
  ) -> Conversion? {
    guard let seen = field.profile?.strings else {
      // Declared as STRING by the caller: a plain CAST, which stops the job on text that is none of the type.
      if target.isNested || target == .bytes { return nil }
      return Conversion(
        verdict: .converted, sourceType: .string, expression: "CAST(\(column) AS \(target.sql))",
        warning: "'\(field.name)' is text; what is no \(target.sql) stops the job")
    }
    switch target {
    case _ where target.integerDigits != nil && seen.isOnly(.integer),
      .double where seen.isOnly(.integer, .fraction), .float where seen.isOnly(.integer, .fraction):
      return Conversion(
        verdict: .converted, sourceType: target, expression: column,
        warning: "'\(field.name)' holds numbers in quotes; other text stops the job")
    case .timestampLTZ where seen.isOnly(.isoOffset):
      // TO_TIMESTAMP drops the offset; UNIX_TIMESTAMP honours it.
      let seconds = "UNIX_TIMESTAMP(\(column), 'yyyy-MM-dd''T''HH:mm:ssXXX')"
      return Conversion(verdict: .converted, sourceType: .string, expression: "TO_TIMESTAMP_LTZ(\(seconds), 0)")
    default: return nil
    }
  }

  /// 3 for epoch milliseconds, 0 for seconds, nil when the values seen are neither.
  private static func epochPrecision(_ field: MessageSchema.Field) -> Int? {
    guard let profile = field.profile, profile.integers > 0 else {
      let name = field.name.lowercased()
      return name.hasSuffix("_ms") || name.hasSuffix("millis") || field.type == .bigint ? 3 : 0
    }
    let years2000To2100 = 946_684_800...4_102_444_800
    let values = profile.minimumInteger...max(profile.minimumInteger, profile.maximumInteger)
    if years2000To2100.contains(values.lowerBound), years2000To2100.contains(values.upperBound) { return 0 }
    let milliseconds = years2000To2100.lowerBound * 1000...years2000To2100.upperBound * 1000
    return milliseconds.contains(values.lowerBound) && milliseconds.contains(values.upperBound) ? 3 : nil
  }
}

extension FlinkType {
  var isNumeric: Bool {
    switch self {
    case .tinyint, .smallint, .int, .bigint, .float, .double, .decimal: true
    default: false
    }
  }
}
