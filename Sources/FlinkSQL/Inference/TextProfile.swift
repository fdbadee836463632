/// What the strings of one field looked like: counts and extremes, no text.
struct TextProfile: Sendable, Equatable {
  /// By form; empty while there was no text, since most profiles are of no text and each array is memory of its own.
  private var counts: [Int] = []
  /// The most characters, as a database counts them: code points.
  var longest = 0
  /// The most digits of a fraction of a second.
  var fractionDigits = 0
  /// Timestamps without seconds.
  var withoutSeconds = 0
  /// Times that only the JSON reader takes: 24:00, an empty fraction, years of more than four digits.
  var unusualTimes = 0
  /// Numbers with zeros in front: codes (postal, telephone) rather than numbers.
  var leadingZeros = 0
  /// Text that is base64 for Flink's reader.
  var base64 = 0
  /// Debezium's placeholders for unavailable values.
  var placeholders = 0
  /// Text that evidently is base64 of a number.
  var encodedNumbers = 0
  /// Those that are numbers.
  var numbers = NumberProfile()

  var count: Int { counts.reduce(0, +) }

  init() {}

  init(_ text: String) {
    let classified = ClassifiedText(text)
    counts = [Int](repeating: 0, count: TextForm.allCases.count)
    counts[classified.form.rawValue] = 1
    longest = text.unicodeScalars.count
    fractionDigits = classified.fractionDigits
    withoutSeconds = classified.hasSeconds ? 0 : 1
    unusualTimes = classified.isUnusual ? 1 : 0
    placeholders = text == UnavailableValue.text ? 1 : 0
    base64 = Base64Text.isEncoded(text) ? 1 : 0
    if base64 == 1, classified.form == .other { encodedNumbers = EncodedDecimal.isEvident(text) ? 1 : 0 }
    guard classified.form.isNumber else { return }
    numbers = NumberProfile(literal: text)
    let digits = text.drop { $0 == "-" || $0 == "+" }
    leadingZeros = digits.first == "0" && digits.dropFirst().first?.isNumber == true ? 1 : 0
  }

  subscript(form: TextForm) -> Int { counts.isEmpty ? 0 : counts[form.rawValue] }

  /// Whether there were strings, and all of these forms.
  func isOnly(_ forms: TextForm...) -> Bool { count > 0 && forms.reduce(0) { $0 + self[$1] } == count }

  /// Whether there were strings, and the form of each is such.
  func isOnly(where predicate: (TextForm) -> Bool) -> Bool {
    count > 0 && TextForm.allCases.filter(predicate).reduce(0) { $0 + self[$1] } == count
  }

  mutating func merge(_ other: TextProfile) {
    if counts.isEmpty { return self = other }
    for index in other.counts.indices { counts[index] += other.counts[index] }
    longest = max(longest, other.longest)
    fractionDigits = max(fractionDigits, other.fractionDigits)
    withoutSeconds += other.withoutSeconds
    unusualTimes += other.unusualTimes
    leadingZeros += other.leadingZeros
    base64 += other.base64
    placeholders += other.placeholders
    encodedNumbers += other.encodedNumbers
    numbers.merge(other.numbers)
  }

  /// The forms that were seen.
  var forms: [TextForm] { TextForm.allCases.filter { self[$0] > 0 } }

  /// How all texts write their offset from UTC; nil when one has none, or they differ, or lack seconds.
  var offsetForm: OffsetForm? {
    if withoutSeconds > 0 || unusualTimes > 0 { return nil }
    if isOnly(where: \.isZoned) { return .extended }
    return isOnly { $0.isInstant || $0 == .basicOffset } ? .basic : nil
  }

  /// Whether all are local times that an expression of SQL reads, in either form.
  var isPlainLocal: Bool { withoutSeconds == 0 && unusualTimes == 0 && isOnly(where: \.isLocal) }
}
