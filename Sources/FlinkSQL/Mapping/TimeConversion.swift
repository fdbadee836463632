import PipelineTypes

/// The conversion of a field that is read as times.
struct TimeConversion {
  let reading: TimeReading
  /// The field as an expression.
  let column: String

  /// The conversion to a column of the database type `kind`, which the sink declares as `target`.
  /// - Returns: nil where the column does not hold times, or not such.
  func to(_ kind: DatabaseType, _ target: FlinkType) -> Conversion? {
    switch kind {
    case .time: return timeOfDay(target)
    case .date, .timestamp, .timestamptz: break
    default: return nil
    }
    guard let form = TimeExpression(reading, for: kind, at: column) else { return nil }
    let conversion = convert(form, kind, target).noting(facts: form.facts)
    guard let columnPlaces = kind.places else { return conversion }
    let kept = min(columnPlaces, form.kept)
    if case .unseenText = reading { return unseen(conversion, kept, of: target) }
    // The reader does not know that the column keeps less than its type, and so the dry parse does not either.
    let isShort = columnPlaces < target.places ?? 0 && form.canHaveMorePlaces
    return isShort && form.places <= kept
      ? conversion.converting(.placesKept(kept)) : conversion.keeping(kept, of: form.places)
  }

  /// Text of which no value was seen is taken for a time with as many places as the type has.
  private func unseen(_ conversion: Conversion, _ kept: Int, of target: FlinkType) -> Conversion {
    let isZoned = if case .timestampLTZ = target { true } else { false }
    var unseen = conversion
    if kept < target.places ?? 0 { unseen.verdict = .lossy }
    unseen.facts = [.timeTextAssumed(isZoned: isZoned, places: kept)]
    return unseen
  }

  private func timeOfDay(_ target: FlinkType) -> Conversion? {
    switch reading {
    case .timeOfDayText(let places):
      let read = Conversion(.exact, from: target, to: target, column)
      return places == 0 ? read : read.losing(.fractionTruncated(places: 0))
    case .timeOfDayEpoch(let unit):
      let time = ConversionSQL.time(fromMidnight: column, unit)
      return Conversion(
        .converted, from: .bigint, to: target, time, [.timeRead(.timeOfDay(unit), .declared)], canBecomeNull: true
      ).losing(.fractionTruncated(places: 0))
    default: return nil
    }
  }

  private func convert(_ form: TimeExpression, _ kind: DatabaseType, _ target: FlinkType) -> Conversion {
    switch (kind, form.meaning) {
    case (.date, .day), (.timestamptz, .instant), (.timestamp, .local): return direct(form, target)
    case (.date, .instant): return cast(form, target).losing(.timeOfDayDropped(bySessionZone: true))
    case (.date, .local):
      return by(ConversionSQL.date(fromLocal: form.expression), form, target)
        .losing(.timeOfDayDropped(bySessionZone: false))
    case (.timestamp, .day):
      let whole = cast(form, target)
      return form.isDirect ? Conversion(.widening, from: form.source, to: target, whole.expression) : whole
    case (.timestamptz(let places), .local) where form.declared == nil:
      // Unlike the reader the cast keeps no more than the column has.
      return cast(form, target).noting(.sessionZoneApplied, .placesKept(places))
    default: return cast(form, target).noting(.sessionZoneApplied)
    }
  }

  private func direct(_ form: TimeExpression, _ target: FlinkType) -> Conversion {
    guard form.isDirect else { return by(form.expression, form, target) }
    let isWider = form.declared.map { $0 != target } ?? false
    return Conversion(isWider ? .widening : .exact, from: target, to: target, form.expression)
  }

  private func cast(_ form: TimeExpression, _ target: FlinkType) -> Conversion {
    by("CAST(\(form.expression) AS \(target.sql))", form, target)
  }

  private func by(_ expression: String, _ form: TimeExpression, _ target: FlinkType) -> Conversion {
    Conversion(.converted, from: form.source, to: target, expression, canBecomeNull: !form.isDirect)
  }
}

extension Conversion {
  fileprivate func noting(facts more: [FieldFact]) -> Conversion { more.reduce(self) { $0.noting($1) } }
}
