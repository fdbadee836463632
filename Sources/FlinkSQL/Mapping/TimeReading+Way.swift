extension TimeReading {
  /// The way of the field called `name` into a column of dates, or of dates with times.
  func way(into kind: DatabaseType, _ target: FlinkType, _ name: String) -> Conversion {
    let way = conversion(into: kind, target, name).telling(note)
    guard let columnPlaces = kind.places else { return way }
    let kept = min(columnPlaces, self.kept)
    // The reader does not know that the column keeps less than its type, and so the dry parse does not either.
    let isShort = columnPlaces < target.places ?? 0 && canHaveMorePlaces
    return isShort && places <= kept
      ? way.converted(telling: "'\(name)' is kept to \(kept) places of a second")
      : way.keeping(kept, of: places, name)
  }

  private func conversion(into kind: DatabaseType, _ target: FlinkType, _ name: String) -> Conversion {
    switch (kind, meaning) {
    case (.date, .day), (.timestamptz, .instant), (.timestamp, .local): return direct(target)
    case (.date, .instant): return cast(target).losing(ConversionNote.cuttingTimeOfDayByZone(name))
    case (.date, .local):
      return by(ConversionSQL.date(fromLocal: expression), target).losing(ConversionNote.cuttingTimeOfDay(name))
    case (.timestamp, .day):
      let way = cast(target)
      return isDirect ? Conversion(.widening, from: source, to: target, way.expression) : way
    case (.timestamptz(let places), .local):
      // Unlike the reader the cast keeps no more than the column has.
      return cast(target).telling("\(ConversionNote.changingZone(name)), to \(places) places of a second")
    default: return cast(target).telling(ConversionNote.changingZone(name))
    }
  }

  private func direct(_ target: FlinkType) -> Conversion {
    isDirect ? Conversion(.exact, from: target, to: target, expression) : by(expression, target)
  }

  private func cast(_ target: FlinkType) -> Conversion { by("CAST(\(expression) AS \(target.sql))", target) }

  private func by(_ expression: String, _ target: FlinkType) -> Conversion {
    Conversion(.converted, from: source, to: target, expression, canBecomeNull: !isDirect)
  }
}
