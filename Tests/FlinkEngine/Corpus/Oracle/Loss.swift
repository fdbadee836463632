import FlinkSQL

/// A difference between a value in a message and the same value in a row.
enum Loss: String {
  /// The same value in another form: a number out of quotes, 1 for true, the text of a number.
  case form
  /// Converted between local time and instant by the session time zone.
  case zone
  /// A local time instead of the instant.
  case zoneOfJVM
  /// A number inside text, written with other digits.
  case reformatted
  /// NULL instead of a text that is not a time of the wanted form.
  case otherText
  /// NULL instead of a time outside the years 0 to 9999, or of a number that stands for no time.
  case unset
  case truncated, rounded, digits, leadingZeros, null, timeOfDay, placesOfSecond, secondsOnly
  case countsAsTrue, countsAsFalse
  /// A JSON string instead of another JSON value.
  case quoted
  /// A value that the database rejects.
  case refusedByDatabase
  /// Any other difference: no note reports it.
  case wrong

  /// Whether one of the facts about the field reports it, or the verdict alone does.
  func isReported(in facts: [FieldFact]) -> Bool {
    self == .form || facts.contains { $0.losses.contains(self) }
  }

  /// Whether it needs no note: the value is equivalent, or the job stops, which nobody overlooks.
  var needsNoWarning: Bool { self == .form || self == .reformatted || self == .refusedByDatabase }

  /// Whether `verdict` allows it for a value that the verdict covers.
  /// - Parameter isSampled: Whether the value itself was seen, not only its type declared.
  func isAllowed(under verdict: Verdict, isSampled: Bool) -> Bool {
    switch self {
    case .wrong: false
    case .otherText: !isSampled && (verdict == .converted || verdict == .lossy)
    case .refusedByDatabase: verdict == .converted && !isSampled || verdict == .lossy
    case .form, .zone, .zoneOfJVM, .reformatted, .unset: verdict == .converted || verdict == .lossy
    default: verdict == .lossy
    }
  }
}

extension FieldFact {
  /// The losses that the fact reports.
  fileprivate var losses: Set<Loss> {
    switch self {
    case .timeRead: [.unset]
    case .timeTextRead, .timeTextAssumed: [.otherText, .unset, .placesOfSecond]
    case .fractionTruncated(places: 0): [.placesOfSecond, .secondsOnly]
    case .fractionTruncated, .placesKept: [.placesOfSecond]
    case .timeOfDayDropped(bySessionZone: true): [.timeOfDay, .zone]
    case .timeOfDayDropped: [.timeOfDay]
    case .sessionZoneApplied, .localTimeWritten: [.zone]
    case .jvmZoneApplied: [.zoneOfJVM]
    case .leadingZerosDropped: [.leadingZeros]
    case .decimalsDropped, .decimalsDroppedLater: [.truncated]
    case .binaryFloatingPoint, .vanishingValues, .readAsDouble: [.digits]
    case .numbersReformatted: [.reformatted]
    case .digitsLost, .magnitudeLost: [.digits, .reformatted]
    case .decimalOverflow, .decimalRounded, .readAsDecimal: [.rounded, .null]
    case .decimalDetour: [.null]
    case .nonzeroIsTrue: [.countsAsTrue]
    case .otherTextIsFalse: [.countsAsFalse]
    case .jsonStringWritten, .jsonStringsMixed: [.quoted]
    case .jsonTextExpected, .lengthLimited, .lengthExceeded, .checkedByDatabase: [.refusedByDatabase]
    default: []
    }
  }
}
