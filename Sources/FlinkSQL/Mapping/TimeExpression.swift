import PipelineTypes

/// The expression that makes a time of a field, and what it keeps.
struct TimeExpression {
  let meaning: TimeReading.Meaning
  /// The type that the source declares for the field.
  let source: FlinkType
  let expression: String
  /// Whether the reader does it without an expression.
  var isDirect = false
  /// The most places of a second that values have.
  var places = 0
  /// How many of them the expression keeps.
  var kept = 9
  var facts: [FieldFact] = []
  /// The type that the caller gave; nil where values were seen.
  var declared: FlinkType?

  /// Whether later values can have more places.
  var canHaveMorePlaces: Bool { source.integerBits == nil && meaning != .day && declared == nil }

  /// The expression for a column of the database type `kind`; nil where the reading is not for it.
  init?(_ reading: TimeReading, for kind: DatabaseType, at column: String) {
    switch reading {
    case .readerText(let meaning, let places, let declared):
      self.init(meaning, declared ?? TimeExpression.readType(meaning), column)
      (isDirect, self.places, self.declared) = (true, places, declared)
    case .zonedText(let offset, let places):
      self.init(.instant, .string, ConversionSQL.instant(fromZonedText: column, offset))
      (self.places, kept, facts) = (places, 3, [.timeTextRead(places: 3)])
    case .localText(let places):
      self.init(.local, .string, ConversionSQL.local(fromText: column))
      (self.places, kept, facts) = (places, 6, [.timeTextRead(places: 6)])
    case .unseenText:
      switch kind {
      case .timestamptz: self.init(.instant, .string, ConversionSQL.instant(fromZonedText: column))
      case .timestamp: self.init(.local, .string, ConversionSQL.local(fromText: column))
      default: return nil
      }
    case .epoch(let epoch, .debezium, let isQuoted) where kind.isLocal && !epoch.hasFractions:
      // A column of times without a zone is written as a number; those with one as text.
      self.init(local: column, epoch.unit, .debezium, isQuoted)
    case .epoch(let epoch, let evidence, let isQuoted):
      self.init(.instant, epoch.source, epoch.instant(at: column, hasUnset: epoch.hasUnset))
      let reported = evidence == .debezium ? .assumed(hasUnset: epoch.hasUnset) : evidence
      (places, kept) = (epoch.places, 3)
      facts = [.timeRead(.instant(epoch.unit), reported)] + (epoch.hasFractions ? [.placesKept(3)] : [])
      if isQuoted { facts.append(.numbersInQuotes) }
    case .localEpoch(let unit): self.init(local: column, unit, .declared, false)
    case .days(let evidence, let isQuoted):
      // Numbers that only look like days are days where the column wants them, and nowhere else.
      guard kind == .date || evidence == .declared else { return nil }
      self.init(.day, .int, ConversionSQL.date(fromDays: column))
      facts = [.timeRead(.days, evidence)] + (isQuoted ? [.numbersInQuotes] : [])
    case .basicDates:
      self.init(.day, .string, ConversionSQL.date(fromBasicText: column))
      facts = [.timeRead(.basicDate, .assumed(hasUnset: false))]
    case .timeOfDayText, .timeOfDayEpoch: return nil
    }
  }

  private init(_ meaning: TimeReading.Meaning, _ source: FlinkType, _ expression: String) {
    (self.meaning, self.source, self.expression) = (meaning, source, expression)
  }

  private init(local column: String, _ unit: EpochUnit, _ evidence: TimeEvidence, _ isQuoted: Bool) {
    self.init(.local, .bigint, ConversionSQL.local(fromEpoch: column, unit))
    (places, kept) = (unit.places, 3)
    facts = [.timeRead(.local(unit), evidence)] + (isQuoted ? [.numbersInQuotes] : [])
  }

  private static func readType(_ meaning: TimeReading.Meaning) -> FlinkType {
    switch meaning {
    case .day: .date
    case .instant: .timestampLTZ(precision: 6)
    case .local: .timestamp(precision: 6)
    }
  }
}

extension EpochNumbers {
  /// The instant in a `column` of the type ``source``.
  func instant(at column: String, hasUnset: Bool) -> String {
    hasFractions
      ? ConversionSQL.instant(fromFraction: column, unit, hasUnset: hasUnset)
      : ConversionSQL.instant(fromEpoch: column, unit, hasUnset: hasUnset)
  }
}

extension DatabaseType {
  /// Whether a time of day in it has no zone.
  fileprivate var isLocal: Bool {
    switch self {
    case .date, .timestamp: true
    default: false
    }
  }
}
