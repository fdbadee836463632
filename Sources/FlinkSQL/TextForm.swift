import JSONCoding

/// The forms of text that Flink's JSON reader treats differently.
enum TextForm: Int, CaseIterable, Sendable {
  /// `2024-05-01T10:00:00Z`, read under the standard ISO-8601 as an instant.
  case isoInstant
  /// `2024-05-01T10:00:00`, read under ISO-8601 as a local time.
  case isoLocal
  /// `2024-05-01T10:00:00+08:00`, which no standard of Flink's reader takes.
  case isoOffset
  /// `2024-05-01 10:00:00`, read under the standard SQL as a local time.
  case sqlLocal
  /// `2024-05-01 10:00:00Z`, read under SQL as an instant.
  case sqlInstant
  /// `2024-05-01 10:00:00+08:00`, which no standard takes.
  case sqlOffset
  /// `2024-05-01`.
  case date
  /// `10:00:00`.
  case time
  /// `12`: the reader takes it for a number too.
  case integer
  /// `1.5`, `1e3`.
  case fraction
  /// `true`, in any case.
  case boolean
  /// An object or array as text.
  case json
  case other

  /// Whether it names a moment or a local time.
  var isTimestamp: Bool { isZoned || isLocal }
  var isZoned: Bool { [.isoInstant, .isoOffset, .sqlInstant, .sqlOffset].contains(self) }
  var isLocal: Bool { self == .isoLocal || self == .sqlLocal }
}

/// A text taken apart as far as its form needs.
struct ClassifiedText {
  var form: TextForm
  /// Digits of the fraction of a second.
  var fractionDigits = 0
  var hasSeconds = true

  init(_ text: String) {
    let bytes = Array(text.utf8)
    if ClassifiedText.isNumber(bytes) {
      form = bytes.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") } ? .fraction : .integer
      return
    }
    form = .other
    switch bytes.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if ClassifiedText.isJSON(bytes) { form = .json }
    case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      if ["true", "false"].contains(text.lowercased()) { form = .boolean }
    default: scanTime(bytes)
    }
  }

  private mutating func scanTime(_ bytes: [UInt8]) {
    if let clock = Clock(bytes[...]) {
      guard clock.hasSeconds, clock.rest.isEmpty else { return }
      (form, fractionDigits) = (.time, clock.fractionDigits)
      return
    }
    guard ClassifiedText.isDate(bytes.prefix(10)) else { return }
    if bytes.count == 10 {
      form = .date
      return
    }
    let isISO = bytes[10] == UInt8(ascii: "T")
    guard isISO || bytes[10] == UInt8(ascii: " "), let clock = Clock(bytes[11...]) else { return }
    let isOffset = hasShape(clock.rest, "+dd:dd") || hasShape(clock.rest, "-dd:dd")
    // Without seconds only ISO-8601 is read, and an offset is not.
    guard clock.hasSeconds || isISO && !isOffset else { return }
    switch clock.rest {
    case []: form = isISO ? .isoLocal : .sqlLocal
    case [UInt8(ascii: "Z")]: form = isISO ? .isoInstant : .sqlInstant
    default:
      guard isOffset else { return }
      form = isISO ? .isoOffset : .sqlOffset
    }
    (fractionDigits, hasSeconds) = (clock.fractionDigits, clock.hasSeconds)
  }

  /// `yyyy-MM-dd` that is a day of the calendar; the reader refuses others, each with the end of the job.
  private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard hasShape(bytes, "dddd-dd-dd") else { return false }
    let numbers = String(decoding: bytes, as: UTF8.self).split(separator: "-").compactMap { Int($0) }
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    guard (1...12).contains(month) else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  private static func isJSON(_ bytes: [UInt8]) -> Bool { (try? JSON.parse(bytes)) != nil }

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
