extension TimeReading {
  /// The reading of all values of `seen`; nil when they have none in common.
  /// - Parameters:
  ///   - seen: What was seen of the field.
  ///   - kind: The column that it is for.
  ///   - name: The field's name.
  ///   - column: The field as an expression.
  ///   - context: How the reader takes timestamps, and whose messages they are.
  init?(
    of seen: ValueProfile, for kind: DatabaseType, _ name: String, at column: String, _ context: Conversion.Context
  ) {
    if seen.kinds == [.string] {
      if let reading = TimeReading(readerTakes: seen.strings, column, context.standard)
        ?? TimeReading(ofText: seen.strings, name, column)
      {
        self = reading
        return
      }
    }
    guard seen.isNumeric else { return nil }
    let quoted = seen.strings.count > 0 ? ConversionNote.quoted(name) : nil
    guard
      let reading = TimeReading(ofEpoch: seen, for: kind, name, column, context, quoted)
        ?? TimeReading(ofDates: seen.allNumbers, for: kind, name, column, quoted)
    else { return nil }
    self = reading
  }

  /// So many days since 1970 are 1980: of numbers that are all smaller it is not evident that they are days.
  private static let evidentDays = 3653.0

  private init?(readerTakes texts: TextProfile, _ column: String, _ standard: MessageSchema.TimestampStandard) {
    let places = texts.fractionDigits
    switch standard {
    case _ where texts.isOnly(.date): self.init(.day, .date, column, places: 0)
    case .iso8601 where texts.isOnly(.isoInstant), .sql where texts.isOnly(.sqlInstant):
      self.init(.instant, .timestampLTZ(precision: 6), column, places: places)
    case .iso8601 where texts.isOnly(.isoLocal), .sql where texts.isOnly(.sqlLocal):
      self.init(.local, .timestamp(precision: 6), column, places: places)
    default: return nil
    }
  }

  /// By an expression, of which other text comes out as NULL.
  private init?(ofText texts: TextProfile, _ name: String, _ column: String) {
    func note(_ kept: Int) -> String {
      "'\(name)' is read as text of the forms seen, to \(kept) places of a second; other text becomes NULL"
    }
    if let offset = texts.offsetForm {
      self.init(
        .instant, .string, ConversionSQL.instant(fromZonedText: column, offset), places: texts.fractionDigits, kept: 3,
        isDirect: false, note: note(3))
    } else if texts.withoutSeconds == 0, texts.isOnly(where: \.isLocal) {
      self.init(
        .local, .string, ConversionSQL.local(fromText: column), places: texts.fractionDigits, kept: 6, isDirect: false,
        note: note(6))
    } else {
      return nil
    }
  }

  private init?(
    ofEpoch seen: ValueProfile, for kind: DatabaseType, _ name: String, _ column: String, _ context: Conversion.Context,
    _ quoted: String?
  ) {
    guard let epoch = seen.epoch else { return nil }
    // A column of times without a zone is written as a number; those with one as text.
    if case .debeziumJSON = context.format, kind.isLocal, !epoch.hasFractions {
      let note = ConversionNote.counting(name, "\(epoch.unit) since 1970 in local time, as Debezium writes it")
      self.init(local: column, epoch.unit, ConversionNote.joined(note, quoted))
      return
    }
    let note = ConversionNote.epoch(name, epoch.unit, hasUnset: epoch.hasUnset)
    let cut = epoch.hasFractions ? "3 places of a second are kept" : nil
    self.init(
      .instant, epoch.source, epoch.instant(at: column, hasUnset: epoch.hasUnset), places: epoch.places, kept: 3,
      isDirect: false, note: ConversionNote.joined(note, cut, quoted))
  }

  private init?(
    ofDates numbers: NumberProfile, for kind: DatabaseType, _ name: String, _ column: String, _ quoted: String?
  ) {
    // Text of another form, such as 12.00 in quotes, is no number for an INT.
    guard numbers.fractions == 0 else { return nil }
    let seen = numbers.epochs
    if seen.basicDates > 0, seen.basicDates + seen.unset == numbers.count {
      let note = "'\(name)' is taken for dates such as 20240501; all else becomes NULL"
      self.init(.day, .string, ConversionSQL.date(fromBasicText: column), places: 0, isDirect: false, note: note)
    } else if kind == .date, seen.days == numbers.count, numbers.maximum >= TimeReading.evidentDays {
      let note = ConversionNote.counting(name, "days since 1970-01-01")
      self.init(days: column, ConversionNote.joined(note, quoted))
    } else {
      return nil
    }
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
