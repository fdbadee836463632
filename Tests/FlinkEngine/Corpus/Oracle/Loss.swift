import FlinkSQL

/// What can become of a value on its way, other than that it arrives as it is.
enum Loss: String {
  /// The same value in another form: a number out of quotes, 1 for true, the text of a number.
  case form
  /// Between local time and instant, as the session's zone says.
  case zone
  /// A local time in place of the instant.
  case zoneOfJVM
  /// A number inside of text written with other digits.
  case reprinted
  /// A text that is none of the time wanted has become NULL.
  case otherText
  /// A number that stands for no time has become NULL.
  case unset
  case cut, rounded, digits, zeros, null, timeOfDay, placesOfSecond, secondsOnly
  case countsAsTrue, countsAsFalse
  /// A JSON value that has become a JSON string.
  case quoted
  /// What the database will not take.
  case refusedByDatabase
  /// None of the above: nothing that anybody was told.
  case wrong

  /// The words by which a warning tells of it; nil where the verdict alone does, or nothing can.
  private var words: [String]? {
    switch self {
    case .form: nil
    case .wrong: []
    case .zone: ["by the session's time zone"]
    case .zoneOfJVM: ["by the time zone of its JVM"]
    case .reprinted: ["printed anew", "of which about 15 are kept"]
    case .cut: ["loses what is after the point"]
    case .rounded: ["rounded"]
    case .digits: ["about 15", "about 6", "lose digits"]
    case .zeros: ["lose the zeros in front"]
    case .null: ["NULL"]
    case .otherText, .unset: ["becomes NULL"]
    case .timeOfDay: ["loses its time of day"]
    case .placesOfSecond: ["places of a second"]
    case .secondsOnly: ["loses what is after the second"]
    case .countsAsTrue: ["counts as true"]
    case .countsAsFalse: ["counts as false"]
    case .quoted: ["become JSON strings", "becomes a JSON string"]
    case .refusedByDatabase: ["refuses"]
    }
  }

  /// Whether one of the warnings that name the field tells of it.
  func isTold(in warnings: [String]) -> Bool {
    guard let words else { return true }
    return warnings.contains { warning in words.contains { warning.contains($0) } }
  }

  /// Whether it is no silent change: of the same worth, or loud, since the job stops at it.
  var needsNoWarning: Bool { self == .form || self == .reprinted || self == .refusedByDatabase }

  /// Whether a value that the verdict is about may come to this.
  /// - Parameter isSampled: Whether the value itself was seen, not only its type declared.
  func isAllowed(under verdict: Verdict, isSampled: Bool) -> Bool {
    switch self {
    case .wrong: false
    case .otherText: !isSampled && (verdict == .converted || verdict == .lossy)
    case .refusedByDatabase: verdict == .converted && !isSampled || verdict == .lossy
    case .form, .zone, .zoneOfJVM, .reprinted, .unset: verdict == .converted || verdict == .lossy
    default: verdict == .lossy
    }
  }
}
