/// Finds the way into a column for a field whose type the caller has declared and of which no value was seen.
struct DeclaredConversion {
  let name: String
  /// The field as an identifier.
  let column: String
  let declared: FlinkType
  let context: Conversion.Context

  /// The way into a column of the database type `kind`, which the sink declares as `target`.
  func into(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    switch (declared, target) {
    case (_, .string): return sent(to: kind)
    case (.timestamp(let places), .timestamp) where places > 6: return cutting(6, target)
    case (.timestampLTZ(let places), .timestampLTZ) where places > 3: return cutting(3, target)
    case (let from, let to) where from == to: return read(.exact, target)
    case (.boolean, _) where target.integerBits != nil:
      return Conversion(.converted, from: .boolean, to: target, ConversionSQL.integer(fromBoolean: column, target))
    case (_, .boolean) where declared.integerBits != nil:
      return Conversion(
        .lossy, from: .bigint, to: target, "\(column) <> 0",
        note: "'\(name)' counts as true for any number but 0")
    case (_, _) where declared.isNumeric && target.isNumeric: return try number(target)
    case (.string, _): return try text(kind, target)
    case (_, _) where target.isTimestamp || target == .date: return try time(target)
    case (.time, .time): return read(.converted, target)
    case (.array(let from), .array(let to)):
      let inner = try DeclaredConversion(name: "\(name)[]", column: column, declared: from, context: context)
        .into(.text, to)
      guard inner.expression == column else { throw impossible }
      return read(inner.verdict, target, inner.note)
    default: throw impossible
    }
  }

  private var impossible: Conversion.Impossible {
    Conversion.Impossible(reason: "there is no conversion of \(declared.sql)")
  }

  private func read(_ verdict: Verdict, _ target: FlinkType, _ note: String? = nil) -> Conversion {
    Conversion(verdict, from: target, to: target, column, note: note)
  }

  private func cutting(_ places: Int, _ target: FlinkType) -> Conversion {
    read(.lossy, target, "'\(name)' loses what is after \(places) places of a second")
  }

  private func number(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    switch (declared, target) {
    case (_, .double), (_, .float):
      let digits = target == .double ? 15 : 6
      // Each declared number of so few digits is the same as a binary fraction.
      let widens = declared.decimalDigits.map { $0 <= digits } ?? (declared == .float)
      return widens
        ? read(.widening, target)
        : read(.lossy, target, "'\(name)' goes into a binary fraction, which keeps about \(digits) digits")
    case (_, .decimal(let precision, let scale)):
      let places = if case .decimal(_, let places) = declared { places } else { 0 }
      guard let digits = declared.decimalDigits, digits - places <= precision - scale, places <= scale else {
        return read(
          .lossy, target,
          "'\(name)' is rounded to \(scale) places, and becomes NULL with more than \(precision - scale) digits before the point"
        )
      }
      return read(.widening, target)
    default: break
    }
    if let from = declared.integerBits, let to = target.integerBits {
      return from < to
        ? read(.widening, target)
        : read(.converted, target, "'\(name)' must fit into \(target.sql); a larger value stops the job")
    }
    guard target == .int || target == .bigint else { throw impossible }
    return read(.lossy, target, "'\(name)' loses what is after the point")
  }

  private func text(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    switch target {
    case _ where target.isNumeric, .bytes, .date, .time:
      return read(.converted, target, "'\(name)' is text; what is no \(target.sql) stops the job")
    case .boolean: return read(.converted, target, "'\(name)' is text; all but true counts as false")
    case .timestampLTZ:
      return Conversion(
        .converted, from: .string, to: target, ConversionSQL.instant(fromZonedText: column),
        note: "'\(name)' is text; what is no time with Z or an offset becomes NULL, and 3 places of a second are kept")
    case .timestamp:
      return Conversion(
        .converted, from: .string, to: target, ConversionSQL.local(fromText: column),
        note: "'\(name)' is text; what is no local time becomes NULL, and 6 places of a second are kept")
    default: throw impossible
    }
  }

  private func time(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    let cast = "CAST(\(column) AS \(target.sql))"
    switch (declared, target) {
    case (.bigint, _), (.int, _):
      let unit = DeclaredConversion.epochUnit(of: name, declared)
      let instant = ConversionSQL.instant(fromEpoch: column, unit, hasUnset: false)
      let isInstant = if case .timestampLTZ = target { true } else { false }
      let note = ConversionSQL.epochNote(name, unit, hasUnset: false)
      let change = target == .date ? "loses its time of day" : "changes between local time and instant"
      return Conversion(
        target == .date || unit == .microseconds ? .lossy : .converted, from: .bigint, to: target,
        isInstant ? instant : "CAST(\(instant) AS \(target.sql))",
        note: isInstant ? note : "\(note); '\(name)' \(change), \(ConversionSQL.sessionZone)")
    case (.timestamp, .timestamp), (.timestampLTZ, .timestampLTZ): return read(.widening, target)
    case (.date, .timestamp): return Conversion(.widening, from: .date, to: target, cast)
    case (.timestamp, .date):
      return Conversion(
        .lossy, from: declared, to: target, ConversionSQL.date(fromLocal: column),
        note: "'\(name)' loses its time of day")
    case (.timestampLTZ, .date):
      return Conversion(
        .lossy, from: declared, to: target, cast,
        note: "'\(name)' loses its time of day, \(ConversionSQL.sessionZone)")
    case (.timestamp, .timestampLTZ), (.timestampLTZ, .timestamp), (.date, .timestampLTZ):
      let note = "'\(name)' changes between local time and instant, \(ConversionSQL.sessionZone)"
      let kept = if case .timestampLTZ = target { 3 } else { 6 }
      guard let places = declared.places, places > kept else {
        return Conversion(.converted, from: declared, to: target, cast, note: note)
      }
      return Conversion(
        .lossy, from: declared, to: target, cast,
        note: "\(note); '\(name)' loses what is after \(kept) places of a second")
    default: throw impossible
    }
  }

  /// What a number counts that is taken for an epoch time.
  ///
  /// The name is all there is to go by; most programs write milliseconds into 64 bits and seconds into 32.
  static func epochUnit(of name: String, _ declared: FlinkType) -> EpochProfile.Unit {
    let lower = name.lowercased()
    if lower.hasSuffix("_us") || lower.hasSuffix("micros") { return .microseconds }
    return lower.hasSuffix("_ms") || lower.hasSuffix("millis") || declared == .bigint ? .milliseconds : .seconds
  }
}

extension FlinkType {
  /// Digits that a value can have, of types that count in decimal; nil for binary fractions and the rest.
  fileprivate var decimalDigits: Int? { if case .decimal(let precision, _) = self { precision } else { integerDigits } }

  /// Places of a second of a timestamp.
  fileprivate var places: Int? {
    switch self {
    case .timestamp(let places), .timestampLTZ(let places): places
    default: nil
    }
  }
}
