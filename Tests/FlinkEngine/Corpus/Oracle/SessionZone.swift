import Foundation

/// The time zone of a session, which converts between local times and instants.
struct SessionZone: Sendable {
  /// Its name in `table.local-time-zone`.
  let name: String
  private let zone: TimeZone

  /// UTC, the usual zone on Alibaba Cloud, and a zone whose clocks change twice a year.
  static let all = ["UTC", "Asia/Shanghai", "America/New_York"].compactMap(SessionZone.init)

  private init?(_ name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    (self.name, self.zone) = (name, zone)
  }

  private func offset(at instant: Int) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
  }

  /// The local time of an instant.
  func local(of instant: Int) -> Int { instant + offset(at: instant) }

  /// The instant of a local time; of two instants the earlier one.
  ///
  /// A local time that the clocks skip is read as if they had not changed yet.
  func instant(of local: Int) -> Int {
    let (before, after) = (offset(at: local - 86_400), offset(at: local + 86_400))
    let isAfter = offset(at: local - before) != before && offset(at: local - after) == after
    return local - (isAfter ? after : before)
  }
}
