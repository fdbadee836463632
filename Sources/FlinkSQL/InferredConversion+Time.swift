extension InferredConversion {
  /// How the values seen can be read as times.
  private struct Reading {
    enum Meaning { case instant, local, day }

    var meaning: Meaning
    var source: FlinkType
    var expression: String
    /// Whether the reader does it without an expression.
    var isDirect = true
    /// How many places of a second are left of it.
    var places = 6
    var isLossy = false
    var note: String?
  }

  /// Into the columns that hold dates and times.
  func time(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    if kind == .time { return try timeOfDay(target) }
    guard let reading else {
      throw impossible(seen.isNumeric ? "it holds numbers that are no epoch time of the years 2000 to 2100" : nil)
    }
    switch (kind, reading.meaning) {
    case (.date, .day): return conversion(reading, .exact, target)
    case (.date, .instant):
      return cast(reading, .lossy, target, "'\(name)' loses its time of day, \(ConversionSQL.sessionZone)")
    case (.date, .local):
      var reading = reading
      reading.expression = ConversionSQL.date(fromLocal: reading.expression)
      reading.isDirect = false
      return conversion(reading, .lossy, target, "'\(name)' loses its time of day")
    case (.timestamp, .day): return cast(reading, .widening, target, nil)
    case (.timestamptz, .instant), (.timestamp, .local):
      let reading = cutting(reading, kind)
      return conversion(reading, reading.isDirect ? .exact : .converted, target)
    default:
      // Unlike the reader the cast keeps no more than the column has.
      let places = kind == .timestamptz && reading.meaning == .local ? ", to 3 places of a second" : ""
      return cast(
        cutting(reading, kind), .converted, target,
        "'\(name)' changes between local time and instant, \(ConversionSQL.sessionZone)\(places)")
    }
  }

  /// The reading, with a note when more places of a second were seen than are left.
  private func cutting(_ reading: Reading, _ kind: DatabaseType) -> Reading {
    let places = min(reading.places, kind == .timestamptz ? 3 : 6)
    guard seen.strings.fractionDigits > places else { return reading }
    var cut = reading
    cut.isLossy = true
    cut.note = (cut.note.map { "\($0); " } ?? "") + "'\(name)' loses what is after \(places) places of a second"
    return cut
  }

  private func conversion(_ reading: Reading, _ verdict: Verdict, _ target: FlinkType, _ note: String? = nil)
    -> Conversion
  {
    let notes = [reading.note, note].compactMap { $0 }.joined(separator: "; ")
    return Conversion(
      reading.isLossy ? .lossy : verdict, from: reading.isDirect ? target : reading.source, to: target,
      reading.expression,
      note: notes.isEmpty ? nil : notes)
  }

  private func cast(_ reading: Reading, _ verdict: Verdict, _ target: FlinkType, _ note: String?) -> Conversion {
    var cast = reading
    cast.isDirect = false
    cast.expression = "CAST(\(reading.expression) AS \(target.sql))"
    return conversion(cast, verdict, target, note)
  }

  private func timeOfDay(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    guard seen.kinds == [.string], seen.strings.isOnly(.time) else { throw impossible() }
    return seen.strings.fractionDigits == 0
      ? read(.exact, target) : read(.lossy, target, note: "'\(name)' loses what is after the second")
  }

  private var reading: Reading? { seen.kinds == [.string] ? textReading ?? epochReading : epochReading }

  private var textReading: Reading? {
    let strings = seen.strings
    switch context.standard {
    case _ where strings.isOnly(.date): return Reading(meaning: .day, source: .date, expression: column)
    case .iso8601 where strings.isOnly(.isoInstant), .sql where strings.isOnly(.sqlInstant):
      return Reading(meaning: .instant, source: .timestampLTZ(precision: 6), expression: column)
    case .iso8601 where strings.isOnly(.isoLocal), .sql where strings.isOnly(.sqlLocal):
      return Reading(meaning: .local, source: .timestamp(precision: 6), expression: column)
    default: break
    }
    guard strings.withoutSeconds == 0 else { return nil }
    func note(_ places: Int) -> String {
      "'\(name)' is read as text of the forms seen, to \(places) places of a second; other text becomes NULL"
    }
    if strings.isOnly(where: \.isZoned) {
      return Reading(
        meaning: .instant, source: .string, expression: ConversionSQL.instant(fromZonedText: column), isDirect: false,
        places: 3, note: note(3))
    }
    if strings.isOnly(where: \.isLocal) {
      return Reading(
        meaning: .local, source: .string, expression: ConversionSQL.local(fromText: column), isDirect: false,
        note: note(6)
      )
    }
    return nil
  }

  private var epochReading: Reading? {
    let numbers = seen.allNumbers
    guard seen.isNumeric, numbers.fractions == 0, let unit = numbers.epochs.unit(ofAll: numbers.integers) else {
      return nil
    }
    let hasUnset = numbers.epochs.unset > 0
    return Reading(
      meaning: .instant, source: .bigint,
      expression: ConversionSQL.instant(fromEpoch: column, unit, hasUnset: hasUnset), isDirect: false,
      isLossy: unit == .microseconds, note: ConversionSQL.epochNote(name, unit, hasUnset: hasUnset))
  }
}
