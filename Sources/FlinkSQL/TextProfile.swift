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
  /// Numbers with zeros in front: codes (postal, telephone) rather than numbers.
  var leadingZeros = 0
  /// Text that is base64 with padding.
  var base64 = 0
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
    base64 = TextProfile.isBase64(text) ? 1 : 0
    guard classified.form == .integer || classified.form == .fraction else { return }
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
    leadingZeros += other.leadingZeros
    base64 += other.base64
    numbers.merge(other.numbers)
  }

  private static func isBase64(_ text: String) -> Bool {
    let bytes = text.utf8
    let body = bytes.prefix { $0 != UInt8(ascii: "=") }
    let isAlphabet = body.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"),
        UInt8(ascii: "/")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    let padding = bytes.dropFirst(body.count)
    return isAlphabet && bytes.count % 4 == 0 && padding.count <= 2 && padding.allSatisfy { $0 == UInt8(ascii: "=") }
  }
}
