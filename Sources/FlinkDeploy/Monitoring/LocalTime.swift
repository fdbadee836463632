import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Times as people read them, with their offset from UTC.
struct LocalTime: Sendable {
  /// The seconds that local time is ahead of UTC at a time in milliseconds since 1970.
  let offset: @Sendable (_ time: Int) -> Int

  /// The time zone of the process (`TZ`, or that of the system).
  static let process = LocalTime { time in
    var seconds = time_t(time / 1000)
    var parts = tm()
    return localtime_r(&seconds, &parts) == nil ? 0 : Int(parts.tm_gmtoff)
  }

  /// A time such as `2026-11-28 03:00:12 +08:00`, or `2026-11-27 19:00:12 UTC`.
  /// - Parameter time: Milliseconds since 1970.
  func text(_ time: Int) -> String {
    let offset = offset(time)
    let shifted = Date(timeIntervalSince1970: Double(time / 1000 + offset)).formatted(.iso8601)
    return "\(shifted.prefix(10)) \(shifted.dropFirst(11).prefix(8)) \(LocalTime.text(ofOffset: offset))"
  }

  private static func text(ofOffset offset: Int) -> String {
    guard offset != 0 else { return "UTC" }
    let minutes = abs(offset) / 60
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(offset < 0 ? "-" : "+")\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
  }
}
