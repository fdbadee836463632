/// How the values seen of a field can be read as times.
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
  var canHaveMorePlaces: Bool { source != .bigint && source != .date }

  /// The reading of all values of `seen`; nil when they have none in common.
  /// - Parameters:
  ///   - seen: What was seen of the field.
  ///   - name: The field's name.
  ///   - column: The field as an expression.
  ///   - standard: How the reader takes timestamps.
  init?(of seen: ValueProfile, _ name: String, at column: String, _ standard: MessageSchema.TimestampStandard) {
    if seen.kinds == [.string] {
      if let reading = TimeReading(readerTakes: seen.strings, column, standard)
        ?? TimeReading(ofText: seen.strings, name, column)
      {
        self = reading
        return
      }
    }
    self.init(ofNumbers: seen, name, column)
  }

  private init(
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

  private init?(ofNumbers seen: ValueProfile, _ name: String, _ column: String) {
    guard let epoch = seen.epoch else { return nil }
    let cut = epoch.hasFractions ? ", and 3 places of a second are kept" : ""
    let quoted = seen.strings.count > 0 ? "; \(ConversionNote.quoted(name))" : ""
    let note = ConversionNote.epoch(name, epoch.unit, hasUnset: epoch.hasUnset) + cut + quoted
    self.init(
      .instant, epoch.source, epoch.instant(at: column, hasUnset: epoch.hasUnset), places: epoch.places, kept: 3,
      isDirect: false, note: note)
  }
}
