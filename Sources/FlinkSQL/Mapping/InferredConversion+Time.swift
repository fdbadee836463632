extension InferredConversion {
  /// Into the columns that hold dates and times.
  func time(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    if kind == .time { return try timeOfDay(target) }
    guard let reading = TimeReading(of: seen, name, at: column, context.standard) else { throw noTime }
    let way = way(of: reading, into: kind, target).telling(reading.note)
    guard let places = kind.places else { return way }
    let kept = min(places, reading.kept)
    // The reader does not know that the column keeps less than its type, and so the dry parse does not either.
    let isShort = places < target.places ?? 0 && reading.canHaveMorePlaces
    return isShort && reading.places <= kept
      ? way.converted(telling: "'\(name)' is kept to \(kept) places of a second")
      : way.keeping(kept, of: reading.places, name)
  }

  private func way(of reading: TimeReading, into kind: DatabaseType, _ target: FlinkType) -> Conversion {
    switch (kind, reading.meaning) {
    case (.date, .day): return direct(reading, target)
    case (.date, .instant): return cast(reading, target).losing(ConversionNote.cuttingTimeOfDayByZone(name))
    case (.date, .local):
      return by(ConversionSQL.date(fromLocal: reading.expression), reading, target)
        .losing(ConversionNote.cuttingTimeOfDay(name))
    case (.timestamp, .day):
      return Conversion(
        .widening, from: reading.source, to: target, "CAST(\(reading.expression) AS \(target.sql))")
    case (.timestamptz, .instant), (.timestamp, .local): return direct(reading, target)
    case (.timestamptz(let places), .local):
      // Unlike the reader the cast keeps no more than the column has.
      return cast(reading, target).telling("\(ConversionNote.changingZone(name)), to \(places) places of a second")
    default: return cast(reading, target).telling(ConversionNote.changingZone(name))
    }
  }

  private func direct(_ reading: TimeReading, _ target: FlinkType) -> Conversion {
    reading.isDirect ? read(.exact, target) : by(reading.expression, reading, target)
  }

  private func cast(_ reading: TimeReading, _ target: FlinkType) -> Conversion {
    by("CAST(\(reading.expression) AS \(target.sql))", reading, target)
  }

  private func by(_ expression: String, _ reading: TimeReading, _ target: FlinkType) -> Conversion {
    Conversion(.converted, from: reading.source, to: target, expression, canBecomeNull: !reading.isDirect)
  }

  private func timeOfDay(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    guard seen.kinds == [.string], seen.strings.isOnly(.time) else { throw impossible(besides: [.time]) }
    return seen.strings.fractionDigits == 0
      ? read(.exact, target) : read(.exact, target).losing(ConversionNote.cuttingSecond(name))
  }

  private var noTime: Conversion.Impossible {
    if seen.isNumeric {
      let units = seen.allNumbers.epochs.units
      return units.count > 1
        ? Conversion.Impossible(
          reason: "it holds epoch times in \(units.map { "\($0)" }.joined(separator: " and ")); "
            + "pass sql that tells them apart with CASE WHEN")
        : Conversion.Impossible(reason: "it holds numbers that are no epoch time of the years 2000 to 2100")
    }
    if seen.kinds == [.string], seen.strings.withoutSeconds > 0 {
      return Conversion.Impossible(reason: "it holds times without seconds; pass sql that adds them")
    }
    return impossible()
  }
}
