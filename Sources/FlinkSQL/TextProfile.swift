/// What the strings of one field looked like.
struct TextProfile: Sendable, Equatable {
  /// The forms that Flink's JSON reader treats differently.
  enum Form: Int, CaseIterable {
    /// `2024-05-01T10:00:00Z`, read under the standard ISO-8601 as an instant.
    case isoInstant
    /// `2024-05-01T10:00:00`, read under ISO-8601 as a local time.
    case isoLocal
    /// `2024-05-01T10:00:00+08:00`, which no standard of Flink's reader takes.
    case isoOffset
    /// The same with a fraction of a second.
    case isoOffsetFraction
    /// `2024-05-01 10:00:00`, read under the standard SQL as a local time.
    case sqlLocal
    /// `2024-05-01 10:00:00Z`, read under SQL as an instant.
    case sqlInstant
    /// `2024-05-01`.
    case date
    /// `12`: the reader takes it for a number too.
    case integer
    /// `1.5`.
    case fraction
    case other
  }

  private var counts = [Int](repeating: 0, count: Form.allCases.count)

  var count: Int { counts.reduce(0, +) }

  init() {}

  init(_ text: String) { counts[TextProfile.form(of: text).rawValue] = 1 }

  subscript(form: Form) -> Int { counts[form.rawValue] }

  /// Whether there were strings, and all of these forms.
  func isOnly(_ forms: Form...) -> Bool { count > 0 && forms.reduce(0) { $0 + self[$1] } == count }

  mutating func merge(_ other: TextProfile) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  static func form(of text: String) -> Form {
    let bytes = Array(text.utf8)
    if let number = numberForm(bytes) { return number }
    guard hasShape(bytes.prefix(10), "dddd-dd-dd") else { return .other }
    if bytes.count == 10 { return .date }
    guard bytes.count >= 19, hasShape(bytes[11..<19], "dd:dd:dd") else { return .other }
    var rest = bytes[19...]
    var hasFraction = false
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let digits = rest.prefix { isDigit($0) }
      if !(1...9).contains(digits.count) { return .other }
      rest = rest.dropFirst(digits.count)
      hasFraction = true
    }
    let zone = Array(rest)
    switch bytes[10] {
    case UInt8(ascii: "T"):
      if zone.isEmpty { return .isoLocal }
      if zone == [UInt8(ascii: "Z")] { return .isoInstant }
      let isOffset = hasShape(zone[...], "+dd:dd") || hasShape(zone[...], "-dd:dd")
      return isOffset ? (hasFraction ? .isoOffsetFraction : .isoOffset) : .other
    case UInt8(ascii: " "):
      if zone.isEmpty { return .sqlLocal }
      return zone == [UInt8(ascii: "Z")] ? .sqlInstant : .other
    default: return .other
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Whether `bytes` are `shape`, where `d` stands for a digit.
  private static func hasShape(_ bytes: ArraySlice<UInt8>, _ shape: String) -> Bool {
    bytes.count == shape.utf8.count
      && zip(bytes, shape.utf8).allSatisfy { $1 == UInt8(ascii: "d") ? isDigit($0) : $0 == $1 }
  }

  private static func numberForm(_ bytes: [UInt8]) -> Form? {
    let unsigned = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    let parts = unsigned.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
    // A leading zero marks a code (postal, telephone), not a number.
    if parts[0].count > 1, parts[0].first == UInt8(ascii: "0") { return nil }
    return parts.count == 1 ? (unsigned.count <= 18 ? .integer : .other) : .fraction
  }
}
