/// Finds the way into a column for a field whose type the caller has declared and of which no value was seen.
struct DeclaredConversion {
  let name: String
  /// The field as an expression.
  let column: String
  let declared: FlinkType
  let context: Conversion.Context

  /// The way into a column of the database type `kind`, which the sink declares as `target`.
  func into(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    switch (declared, target) {
    case (_, .string): return sent(to: kind)
    case (.array(let from), .array(let to)): return try array(of: from, kind, to)
    case (let from, let to) where from == to: return keeping(kind, read(.exact, target))
    case (.boolean, _) where target.integerBits != nil:
      return Conversion(.converted, from: .boolean, to: target, ConversionSQL.integer(fromBoolean: column, target))
    case (_, .boolean) where declared.integerBits != nil:
      return Conversion(
        .lossy, from: .bigint, to: target, "\(column) <> 0",
        note: "'\(name)' counts as true for any number but 0")
    case (_, _) where declared.isNumeric && target.isNumeric: return try number(target)
    case (.string, _): return try text(kind, target)
    case (_, _) where target.isTimestamp || target == .date: return keeping(kind, try time(target))
    case (.time, .time): return read(.converted, target).losing(ConversionNote.cuttingSecond(name))
    default: throw impossible
    }
  }

  private func array(
    of element: FlinkType, _ kind: DatabaseType, _ target: FlinkType
  ) throws(Conversion.Impossible) -> Conversion {
    let elementKind = if case .array(let inside) = kind { inside } else { DatabaseType(holding: target) }
    let inner = try DeclaredConversion(name: "\(name)[]", column: column, declared: element, context: context)
      .into(elementKind, target)
    return try inner.ofArray(of: target, at: column)
  }

  private var impossible: Conversion.Impossible {
    Conversion.Impossible(reason: "there is no conversion of \(declared.sql)")
  }

  private func read(_ verdict: Verdict, _ target: FlinkType, _ note: String? = nil) -> Conversion {
    Conversion(verdict, from: target, to: target, column, note: note)
  }

  /// The way of a time, with what the column does not keep of a second.
  private func keeping(_ kind: DatabaseType, _ way: Conversion) -> Conversion {
    guard let kept = kind.places, let places else { return way }
    return way.keeping(min(kept, declared.isTimestamp ? kept : 3), of: places, name)
  }

  /// The most places of a second that a value has, of a time or a number that is taken for one.
  private var places: Int? {
    switch declared {
    case .bigint, .int: DeclaredConversion.epochUnit(of: name, declared).places
    default: declared.places
    }
  }

  private func number(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    switch (declared, target) {
    case (_, .double), (_, .float):
      let digits = target == .double ? 15 : 6
      // Each declared number of so few digits is the same as a binary fraction.
      let widens = declared.decimalDigits.map { $0 <= digits } ?? (declared == .float)
      return widens
        ? read(.widening, target)
        : read(.lossy, target, ConversionNote.becomingBinary(name, digits: digits))
    case (_, .decimal(let precision, let scale)):
      let places = if case .decimal(_, let places) = declared { places } else { 0 }
      guard let digits = declared.decimalDigits, digits - places <= precision - scale, places <= scale else {
        var way = read(
          .lossy, target,
          "'\(name)' is rounded to \(scale) places, and becomes NULL with more than \(precision - scale) digits before the point"
        )
        way.canBecomeNull = true
        return way
      }
      return read(.widening, target)
    default: break
    }
    if let from = declared.integerBits, let to = target.integerBits {
      return from < to
        ? read(.widening, target)
        : read(.converted, target, ConversionNote.fitting(name, target))
    }
    guard target == .int || target == .bigint else { throw impossible }
    if case .decimal(let precision, 0) = declared, precision < target.integerDigits ?? 0 {
      return read(
        .converted, target,
        "'\(name)' is declared without a fraction; a number that has one loses what is after the point")
    }
    return read(.lossy, target, ConversionNote.cuttingFraction(name))
  }

  private func text(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    switch target {
    case _ where target.isNumeric, .bytes, .date, .time:
      return read(.converted, target, "'\(name)' is text; what is no \(target.sql) stops the job")
    case .boolean: return read(.converted, target, "'\(name)' is text; all but true counts as false")
    case .timestampLTZ:
      return moment(kind, target, ConversionSQL.instant(fromZonedText: column), "time with Z or an offset")
    case .timestamp: return moment(kind, target, ConversionSQL.local(fromText: column), "local time")
    default: throw impossible
    }
  }

  /// A time out of text, by an expression that keeps as many places of a second as the type can have.
  private func moment(_ kind: DatabaseType, _ target: FlinkType, _ expression: String, _ what: String) -> Conversion {
    let most = target.places ?? 0
    let kept = min(most, kind.places ?? most)
    return Conversion(
      kept < most ? .lossy : .converted, from: .string, to: target, expression,
      note: "'\(name)' is text; what is no \(what) becomes NULL, and \(kept) places of a second are kept",
      canBecomeNull: true)
  }

  private func time(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    func by(_ expression: String, _ verdict: Verdict = .converted) -> Conversion {
      Conversion(verdict, from: declared, to: target, expression)
    }
    let cast = "CAST(\(column) AS \(target.sql))"
    switch (declared, target) {
    case (.bigint, _), (.int, _): return epoch(target)
    case (.timestamp, .timestamp), (.timestampLTZ, .timestampLTZ): return read(.widening, target)
    case (.date, .timestamp): return by(cast, .widening)
    case (.timestamp, .date):
      return by(ConversionSQL.date(fromLocal: column)).losing(ConversionNote.cuttingTimeOfDay(name))
    case (.timestampLTZ, .date): return by(cast).losing(ConversionNote.cuttingTimeOfDayByZone(name))
    case (.timestamp, .timestampLTZ), (.timestampLTZ, .timestamp), (.date, .timestampLTZ):
      return by(cast).telling(ConversionNote.changingZone(name))
    default: throw impossible
    }
  }

  private func epoch(_ target: FlinkType) -> Conversion {
    let unit = DeclaredConversion.epochUnit(of: name, declared)
    let instant = ConversionSQL.instant(fromEpoch: column, unit, hasUnset: false)
    let isInstant = if case .timestampLTZ = target { true } else { false }
    let way = Conversion(
      .converted, from: .bigint, to: target, isInstant ? instant : "CAST(\(instant) AS \(target.sql))",
      note: ConversionNote.epoch(name, unit, hasUnset: false), canBecomeNull: true)
    if target == .date { return way.losing(ConversionNote.cuttingTimeOfDayByZone(name)) }
    return isInstant ? way : way.telling(ConversionNote.changingZone(name))
  }

  /// What a number counts that is taken for an epoch time.
  ///
  /// The name is all there is to go by; most programs write milliseconds into 64 bits and seconds into 32.
  static func epochUnit(of name: String, _ declared: FlinkType) -> EpochUnit {
    let lower = name.lowercased()
    if lower.hasSuffix("_us") || lower.hasSuffix("micros") { return .microseconds }
    if lower.hasSuffix("_ns") || lower.hasSuffix("nanos") { return .nanoseconds }
    return lower.hasSuffix("_ms") || lower.hasSuffix("millis") || declared == .bigint ? .milliseconds : .seconds
  }
}

extension FlinkType {
  /// Digits that a value can have, of types that count in decimal; nil for binary fractions and the rest.
  fileprivate var decimalDigits: Int? { if case .decimal(let precision, _) = self { precision } else { integerDigits } }
}
