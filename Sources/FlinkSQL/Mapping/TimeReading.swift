/// How a field can be read as times.
struct TimeReading {
  enum Meaning { case instant, local, day }

  let meaning: Meaning
  /// The type that the source declares for it.
  let source: FlinkType
  let expression: String
  /// Whether the reader does it without an expression.
  let isDirect: Bool
  /// The most places of a second that values have.
  let places: Int
  /// How many of them the expression keeps.
  let kept: Int
  let note: String?

  /// Whether other values of the kind can have more places.
  var canHaveMorePlaces: Bool { source.integerBits == nil && meaning != .day }

  init(
    _ meaning: Meaning, _ source: FlinkType, _ expression: String, places: Int, kept: Int = 9, isDirect: Bool = true,
    note: String? = nil
  ) {
    self.meaning = meaning
    self.source = source
    self.expression = expression
    self.isDirect = isDirect
    self.places = places
    self.kept = kept
    self.note = note
  }

  /// The reading of a number that is of the logical type `type`; nil where that is no date, and no date with a time.
  /// - Parameters:
  ///   - type: What the number counts.
  ///   - name: The field's name.
  ///   - column: The field as an expression.
  init?(of type: LogicalType, _ name: String, at column: String) {
    let note = type.meaning.map { ConversionNote.counting(name, $0, isDeclared: true) }
    switch type {
    case .date: self.init(days: column, note)
    case .localTime(let unit): self.init(local: column, unit, note)
    case .instant:
      let instant = ConversionSQL.instant(fromEpoch: column, .milliseconds, hasUnset: false)
      self.init(.instant, .bigint, instant, places: 3, kept: 3, isDirect: false, note: note)
    case .timeOfDay, .decimal: return nil
    }
  }

  /// An INT that counts days since 1970.
  init(days column: String, _ note: String?) {
    self.init(.day, .int, ConversionSQL.date(fromDays: column), places: 0, isDirect: false, note: note)
  }

  /// A BIGINT that counts since 1970 in local time.
  init(local column: String, _ unit: EpochUnit, _ note: String?) {
    let local = ConversionSQL.local(fromEpoch: column, unit)
    self.init(.local, .bigint, local, places: unit.places, kept: 3, isDirect: false, note: note)
  }
}
