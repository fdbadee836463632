import PipelineTypes

/// How a field can be read as a time.
///
/// Decided here and only here; types without a target, conversions, the event time and notes ask for it.
enum TimeReading: Equatable {
  /// What a value is.
  enum Meaning { case instant, local, day }

  /// Text that the JSON reader converts by itself.
  /// - Parameter declared: The type that the caller gave; nil where values were seen.
  case readerText(Meaning, places: Int, declared: FlinkType?)
  /// Text with an offset from UTC, which only an expression converts.
  case zonedText(OffsetForm, places: Int)
  /// Text without a zone, which only an expression converts.
  case localText(places: Int)
  /// Text of which no value was seen.
  case unseenText
  /// Times of day as text.
  case timeOfDayText(places: Int)
  /// Instants as numbers; by Debezium they can be local times.
  case epoch(EpochNumbers, TimeEvidence, isQuoted: Bool)
  case localEpoch(EpochUnit)
  case timeOfDayEpoch(EpochUnit)
  case days(TimeEvidence, isQuoted: Bool)
  /// Numbers or text such as 20240501.
  case basicDates

  /// The reading of `field`; nil where it holds no times, or times of several kinds.
  init?(_ field: MessageSchema.Field, _ standard: TimestampStandard, _ format: MessageFormat) {
    if field.metadata != nil { return nil }
    if let meaning = field.declaredMeaning {
      self = TimeReading(declared: meaning)
    } else if let seen = field.profile {
      guard let reading = TimeReading(seen, standard, format) else { return nil }
      self = reading
    } else {
      guard let reading = TimeReading(field.type, of: field.name) else { return nil }
      self = reading
    }
  }

  private init(declared meaning: TimeMeaning) {
    switch meaning {
    case .instant(let unit): self = .epoch(EpochNumbers(unit: unit), .declared, isQuoted: false)
    case .local(let unit): self = .localEpoch(unit)
    case .timeOfDay(let unit): self = .timeOfDayEpoch(unit)
    case .days, .basicDate: self = .days(.declared, isQuoted: false)
    }
  }

  private init?(_ type: FlinkType, of name: String) {
    switch type {
    case .timestampLTZ(let places): self = .readerText(.instant, places: places, declared: type)
    case .timestamp(let places): self = .readerText(.local, places: places, declared: type)
    case .date: self = .readerText(.day, places: 0, declared: type)
    case .time(let places): self = .timeOfDayText(places: places)
    case .bigint, .int:
      self = .epoch(EpochNumbers(of: name, declared: type), .assumed(hasUnset: false), isQuoted: false)
    case .string: self = .unseenText
    default: return nil
    }
  }

  private init?(_ seen: ValueProfile, _ standard: TimestampStandard, _ format: MessageFormat) {
    if seen.kinds == [.string], let text = TimeReading(seen.strings, standard) {
      self = text
    } else if seen.isNumeric, let numbers = TimeReading(ofNumbers: seen, format) {
      self = numbers
    } else {
      return nil
    }
  }

  /// The reading of texts; nil where they are not times, or have forms that nothing reads alike.
  init?(_ texts: TextProfile, _ standard: TimestampStandard) {
    let places = texts.fractionDigits
    switch standard {
    case _ where texts.isOnly(.date): self = .readerText(.day, places: 0, declared: nil)
    case _ where texts.isOnly(.time): self = .timeOfDayText(places: places)
    case .iso8601 where texts.isOnly(.isoInstant), .sql where texts.isOnly(.sqlInstant):
      self = .readerText(.instant, places: places, declared: nil)
    case .iso8601 where texts.isOnly(.isoLocal), .sql where texts.isOnly(.sqlLocal):
      self = .readerText(.local, places: places, declared: nil)
    default:
      if let offset = texts.offsetForm {
        self = .zonedText(offset, places: places)
      } else if texts.isPlainLocal {
        self = .localText(places: places)
      } else {
        return nil
      }
    }
  }

  /// So many days since 1970 are 1980: smaller numbers alone do not suggest that they are days.
  private static let evidentDays = 3653.0

  private init?(ofNumbers seen: ValueProfile, _ format: MessageFormat) {
    let isQuoted = seen.strings.count > 0
    if let epoch = EpochNumbers(seen) {
      let isDebezium = if case .debeziumJSON = format { true } else { false }
      self = .epoch(epoch, isDebezium ? .debezium : .assumed(hasUnset: epoch.hasUnset), isQuoted: isQuoted)
      return
    }
    let numbers = seen.allNumbers
    // Text of another form, such as 12.00 in quotes, is not a number for an INT.
    guard numbers.fractions == 0 else { return nil }
    if numbers.epochs.basicDates > 0, numbers.epochs.basicDates + numbers.epochs.unset == numbers.count {
      self = .basicDates
    } else if numbers.epochs.days == numbers.count, numbers.maximum >= TimeReading.evidentDays {
      self = .days(.assumed(hasUnset: false), isQuoted: isQuoted)
    } else {
      return nil
    }
  }

  /// The type that the reader gives to text that it converts by itself; nil for other readings.
  var readerType: FlinkType? {
    guard case .readerText(let meaning, _, nil) = self else { return nil }
    return switch meaning {
    case .day: .date
    case .instant: .timestampLTZ(precision: 3)
    case .local: .timestamp(precision: 3)
    }
  }
}

extension MessageSchema {
  /// How `field` can be read as a time; nil where it cannot.
  func time(of field: Field) -> TimeReading? { TimeReading(field, timestampStandard, format) }
}

extension MessageSchema.Field {
  /// What a schema beside the messages says that its numbers stand for; nil where its values are not whole numbers.
  var declaredMeaning: TimeMeaning? {
    let isWhole = profile.map { $0.values == $0.numbers.integers } ?? (type.integerBits != nil)
    return isWhole ? logicalType?.meaning : nil
  }
}
