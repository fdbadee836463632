extension InferredConversion {
  /// Into the columns that hold dates and times.
  func time(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    if kind == .time { return try timeOfDay(target) }
    guard let reading = TimeReading(of: seen, for: kind, name, at: column, context) else { throw noTime }
    return reading.way(into: kind, target, name)
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
        : Conversion.Impossible(
          reason: "it holds numbers that are no date, and no epoch time of the years 2000 to 2100")
    }
    if seen.kinds == [.string], seen.strings.withoutSeconds > 0 {
      return Conversion.Impossible(reason: "it holds times without seconds; pass sql that adds them")
    }
    return impossible()
  }
}
