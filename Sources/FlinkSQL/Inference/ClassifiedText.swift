import JSONCoding

/// A text and its form, found by shape; ``JavaTimeText`` is the grammar of times.
struct ClassifiedText {
  var form: TextForm
  /// Digits of the fraction of a second.
  var fractionDigits = 0
  var hasSeconds = true
  /// Whether the JSON reader takes it as a time and no expression of SQL does.
  var isUnusual = false

  init(_ text: String) {
    let bytes = Array(text.utf8)
    if ClassifiedText.isNumber(bytes) {
      form = bytes.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") } ? .fraction : .integer
      return
    }
    form = ClassifiedText.word(text, bytes) ?? .other
    if form == .other { scanTime(bytes) }
    if form == .other, ClassifiedText.mayBeTime(bytes) { askReader(text) }
    if form == .other, ClassifiedText.isGroupedNumber(bytes) { form = .groupedNumber }
  }

  /// The form of a text that is neither a number nor a time.
  private static func word(_ text: String, _ bytes: [UInt8]) -> TextForm? {
    if bytes.first == UInt8(ascii: "{") || bytes.first == UInt8(ascii: "[") { return isJSON(bytes) ? .json : nil }
    if bytes.count > 9 { return nil }
    switch text.lowercased() {
    case "": return .empty
    case "true", "false": return .boolean
    case "y", "n", "yes", "no", "on", "off": return .yesOrNo
    case "nan", "infinity", "-infinity": return .notANumber
    default: return nil
    }
  }

  private mutating func scanTime(_ bytes: [UInt8]) {
    if let clock = Clock(bytes[...]) {
      guard clock.hasSeconds, clock.rest.isEmpty else { return }
      (form, fractionDigits) = (.time, clock.fractionDigits)
      return
    }
    guard hasShape(bytes.prefix(10), "dddd-dd-dd") else {
      if hasShape(bytes.prefix(10), "dddd/dd/dd") { form = .slashDate }
      return
    }
    guard JavaTimeText.date(String(decoding: bytes.prefix(10), as: UTF8.self)) != nil else {
      form = .invalidDate
      return
    }
    if bytes.count == 10 { form = .date } else { scanTimestamp(bytes) }
  }

  private mutating func scanTimestamp(_ bytes: [UInt8]) {
    let (isISO, isSmall) = (bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[10] == UInt8(ascii: "t"))
    guard isISO || bytes[10] == UInt8(ascii: " "), let clock = Clock(bytes[11...]) else { return }
    let isOffset = hasShape(clock.rest, "+dd:dd") || hasShape(clock.rest, "-dd:dd")
    // Without seconds only ISO-8601 is read, and an offset is not.
    guard clock.hasSeconds || isISO && !isOffset else { return }
    switch clock.rest {
    case [UInt8(ascii: "z")]: form = .smallInstant
    case [UInt8(ascii: "Z")]: form = isSmall ? .smallInstant : isISO ? .isoInstant : .sqlInstant
    case _ where isSmall: return
    case []: form = isISO ? .isoLocal : .sqlLocal
    case _ where isOffset: form = isISO ? .isoOffset : .sqlOffset
    case _ where hasShape(clock.rest, "+dddd") || hasShape(clock.rest, "-dddd"): form = .basicOffset
    default: return
    }
    (fractionDigits, hasSeconds) = (clock.fractionDigits, clock.hasSeconds)
  }

  /// A filter before the reader's own grammar, which is slow: a time begins with a digit or a sign, and has a colon.
  private static func mayBeTime(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, isDigit(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else {
      return false
    }
    return bytes.count <= 48 && bytes.contains(UInt8(ascii: ":"))
  }

  /// Asks the grammar of Flink's reader about a text of an unusual shape.
  private mutating func askReader(_ text: String) {
    if let time = JavaTimeText.time(text) {
      (form, isUnusual, fractionDigits) = (.time, true, time.nanoseconds > 0 ? 9 : 0)
      return
    }
    let forms: [(TextForm, TimestampStandard, isInstant: Bool)] = [
      (.isoInstant, .iso8601, true), (.isoLocal, .iso8601, false), (.sqlInstant, .sql, true), (.sqlLocal, .sql, false),
    ]
    for (form, standard, isInstant) in forms {
      guard let time = JavaTimeText.timestamp(text, standard, isInstant: isInstant), !time.isClamped else { continue }
      (self.form, isUnusual) = (form, true)
      fractionDigits = time.nanoseconds > 0 ? 9 : time.milliseconds % 1000 == 0 ? 0 : 3
      return
    }
  }

  private static func isJSON(_ bytes: [UInt8]) -> Bool { (try? JSON.parse(bytes)) != nil }

  /// Digits in groups of three, before a point or the end.
  private static func isGroupedNumber(_ bytes: [UInt8]) -> Bool {
    let unsigned = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    // Most texts begin otherwise, and need not be taken apart.
    guard unsigned.first.map(isDigit) == true else { return false }
    let parts = unsigned.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return groups.count > 1 && (1...3).contains(groups[0].count) && groups[0].allSatisfy(isDigit)
      && groups.dropFirst().allSatisfy { hasShape($0, "ddd") }
      && parts.dropFirst().allSatisfy { $0.allSatisfy(isDigit) }
  }

  /// JSON's numbers, and what the reader takes besides: a plus sign and leading zeros.
  private static func isNumber(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    func digits() -> Int {
      let count = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(count)
      return count
    }
    guard digits() > 0 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard (1...3).contains(digits()) else { return false }
    }
    return rest.isEmpty
  }
}

/// `HH:mm[:ss[.f]]` and what follows it.
private struct Clock {
  var hasSeconds = false
  var fractionDigits = 0
  var rest: ArraySlice<UInt8>

  init?(_ bytes: ArraySlice<UInt8>) {
    func isBelow(_ limit: UInt8, _ text: ArraySlice<UInt8>) -> Bool {
      guard hasShape(text, "dd"), let tens = text.first, let ones = text.last else { return false }
      return (tens - 48) * 10 + ones - 48 < limit
    }
    guard hasShape(bytes.prefix(5), "dd:dd"), isBelow(24, bytes.prefix(2)), isBelow(60, bytes.dropFirst(3).prefix(2))
    else { return nil }
    rest = bytes.dropFirst(5)
    guard rest.first == UInt8(ascii: ":") else { return }
    guard isBelow(60, rest.dropFirst().prefix(2)) else { return nil }
    hasSeconds = true
    rest = rest.dropFirst(3)
    guard rest.first == UInt8(ascii: ".") else { return }
    fractionDigits = rest.dropFirst().prefix(while: isDigit).count
    guard (1...9).contains(fractionDigits) else { return nil }
    rest = rest.dropFirst(1 + fractionDigits)
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

/// Whether `bytes` are `shape`, where `d` stands for a digit.
private func hasShape(_ bytes: ArraySlice<UInt8>, _ shape: String) -> Bool {
  bytes.count == shape.utf8.count
    && zip(bytes, shape.utf8).allSatisfy { $1 == UInt8(ascii: "d") ? isDigit($0) : $0 == $1 }
}
