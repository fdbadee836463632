/// Dates and times that expressions of a mapping read from text: of their forms those that leave no doubt.
extension CalendarText {
  /// The days since 1970 of a date such as 20240501; nil for other text.
  static func days(basic text: String) -> Int? {
    guard text.utf8.count == 8 else { return nil }
    return JavaTimeText.date("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
  }

  /// The local time of a date with time and seconds, with T or a blank between them; nil for other text.
  static func local(_ text: String) -> (milliseconds: Int64, nanoseconds: Int)? {
    let bytes = Array(text.utf8)
    // Seconds, and a point before a fraction that is not empty.
    guard bytes.count == 19 || bytes.count > 20 && bytes[19] == UInt8(ascii: "."),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "), bytes[16] == UInt8(ascii: ":"),
      let time = JavaTimeText.timestamp(text.replacing(" ", with: "T"), .iso8601, isInstant: false)
    else { return nil }
    return (time.milliseconds, time.nanoseconds)
  }

  /// The instant of a local time with Z or an offset behind it; nil for other text.
  static func instant(_ text: String, _ form: OffsetForm) -> (milliseconds: Int64, nanoseconds: Int)? {
    // Before 1583 the expression counts by another calendar.
    guard text.prefix(4) >= "1583" else { return nil }
    if text.hasSuffix("Z") { return local(String(text.dropLast())) }
    let width = 5 + form.separator.utf8.count
    let offset = Array(text.utf8.suffix(width))
    guard offset.count == width, offset[0] == UInt8(ascii: "+") || offset[0] == UInt8(ascii: "-"),
      form == .basic || offset[3] == UInt8(ascii: ":"), let hours = number(offset[1...2]), hours <= 14,
      let minutes = number(offset[(width - 2)...]), minutes < 60, let time = local(String(text.dropLast(width)))
    else { return nil }
    let east = Int64(hours * 60 + minutes) * (offset[0] == UInt8(ascii: "+") ? 60_000 : -60_000)
    return (time.milliseconds - east, time.nanoseconds)
  }

  /// The number of two digits; nil for other bytes.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }
}
